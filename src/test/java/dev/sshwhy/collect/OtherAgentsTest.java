package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.testing.TestAgent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtherAgentsTest {
    private Path home = Path.of("");

    /** A socket's path must be short, shorter than JUnit's own temporary folders promise to be. */
    @BeforeEach
    void makeAHome() throws IOException {
        home = Files.createTempDirectory("sshwhy");
    }

    @AfterEach
    void removeIt() throws IOException {
        FileUtils.deleteDirectory(home.toFile());
    }

    private Path place(String path) throws IOException {
        Path socket = home.resolve(path);
        Files.createDirectories(socket.getParent());
        return socket;
    }

    private List<String> found(Agent asked, Map<String, String> environment, boolean ownHome) {
        Surroundings surroundings = new Surroundings(
                home.toString(), ownHome, environment, home, "me", OperatingSystem.LINUX, Optional.empty());
        return OtherAgents.beside(asked, surroundings, new LocalFiles()).stream()
                .filter(it -> it.socket().startsWith(home.toString())) // not what this machine's user runs
                .map(it -> it.namedBy() + " " + it.keys().size())
                .toList();
    }

    private List<String> found(Map<String, String> environment) {
        return found(Agent.none("SSH_AUTH_SOCK is not set"), environment, true);
    }

    @Test
    void findsAgentsAtTheirUsualPlaces() throws IOException {
        List<TestAgent> agents = new ArrayList<>();
        try {
            agents.add(TestAgent.start(place(".1password/agent.sock"), List.of(1, 2)));
            agents.add(TestAgent.start(place(".ssh/agent/s.abc.agent.1"), List.of(3)));
            agents.add(TestAgent.start(place("run/gcr/ssh"), List.of(4)));
            Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", home + "/run");
            assertEquals(List.of("1Password 2", "GNOME's keyring 1", "an ssh-agent 1"), found(environment));
            // What belongs to the process, and not to a home that is only looked at, is left alone.
            assertEquals(
                    List.of("1Password 2", "an ssh-agent 1"),
                    found(Agent.none("SSH_AUTH_SOCK is not set"), environment, false));
        } finally {
            for (TestAgent it : agents) {
                it.close();
            }
        }
    }

    @Test
    void leavesOutTheOneThatSshAsksUnderWhateverName() throws IOException {
        try (TestAgent agent = TestAgent.start(place(".1password/agent.sock"), List.of(1))) {
            Path link = place("other-name");
            Files.createSymbolicLink(link, agent.socket());
            Agent asked = AgentClient.list(link.toString(), "SSH_AUTH_SOCK");
            assertEquals(List.of(), found(asked, Map.of("SSH_AUTH_SOCK", link.toString()), true));
        }
    }

    @Test
    void namesTheOneOfTheVariableByTheVariable() throws IOException {
        try (TestAgent agent = TestAgent.start(place("mine"), List.of(1))) {
            Map<String, String> environment =
                    Map.of("SSH_AUTH_SOCK", agent.socket().toString());
            assertEquals(List.of("SSH_AUTH_SOCK 1"), found(environment));
        }
    }

    @Test
    void saysNothingOfEmptyDeadAndHangingOnes() throws IOException {
        Path hanging = place(".gnupg/S.gpg-agent.ssh");
        Files.writeString(place(".bitwarden-ssh-agent.sock"), "no socket at all");
        try (TestAgent empty = TestAgent.start(place(".1password/agent.sock"), List.of());
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(hanging));
            assertEquals(
                    List.of(), found(Map.of("SSH_AUTH_SOCK", "/nowhere/at/all")), () -> "beside " + empty.socket());
        }
    }
}
