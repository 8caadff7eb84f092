package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.SigningKey;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real jump hosts to real targets, beside the ssh of this machine with the same configuration. */
class JourneyTest {
    private static final String KNOWN = TestKeys.publicKey(1).line();
    private static final String UNKNOWN = SigningKey.ed25519().publicKey().line();

    @TempDir
    private Path home;

    @TempDir
    private Path gateway;

    @TempDir
    private Path target;

    /** What ssh itself makes of it, with nobody there to answer. */
    private record Ssh(int exitCode, String said) {}

    private Setup setup(RealSshServer first, RealSshServer last, String jump) throws IOException {
        String known = "[127.0.0.1]:" + first.port() + " " + hostKey(gateway) + "\n[localhost]:" + last.port() + " "
                + hostKey(target) + "\n[localhost]:" + first.port() + " " + hostKey(gateway) + "\n";
        String config = """
                Host *
                  User root
                  IdentityFile %1$s/.ssh/id_ed25519
                  UserKnownHostsFile %1$s/.ssh/known_hosts
                Host gw
                  HostName 127.0.0.1
                  Port %2$d
                Host second
                  HostName localhost
                  Port %2$d
                Host gpu
                  HostName localhost
                  Port %3$d
                  %4$s
                Host dead
                  HostName localhost
                  Port 1
                  ProxyJump gw
                Host nameless
                  HostName no-such-host.invalid
                  ProxyJump gw
                """.formatted(home, first.port(), last.port(), jump);
        return new Setup(home)
                .key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/known_hosts", known, 0600)
                .file("~/.ssh/config", config, 0600)
                .online();
    }

    private static String hostKey(Path folder) throws IOException {
        return Files.readString(folder.resolve("host_ed25519.pub")).strip();
    }

