package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.testing.ScenarioServer;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyCommandTest {
    @TempDir
    private Path home;

    private Setup through(String command) throws IOException {
        return new Setup(home)
                .key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/config", "Host pod\n  User root\n  ProxyCommand " + command + "\n", 0600)
                .environment(Map.of("SHELL", "/bin/sh"))
                .command(List.of("pod"))
                .online();
    }

    @Test
    void logsInThroughTheUsersCommand() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
        try (ScenarioServer server = ScenarioServer.start(List.of("accepts 1"))) {
            String relay = "/bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + server.port() + "; cat <&3 & exec cat >&3'";
            Setup setup = through(relay);
            String hostKey = TestKeys.publicKey(ScenarioServer.HOST_KEY).line();
            setup.file("~/.ssh/known_hosts", "pod " + hostKey + "\n", 0600);
            Handshake handshake = setup.facts().handshake().seen().orElseThrow();
            assertTrue(handshake.loggedIn(), handshake::toString);
        }
    }

    @Test
    void blamesNobodyWhenTheCommandFails() throws IOException {
        Observed<Handshake> handshake = through("false").facts().handshake();
        assertEquals(
                Observed.notLookedAt(
                        "no SSH server was reached through ProxyCommand false, which ended with exit code 1"),
                handshake);
    }

    @Test
    void passesOnWhatTheCommandSaidLast() throws IOException {
        String why = through("/bin/sh -c 'echo starting >&2; printf \"no \\033[1mway\\n\" >&2; exit 3'")
                .facts()
                .handshake()
                .match(it -> "", it -> "", (where, reason) -> "", it -> it);
        assertTrue(why.endsWith("exit code 3 and said \"no <U+001B>[1mway\""), why);
    }

    @Test
    void letsAnSshAmongThemAskNobody() throws IOException {
        String why = through("/bin/sh -c 'echo $SSH_ASKPASS_REQUIRE $SSH_ASKPASS >&2'")
                .facts()
                .handshake()
                .match(it -> "", it -> "", (where, reason) -> "", it -> it);
        assertTrue(why.endsWith("said \"force /bin/false\""), why);
    }

    /** What became of it; the test fails where that takes longer than any limit. */
    private String inTime(String command) throws IOException {
        Setup setup = through(command + "\n  ConnectTimeout 1");
        return assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> setup.facts().handshake().match(it -> "", it -> "", (where, reason) -> "", it -> it));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 30", "sleep 30 | cat", "/bin/sh -c 'sleep 30 & wait'"})
    void stopsACommandThatBringsNobody(String command) throws IOException {
        assertEquals(
                "no SSH server was reached through ProxyCommand " + command
                        + ", which was stopped when the time was over",
                inTime(command));
    }

    @Test
    void doesNotWaitForWhoeverACommandLeavesBehind() throws IOException {
        String why = inTime("/bin/sh -c 'sleep 30 &'");
        assertTrue(why.startsWith("no SSH server was reached through ProxyCommand"), why);
    }

    @Test
    void leavesNothingOfACommandBehind() throws Exception {
        through("sleep 7.125 | sleep 7.125\n  ConnectTimeout 1").facts();
        boolean isGone = false;
        for (int i = 0; i < 50 && !isGone; i++) {
            isGone = ProcessHandle.current()
                    .descendants()
                    .noneMatch(it -> it.info().commandLine().orElse("").contains("sleep 7.125"));
            Thread.sleep(100);
        }
        assertTrue(isGone);
    }

    @Test
    void blamesNobodyWhenTheCommandIsNotThere() throws IOException {
        assertTrue(through("/no/such/program %h %p").facts().handshake().seen().isEmpty());
    }
}
