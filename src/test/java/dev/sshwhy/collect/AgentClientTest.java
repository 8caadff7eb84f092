package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.testing.TestAgent;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentClientTest {
    private Path folder = Path.of("");
    private Path socket = Path.of("");

    /** A socket's path must be short, shorter than JUnit's own temporary folders promise to be. */
    @BeforeEach
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("sshwhy");
        socket = folder.resolve("s");
    }

    @AfterEach
    void removeIt() throws IOException {
        Files.deleteIfExists(socket);
        Files.delete(folder);
    }

    @Test
    void listsTheKeysInTheAgentsOrder() throws IOException {
        try (TestAgent agent = TestAgent.start(socket, List.of(3, 1))) {
            Agent seen = AgentClient.list(agent.socket().toString(), "SSH_AUTH_SOCK");
            assertEquals(Agent.State.HOLDS, seen.state());
            assertEquals(List.of(TestKeys.publicKey(3), TestKeys.publicKey(1)), seen.keys());
        }
    }

    @Test
    void tellsAnEmptyAgentFromNone() throws IOException {
        try (TestAgent agent = TestAgent.start(socket, List.of())) {
            assertEquals(
                    Agent.State.EMPTY,
                    AgentClient.list(agent.socket().toString(), "").state());
        }
        Files.deleteIfExists(socket);
        Agent gone = AgentClient.list(socket.toString(), "");
        assertEquals(Agent.State.UNREACHABLE, gone.state());
        assertTrue(gone.detail().contains("no such socket"));
    }

    @Test
    void tellsASocketThatNobodyListensTo() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        Agent stale = AgentClient.list(socket.toString(), "");
        assertEquals(Agent.State.UNREACHABLE, stale.state());
        assertTrue(stale.detail().contains("nothing listens"), stale.detail());
    }

    @Test
    void givesUpOnAnAgentThatHangs() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Agent hung = AgentClient.list(socket.toString(), "");
            assertEquals(Agent.State.UNREACHABLE, hung.state());
            assertTrue(hung.detail().contains("within"), hung.detail());
        }
    }

    @Test
    void refusesAnAnswerOfFourGigabytes() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread liar = new Thread(() -> {
                try (SocketChannel client = server.accept()) {
                    client.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 12, 0, 0}));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            liar.start();
            assertEquals(
                    Agent.State.UNREACHABLE,
                    AgentClient.list(socket.toString(), "").state());
            liar.join();
        }
    }

    @Test
    void signsWithAKeyThatTheAgentHoldsAndWithNoOther() throws IOException {
        byte[] data = "to be signed".getBytes(StandardCharsets.UTF_8);
        PublicKey held = TestKeys.publicKey(1);
        try (TestAgent agent = TestAgent.start(socket, List.of(1))) {
            String path = agent.socket().toString();
            Optional<byte[]> signature = AgentClient.sign(path, held, "ssh-ed25519", data, Duration.ofSeconds(5));
            assertArrayEquals(TestKeys.sign(1, data), signature.orElseThrow());
            assertTrue(AgentClient.sign(path, TestKeys.publicKey(2), "ssh-ed25519", data, Duration.ofSeconds(5))
                    .isEmpty());
        }
    }
}