    private Ssh ssh(String host) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "ssh", "-v", "-F", home.resolve(".ssh/config").toString(), "-o", "BatchMode=yes", host, "true")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return new Ssh(process.exitValue(), said);
    }

    private RealSshServer serve(Path folder, Map<String, String> options, String... keys) throws Exception {
        return RealSshServer.start(folder, List.of("ed25519"), options, List.of(keys));
    }

    private static List<String> causes(Diagnosis diagnosis) {
        List<String> causes = new ArrayList<>();
        for (Diagnosed it : diagnosis.findings()) {
            if (it.isCause() && it.effect() == Effect.BLOCKS) {
                causes.add(it.rule());
            }
        }
        return causes;
    }

    @ParameterizedTest
    @CsvSource({
        "ProxyJump gw, 1",
        "ProxyJump %r@gw, 1",
        "'ProxyJump gw,second', 2",
        "ProxyJump root@127.0.0.1:@PORT@, 1",
        "ProxyCommand ssh -F @CONFIG@ -W %h:%p gw, 1"
    })
    void logsInOverEachOfThem(String jump, int jumps) throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), KNOWN);
                RealSshServer last = serve(target, Map.of(), KNOWN)) {
            String line = jump.replace("@PORT@", Integer.toString(first.port()))
                    .replace("@CONFIG@", home.resolve(".ssh/config").toString());
            Diagnosis diagnosis =
                    setup(first, last, line).command(List.of("gpu")).diagnosis();
            assertEquals(0, ssh("gpu").exitCode());
            assertEquals(Verdict.READY, diagnosis.verdict(), diagnosis::summary);
            Snapshot facts = diagnosis.facts();
            assertEquals(jumps, facts.jumps().size());
            assertTrue(facts.jumps().stream()
                    .allMatch(it -> it.handshake().seen().orElseThrow().loggedIn()));
            assertTrue(facts.handshake().seen().orElseThrow().address().contains(" through "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProxyJump gw", "ProxyCommand ssh -F @CONFIG@ -W %h:%p gw"})
    void stopsAtAJumpHostThatDoesNotKnowTheKey(String jump) throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), UNKNOWN);
                RealSshServer last = serve(target, Map.of(), KNOWN)) {
            String line = jump.replace("@CONFIG@", home.resolve(".ssh/config").toString());
            Diagnosis diagnosis =
                    setup(first, last, line).command(List.of("gpu")).diagnosis();
            Ssh ssh = ssh("gpu");
            assertTrue(ssh.said().contains("root@127.0.0.1: Permission denied"), ssh::said);
            assertEquals(Verdict.BLOCKED, diagnosis.verdict());
            assertEquals("server/key-refused", causes(diagnosis).get(0));
            assertTrue(diagnosis.summary().contains("at the jump host gw"), diagnosis.summary());
            assertTrue(diagnosis.facts().handshake().seen().isEmpty());
        }
    }

    @Test
    void blamesTheTargetBehindAJumpHostThatLeadsOn() throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), KNOWN);
                RealSshServer last = serve(target, Map.of(), UNKNOWN)) {
            Diagnosis diagnosis =
                    setup(first, last, "ProxyJump gw").command(List.of("gpu")).diagnosis();
            Ssh ssh = ssh("gpu");
            assertTrue(ssh.said().contains("root@localhost: Permission denied"), ssh::said);
            assertEquals(List.of("server/key-refused"), causes(diagnosis));
            assertTrue(!diagnosis.summary().contains("jump host"), diagnosis.summary());
        }
    }

    @ParameterizedTest
    @CsvSource({"AllowTcpForwarding, no", "DisableForwarding, yes", "PermitOpen, 10.0.0.1:22"})
    void tellsAJumpHostThatForwardsNothing(String option, String value) throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(option, value), KNOWN);
                RealSshServer last = serve(target, Map.of(), KNOWN)) {
            Diagnosis diagnosis =
                    setup(first, last, "ProxyJump gw").command(List.of("gpu")).diagnosis();
            Ssh ssh = ssh("gpu");
            assertTrue(ssh.said().contains("administratively prohibited"), ssh::said);
            assertEquals(List.of("server/forwarding-refused"), causes(diagnosis));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dead, connect failed: Connection refused, network/refused",
        "nameless, connect failed: Name or service not known, network/name-unresolved"
    })
    void tellsWhatTheJumpHostCannotReach(String host, String words, String rule) throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), KNOWN);
                RealSshServer last = serve(target, Map.of(), KNOWN)) {
            Diagnosis diagnosis =
                    setup(first, last, "ProxyJump gw").command(List.of(host)).diagnosis();
            Ssh ssh = ssh(host);
            assertTrue(ssh.said().contains(words), ssh::said);
            assertEquals(List.of(rule), causes(diagnosis));
            Handshake there = diagnosis.facts().handshake().seen().orElseThrow();
            assertTrue(there.address().endsWith(" through gw"), there::address);
        }
    }

    @Test
    void leavesTheRestOpenBehindAJumpHostOfFirstContact() throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), KNOWN);
                RealSshServer last = serve(target, Map.of(), KNOWN)) {
            Setup setup = setup(first, last, "ProxyJump gw").file("~/.ssh/known_hosts", "", 0600);
            Diagnosis diagnosis = setup.command(List.of("gpu")).diagnosis();
            assertTrue(ssh("gpu").said().contains("Host key verification failed"));
            assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
            assertEquals(
                    "host/key-unknown", diagnosis.firstCause().orElseThrow().rule());
            assertTrue(diagnosis.summary().contains("at the jump host gw"), diagnosis.summary());
        }
    }

    @Test
    void goesNowhereOverAChainThatIsLongerThanItFollows() throws IOException {
        String chain = IntStream.rangeClosed(1, 20).mapToObj(it -> "h" + it).collect(Collectors.joining(","));
        Snapshot facts = new Setup(home)
                .file("~/.ssh/config", "Host *\n  HostName 127.0.0.1\n  Port 1\n", 0600)
                .online()
                .command(List.of("-J", chain, "gpu"))
                .facts();
        assertEquals(List.of(), facts.jumps());
        assertTrue(facts.handshake().seen().isEmpty());
    }

    /** A way to a server that swallows everything, in both directions, as soon as the server leads on to somebody. */
    private static final class Tarpit implements AutoCloseable {
        private final ServerSocket entry = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final ServerSocket next = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private volatile boolean isFrozen;

        private final List<Future<Integer>> threads = new CopyOnWriteArrayList<>();

        Tarpit(int port) throws IOException {
            threads.add(
                    Aside.start("frost", () -> next.accept().getInputStream().read() + freeze()));
            threads.add(Aside.start("way", () -> {
                Socket from = entry.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.add(Aside.start("back", () -> pass(to, from)));
                return pass(from, to);
            }));
        }

        private int freeze() {
            isFrozen = true;
            return 0;
        }

        private int pass(Socket from, Socket to) throws IOException {
            byte[] buffer = new byte[4096];
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                if (!isFrozen) {
                    to.getOutputStream().write(buffer, 0, count);
                }
            }
            return 0;
        }

        @Override
        public void close() throws IOException {
            entry.close();
            next.close();
        }
    }

    @Test
    void waitsNoLongerThanItMayForAJumpHostThatFallsSilent() throws Exception {
        try (RealSshServer first = serve(gateway, Map.of(), KNOWN);
                Tarpit tarpit = new Tarpit(first.port())) {
            String config = """
                    Host *
                      User root
                      ConnectTimeout 2
                    Host gw
                      HostName 127.0.0.1
                      HostKeyAlias gw
                      Port %d
                    Host gpu
                      HostName 127.0.0.1
                      Port %d
                      ProxyJump gw
                    """.formatted(tarpit.entry.getLocalPort(), tarpit.next.getLocalPort());
            Setup setup = new Setup(home)
                    .key("~/.ssh/id_ed25519", 1, 0600, "")
                    .file("~/.ssh/known_hosts", "gw " + hostKey(gateway) + "\n", 0600)
                    .file("~/.ssh/config", config, 0600)
                    .online()
                    .command(List.of("gpu"));
            Diagnosis diagnosis = assertTimeoutPreemptively(Duration.ofSeconds(60), setup::diagnosis);
            assertEquals(List.of("network/timed-out"), causes(diagnosis));
            assertTrue(diagnosis
                    .facts()
                    .jumps()
                    .get(0)
                    .handshake()
                    .seen()
                    .orElseThrow()
                    .loggedIn());
        }
    }
}
