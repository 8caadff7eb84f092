package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.testing.TestAgent;
import dev.sshwhy.testing.TestKeys;
import java.io.ByteArrayOutputStream;
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
    /** A server's key, a session and a signature, of a byte each. */
    private static final byte[] SESSION = {0, 0, 0, 1, 1, 0, 0, 0, 1, 2, 0, 0, 0, 1, 3};

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
        assertEquals(
                Agent.State.UNREACHABLE, whenAnswered(-1, -1, -1, -1, 12, 0, 0).state());
    }

    @Test
    void tellsARefusalFromWhatIsNoAgent() throws Exception {
        assertEquals("it refuses to list its keys", whenAnswered(0, 0, 0, 1, 5).detail());
        assertEquals(
                "what answers there is no ssh-agent",
                whenAnswered(0, 0, 0, 1, 77).detail());
    }

    @Test
    void takesNoKeyOfAListThatIsDamagedAsSshDoes() throws Exception {
        String damaged = "its list of keys is damaged, and ssh takes none of it";
        assertEquals(damaged, whenAnswered(0, 0, 0, 5, 12, 0, 0, 0, 1).detail());
        assertEquals(damaged, whenAnswered(0, 0, 0, 5, 12, 0, 0, 39, 16).detail());
        // A key of a type that ssh knows, cut short: "ssh-rsa" and nothing more.
        assertEquals(
                damaged,
                whenAnswered(
                                0, 0, 0, 24, 12, 0, 0, 0, 1, 0, 0, 0, 11, 0, 0, 0, 7, 's', 's', 'h', '-', 'r', 's', 'a',
                                0, 0, 0, 0)
                        .detail());
    }

    @Test
    void takesNoKeyOfAListWithAnRsaKeyThatIsTooShortForOpenSsh() throws Exception {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        // ssh-rsa, an exponent and a modulus of eight bits; no comment
        int[] key = {0, 0, 0, 7, 's', 's', 'h', '-', 'r', 's', 'a', 0, 0, 0, 1, 3, 0, 0, 0, 2, 0, 0xc1};
        for (int it : new int[] {0, 0, 0, 5 + 4 + key.length + 4, 12, 0, 0, 0, 1, 0, 0, 0, key.length}) {
            list.write(it);
        }
        for (int it : key) {
            list.write(it);
        }
        list.writeBytes(new byte[4]);

        Agent seen = whenAnswered(list.toByteArray());

        assertEquals("its list of keys is damaged, and ssh takes none of it", seen.detail());
    }

    @Test
    void passesOverAKeyOfAnUnknownType() throws Exception {
        Agent seen =
                whenAnswered(0, 0, 0, 22, 12, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 5, 's', 's', 'h', '-', 'x', 0, 0, 0, 0);

        assertEquals(Agent.State.EMPTY, seen.state());
    }

    @Test
    void tellsAFileAndAFolderFromASocket() {
        assertEquals("it is no socket", AgentClient.list(folder.toString(), "").detail());
        assertEquals("no socket can have this name", AgentClient.list("\0", "").detail());
    }

    /** What is made of a socket at which these bytes are all that is said. */
    private Agent whenAnswered(int... bytes) throws Exception {
        byte[] answer = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            answer[i] = (byte) bytes[i];
        }
        return whenAnswered(answer);
    }

    private Agent whenAnswered(byte[] answer) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread speaker = new Thread(() -> {
                try (SocketChannel client = server.accept()) {
                    client.read(ByteBuffer.allocate(5)); // the request, without which the client may find a broken pipe
                    client.write(ByteBuffer.wrap(answer));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            speaker.start();
            Agent seen = AgentClient.list(socket.toString(), "");
            speaker.join();
            return seen;
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    @Test
    void signsWithAKeyThatTheAgentHoldsAndWithNoOther() throws IOException {
        byte[] data = "to be signed".getBytes(StandardCharsets.UTF_8);
        PublicKey held = TestKeys.publicKey(1);
        try (TestAgent agent = TestAgent.start(socket, List.of(1))) {
            String path = agent.socket().toString();
            Optional<byte[]> signature =
                    AgentClient.sign(path, held, "ssh-ed25519", data, SESSION, Duration.ofSeconds(5));
            assertArrayEquals(TestKeys.sign(1, data), signature.orElseThrow());
            assertTrue(
                    AgentClient.sign(path, TestKeys.publicKey(2), "ssh-ed25519", data, SESSION, Duration.ofSeconds(5))
                            .isEmpty());
        }
    }

    @Test
    void tellsTheAgentWhomTheSessionIsWithSoThatAKeyForSomeHostsSigns() throws IOException {
        byte[] data = "to be signed".getBytes(StandardCharsets.UTF_8);
        Duration limit = Duration.ofSeconds(5);
        List<TestAgent.Held> held =
                List.of(TestAgent.Held.parse("1 for-this-host"), TestAgent.Held.parse("2 for-another-host"));
        try (TestAgent agent = TestAgent.holding(socket, held)) {
            String path = agent.socket().toString();
            assertTrue(AgentClient.sign(path, TestKeys.publicKey(1), "ssh-ed25519", data, SESSION, limit)
                    .isPresent());
            assertTrue(AgentClient.sign(path, TestKeys.publicKey(2), "ssh-ed25519", data, SESSION, limit)
                    .isEmpty());
            assertEquals(
                    List.of(TestKeys.publicKey(1)),
                    AgentClient.list(path, "", SESSION).keys());
            assertEquals(2, AgentClient.list(path, "").keys().size());
        }
    }
}
