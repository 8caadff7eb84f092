package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.testing.JsonValues;
import dev.sshwhy.testing.NetworkNamespace;
import dev.sshwhy.testing.NetworkNamespace.Run;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole tool on networks with faults, each of its own kind, as a process of its own; ssh on the same network says which
 * addresses are tried, in which order, and in which layer it ends.
 */
class NetworkNamespaceTest {
    private static final String V4 = "192.0.2.1";
    private static final String V4_LOST = "192.0.2.9";
    private static final String V6 = "2001:db8::1";
    private static final String V6_LOST = "2001:db8::9";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final NetworkNamespace network = new NetworkNamespace();

    private Path home = Path.of("");

    @BeforeEach
    void makeAHome() throws IOException {
        home = folder.resolve("home");
        new Setup(Files.createDirectories(home)).key("~/.ssh/id_ed25519", 1, 0600, "");
    }

    /**
     * What one of the two programs did.
     *
     * @param addresses that it tried, in order
     * @param end in ssh's words, or the rule and the layer
     */
    private record Outcome(List<String> addresses, String end, long millis) {}

    private Outcome ssh(String... rest) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ssh", "-v", "-F", "/dev/null", "-o", "BatchMode=yes"));
        line.addAll(List.of("-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no"));
        line.addAll(List.of("-o", "IdentityFile=" + home.resolve(".ssh/id_ed25519")));
        line.addAll(List.of(rest));
        Run run = network.run(line);
        List<String> addresses = new ArrayList<>();
        Matcher tried =
                Pattern.compile("debug1: Connecting to \\S+ \\[(\\S+)\\] port").matcher(run.output());
        while (tried.find()) {
            addresses.add(tried.group(1));
        }
        String end = run.output()
                .lines()
                .filter(it -> !it.startsWith("debug") && !it.startsWith("Warning"))
                .reduce("", (first, last) -> last);
        return new Outcome(addresses, end, run.millis());
    }

    private Outcome sshwhy(String... rest) throws IOException, InterruptedException, URISyntaxException {
        List<String> line = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv6Addresses=system"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sshwhy.Main"));
        line.addAll(List.of("ssh", "--home", home.toString(), "--format", "json", "-o", "BatchMode=yes"));
        line.addAll(List.of("-o", "StrictHostKeyChecking=no"));
        line.addAll(List.of(rest));
        Run run = network.run(line);
        JsonValues report = JsonValues.read(run.output());
        List<String> addresses = new ArrayList<>();
        for (int i = 0; !report.all("/handshake/stages/" + i + "/layer").isEmpty(); i++) {
            String at = "/handshake/stages/" + i;
            Matcher address =
                    Pattern.compile("\\[?([0-9a-f.:]+?)\\]?:22(: .*)?").matcher(report.one(at + "/saying"));
            if (report.one(at + "/layer").equals("tcp") && address.matches()) {
                addresses.add(address.group(1));
            }
        }
        String rules = String.join(" ", report.all("/findings/\\d+/rule"));
        return new Outcome(addresses, rules, run.millis());
    }

    private void alike(String rule, String words, String... line) throws Exception {
        Outcome truth = ssh(line);
        Outcome told = sshwhy(line);
        assertEquals(truth.addresses(), told.addresses());
        assertTrue(truth.end().contains(words), truth::toString);
        assertTrue(told.end().startsWith(rule), told::toString);
    }

    /** Starts sshd within, and waits until it listens. */
    private void sshd(String... addresses) throws IOException, InterruptedException {
        RealSshServer.assumeInstalled();
        Files.createDirectories(Path.of("/run/sshd"));
        Path key = folder.resolve("host_key");
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        StringBuilder config = new StringBuilder("PidFile none\nPasswordAuthentication no\nUsePAM no\nPort 22\n");
        config.append("KbdInteractiveAuthentication no\nAuthorizedKeysFile none\nHostKey ")
                .append(key)
                .append('\n');
        for (String address : addresses) {
            config.append("ListenAddress ").append(address).append('\n');
        }
        Path file = folder.resolve("sshd_config");
        Files.writeString(file, config, StandardCharsets.UTF_8);
        network.serve("/usr/sbin/sshd", "-D", "-q", "-f", file.toString());
        for (int i = 0; i < 100; i++) {
            Run listening = network.run(List.of("ss", "-Hltn"));
            if (listening.output().lines().count() >= addresses.length) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("sshd does not listen");
    }

    @Test
    void packetsThatVanish() throws Exception {
        network.address(V4 + "/24").swallowing(V4_LOST);
        alike("network/timed-out", "Connection timed out", "-o", "ConnectTimeout=1", V4_LOST);
    }

    @Test
    void noWayAtAll() throws Exception {
        alike("network/unreachable", "Network is unreachable", "203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({"unreachable, No route to host", "prohibit, Permission denied", "blackhole, Invalid argument"})
    void aRouteThatRefuses(String kind, String words) throws Exception {
        network.address(V4 + "/24").set("ip", "route", "add", kind, "203.0.113.0/24");
        alike("network/unreachable", words, "203.0.113.7");
    }

    @Test
    void nothingListens() throws Exception {
        network.address(V4 + "/24");
        alike("network/refused", "Connection refused", V4);
    }

    private void both() throws IOException {
        network.names(V6 + " gpu\n" + V4 + " gpu\n");
    }

    @Test
    void onlyIpv6() throws Exception {
        network.address(V6 + "/64");
        both();
        sshd("[::]");
        alike("network/unreachable", "Network is unreachable", V4);
        alike("server/key-refused", "Permission denied", V6);
        alike("server/key-refused", "Permission denied", "gpu");
        alike("network/unreachable", "Network is unreachable", "-4", "gpu");
    }

    @Test
    void onlyIpv4() throws Exception {
        network.address(V4 + "/24");
        both();
        sshd("0.0.0.0");
        alike("server/key-refused", "Permission denied", "gpu");
        alike("network/unreachable", "Network is unreachable", "-6", "gpu");
        alike("network/unreachable", "Network is unreachable", V6);
    }

    @Test
    void theFirstAddressRefusesAndTheSecondServes() throws Exception {
        network.address(V4 + "/24").address(V6 + "/64");
        both();
        sshd("0.0.0.0");
        alike("server/key-refused", "Permission denied", "gpu");
    }

    @Test
    void theFirstAddressSwallowsAndTheSecondServes() throws Exception {
        network.address(V4 + "/24").address(V6 + "/64").swallowing(V6_LOST);
        network.names(V6_LOST + " gpu\n" + V4 + " gpu\n");
        sshd("0.0.0.0");
        alike("server/key-refused", "Permission denied", "-o", "ConnectTimeout=2", "gpu");
    }

    @Test
    void eachAddressFailsInItsOwnWay() throws Exception {
        network.address(V4 + "/24").address(V6 + "/64").swallowing(V6_LOST);
        network.names(V6_LOST + " gpu\n" + V4 + " gpu\n");
        alike("network/refused", "Connection refused", "-o", "ConnectTimeout=2", "gpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-4", "-6", "-oAddressFamily=inet", "-oAddressFamily=inet6", "-oAddressFamily=any"})
    void addressFamily(String option) throws Exception {
        network.address(V4 + "/24").address(V6 + "/64");
        both();
        alike("network/refused", "Connection refused", option, "gpu");
    }

    @Test
    void aFamilyThatTheNameHasNot() throws Exception {
        network.address(V4 + "/24").names(V4 + " gpu\n");
        alike("network/name-unresolved", "Could not resolve hostname", "-6", "gpu");
        alike("network/name-unresolved", "Could not resolve hostname", "-6", V4);
    }

    @Test
    void bindAddress() throws Exception {
        network.address(V4 + "/24").address("192.0.2.2/24").address(V6 + "/64");
        both();
        sshd("0.0.0.0");
        alike("server/key-refused", "Permission denied", "-b", "192.0.2.2", V4);
        alike("network/unreachable", "failure", "-b", "198.51.100.1", V4);
        alike("network/unreachable", "failure", "-b", V6, V4);
        alike("server/key-refused", "Permission denied", "-b", "192.0.2.2", "gpu");
    }

    @Test
    void bindInterface() throws Exception {
        network.address(V4 + "/24");
        sshd("0.0.0.0");
        alike("server/key-refused", "Permission denied", "-B", "net0", V4);
        alike("server/key-refused", "Permission denied", "-B", "lo", V4);
        alike("network/unreachable", "failure", "-B", "wg0", V4);
        alike("network/unreachable", "failure", "-B", "net1", V4);
        network.set("ip", "link", "set", "net0", "down");
        alike("network/unreachable", "failure", "-B", "net0", "127.0.0.1");
    }

    @Test
    void theConfigsShorterTimeCounts() throws Exception {
        network.address(V4 + "/24").swallowing(V4_LOST);
        Outcome told = sshwhy("-o", "ConnectTimeout=1", V4_LOST);
        assertTrue(told.end().startsWith("network/timed-out"), told::toString);
        assertTrue(told.millis() < 8000, told::toString);
    }

    @Test
    void aNameServerThatNeverAnswers() throws Exception {
        network.address(V4 + "/24").swallowing(V4_LOST).resolver("nameserver " + V4_LOST + "\noptions timeout:30\n");
        Outcome told = sshwhy("-o", "ConnectTimeout=1", "gpu.example.org");
        assertTrue(told.end().startsWith("network/timed-out"), told::toString);
        assertTrue(told.millis() < 8000, told::toString);
    }

    @Test
    void aResolverThatGivesUp() throws Exception {
        network.address(V4 + "/24")
                .swallowing(V4_LOST)
                .resolver("nameserver " + V4_LOST + "\noptions timeout:1 attempts:1\n");
        alike("network/name-unresolved", "Temporary failure in name resolution", "gpu.example.org");
    }

    @ParameterizedTest
    @CsvSource({"82, Temporary failure in name resolution", "83, Name or service not known"})
    void aNameServerThatSaysNo(String code, String words) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
        network.resolver("nameserver 127.0.0.1\n");
        network.serve(
                "python3",
                "-c",
                "import socket\ns = socket.socket(2, 2)\ns.bind(('127.0.0.1', 53))\nwhile 1:\n d, a = s.recvfrom(512)\n"
                        + " s.sendto(d[:2] + bytes([0x81, 0x" + code + "]) + d[4:6] + bytes(6) + d[12:], a)\n");
        for (int i = 0; i < 100 && network.run(List.of("ss", "-Hlun")).output().isBlank(); i++) {
            Thread.sleep(20);
        }
        alike("network/name-unresolved", words, "gpu.example.org");
    }

    @Test
    void largePacketsGetLost() throws Exception {
        network.address(V4 + "/24");
        sshd("0.0.0.0");
        // A bucket of fewer bytes than a proposal has: what is larger is dropped without a word.
        network.set(
                "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "10mbit", "burst", "600", "latency", "50ms");
        alike("network/timed-out", "timed out", "-o", "ConnectTimeout=2", V4);
    }
}
