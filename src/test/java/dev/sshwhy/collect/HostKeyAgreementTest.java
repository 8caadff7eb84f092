package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.Scenario;
import dev.sshwhy.testing.ScenarioServer;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.File;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a server's key, held against what the ssh of this machine does with the same files and options. */
class HostKeyAgreementTest {
    private static final String NAME = "localhost"; // a name that is not its own address
    private static final Map<String, RealSshServer> SERVERS = new HashMap<>();

    @TempDir
    private static Path folder;

    private static int cases;

    /** What ssh did, when nobody could answer a question. */
    private enum Deed {
        WENT_ON,
        STOPPED
    }

    @BeforeAll
    static void startServers() throws IOException, InterruptedException {
        RealSshServer.assumeInstalled();
        keygen("-t", "ed25519", "-f", path("ca"));
        keygen("-t", "rsa", "-b", "2048", "-f", path("rsaca"));
        keygen("-t", "ecdsa", "-f", path("otherca"));
        certified("good", "ed25519", "-s", path("ca"), "-h", "-n", NAME + ",127.0.0.1");
        certified("expired", "ed25519", "-s", path("ca"), "-h", "-n", NAME, "-V", "20200101:20200201");
        certified("future", "ed25519", "-s", path("ca"), "-h", "-n", NAME, "-V", "+10d:+20d");
        certified("othername", "ed25519", "-s", path("ca"), "-h", "-n", "db.example,web.example");
        certified("noname", "ed25519", "-s", path("ca"), "-h");
        certified("wildcard", "ed25519", "-s", path("ca"), "-h", "-n", "local*");
        certified("rsasigned", "ed25519", "-s", path("rsaca"), "-h", "-n", NAME);
        certified("sha1signed", "ed25519", "-s", path("rsaca"), "-t", "ssh-rsa", "-h", "-n", NAME);
        certified("critical", "ed25519", "-s", path("ca"), "-h", "-n", NAME, "-O", "critical:x=y");
        certified("usercert", "ed25519", "-s", path("ca"), "-n", NAME);
        certified("rsakey", "rsa", "-s", path("ca"), "-h", "-n", NAME);
        certified("ecdsakey", "ecdsa", "-s", path("otherca"), "-h", "-n", NAME);
        certified("numbered", "ed25519", "-s", path("ca"), "-h", "-n", NAME, "-z", "7");
        keygen("-t", "ed25519", "-f", path("stranger"));
        revoking("krl-key", path("good.pub"));
        revoking("krl-other", path("stranger.pub"));
        revoking("krl-authority", path("ca.pub"));
        revoking("krl-hash", spec("hash", "sha256: " + key("good.pub") + "\nsha1: " + key("stranger.pub")));
        revoking("krl-id", "-s", path("ca.pub"), spec("id", "id: bad\nid: good"));
        revoking("krl-number", "-s", path("ca.pub"), spec("number", "serial: 3\nserial: 7"));
        revoking("krl-range", "-s", path("ca.pub"), spec("range", "serial: 5-90000"));
        revoking("krl-many", "-s", path("ca.pub"), spec("many", "serial: 1\nserial: 2\nserial: 5-8\nserial: 20"));
        revoking("krl-numbers", "-s", path("ca.pub"), spec("numbers", "serial: 1-6\nserial: 8\nid: numbere"));
        revoking("krl-its", "-s", path("otherca.pub"), spec("its", "serial: 7\nid: numbered"));
        serve("plain", Map.of("HostKey", path("good")));
        serve("smallrsa", Map.of("HostKey", path("rsakey")));
        for (String it : List.of(
                "good",
                "expired",
                "future",
                "othername",
                "noname",
                "wildcard",
                "rsasigned",
                "sha1signed",
                "critical",
                "usercert",
                "numbered",
                "rsakey",
                "ecdsakey")) {
            serve(it, Map.of("HostKey", path(it), "HostCertificate", path(it + "-cert.pub")));
        }
    }

    @AfterAll
    static void stopServers() throws InterruptedException {
        for (RealSshServer it : SERVERS.values()) {
            it.close();
        }
    }

    private static void certified(String name, String type, String... signing)
            throws IOException, InterruptedException {
        keygen("-t", type, "-f", path(name));
        List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-I", name));
        words.addAll(List.of(signing));
        words.add(path(name + ".pub"));
        RealSshServer.run(words.toArray(String[]::new));
    }

    private static void revoking(String name, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("ssh-keygen", "-q", "-k", "-f", path(name)));
        all.addAll(List.of(words));
        RealSshServer.run(all.toArray(String[]::new));
    }

    private static String spec(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve("spec-" + name), lines + "\n").toString();
    }

    private static void keygen(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", ""));
        all.addAll(List.of(words));
        RealSshServer.run(all.toArray(String[]::new));
    }

    private static void serve(String name, Map<String, String> options) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("server-" + name));
        SERVERS.put(name, RealSshServer.start(own, List.of(), options, List.of()));
    }

    private static int port(String server) {
        return Optional.ofNullable(SERVERS.get(server)).orElseThrow().port();
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** A setup: a server, the lines of known_hosts, options, and what must come of it beside ssh's own deed. */
    private record Case(String what, String server, List<String> lines, List<String> options, Set<String> rules) {}

    private static Case on(String server, String what, String lines, String options, String... rules) {
        return new Case(
                what,
                server,
                lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1)),
                options.isEmpty() ? List.of() : List.of(options.split(" ; ", -1)),
                new TreeSet<>(List.of(rules)));
    }

    private static final String UNKNOWN = "host/key-unknown";
    private static final String CHANGED = "host/key-changed";
    private static final String REVOKED = "host/key-revoked";
    private static final String INVALID = "host/certificate-invalid";
    private static final String UNREADABLE = "host/known-hosts-unreadable";

    /** In the lines, HOST between signs is the host as known_hosts lists it, KEY x the public key of that name, FILE x its path. */
    private static List<Case> all() {
        boolean namesArePatterns = SshRelease.of(LocalSsh.version().orElse("")).isAtLeast(1003);
        String[] needsNames = namesArePatterns ? new String[] {UNKNOWN, INVALID} : new String[0];
        String[] noPatterns = namesArePatterns ? new String[0] : new String[] {UNKNOWN, INVALID};
        return List.of(
                on("plain", "known", "@HOST@ @KEY good@", ""),
                on("plain", "known among others", "a,@HOST@,b @KEY good@", ""),
                on("plain", "known by a pattern", "*[lL]ocalhost* @KEY good@\n[local*]:* @KEY good@", ""),
                on("plain", "negated", "[local*]:*,!@HOST@ @KEY good@", "", UNKNOWN),
                on("plain", "unknown", "other @KEY good@", "", UNKNOWN),
                on("plain", "unknown, accept-new", "", "StrictHostKeyChecking=accept-new"),
                on(
                        "plain",
                        "nowhere to write",
                        "",
                        "UserKnownHostsFile=/nowhere/x ; StrictHostKeyChecking=accept-new",
                        UNREADABLE),
                on("plain", "unknown, no", "", "StrictHostKeyChecking=no"),
                on("plain", "unknown, yes", "", "StrictHostKeyChecking=yes", UNKNOWN),
                on("plain", "known without its port", "localhost @KEY good@", ""),
                on("plain", "another key without the port", "localhost @KEY stranger@", "", UNKNOWN),
                on("plain", "changed", "@HOST@ @KEY stranger@", "", CHANGED),
                on("plain", "changed, no", "@HOST@ @KEY stranger@", "StrictHostKeyChecking=no", CHANGED),
                on(
                        "plain",
                        "changed, accept-new",
                        "@HOST@ @KEY stranger@",
                        "StrictHostKeyChecking=accept-new",
                        CHANGED),
                on("plain", "one of two", "@HOST@ @KEY stranger@\n@HOST@ @KEY good@", ""),
                on("plain", "a certificate as a plain line", "@HOST@ @CERT good@", "", CHANGED),
                on("plain", "alias", "pod @KEY good@", "HostKeyAlias=pod"),
                on("plain", "alias in capitals", "pod @KEY good@", "HostKeyAlias=POD"),
                on("plain", "alias that is not there", "@HOST@ @KEY good@", "HostKeyAlias=pod", UNKNOWN),
                on("plain", "revoked", "@HOST@ @KEY good@\n@revoked * @KEY good@", "", REVOKED),
                on("plain", "revoked, no", "@revoked @HOST@ @KEY good@", "StrictHostKeyChecking=no", REVOKED),
                on("plain", "revoked without its port", "@revoked localhost @KEY good@", "", UNKNOWN),
                on("plain", "another key revoked", "@HOST@ @KEY good@\n@revoked * @KEY stranger@", ""),
                on("plain", "revoked in a list", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE good.pub@", REVOKED),
                on(
                        "plain",
                        "revoked in a list, no",
                        "",
                        "RevokedHostKeys=@FILE good.pub@ ; StrictHostKeyChecking=no",
                        REVOKED),
                on("plain", "list without it", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE stranger.pub@"),
                on("plain", "binary list with it", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE krl-key@", REVOKED),
                on("plain", "binary list without it", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE krl-other@"),
                on(
                        "plain",
                        "binary list with its hash",
                        "@HOST@ @KEY good@",
                        "RevokedHostKeys=@FILE krl-hash@",
                        REVOKED),
                on(
                        "plain",
                        "binary list with an authority",
                        "@HOST@ @KEY good@",
                        "RevokedHostKeys=@FILE krl-authority@"),
                on(
                        "good",
                        "binary list with its authority",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-authority@",
                        REVOKED),
                on(
                        "good",
                        "binary list with its key",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-key@",
                        REVOKED),
                on(
                        "good",
                        "binary list with its name",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-id@",
                        REVOKED),
                on("plain", "binary list with a certificate", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE krl-id@"),
                on(
                        "numbered",
                        "binary list with its number",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-number@",
                        REVOKED),
                on(
                        "numbered",
                        "binary list with a range",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-range@",
                        REVOKED),
                on(
                        "numbered",
                        "binary list with many numbers",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-many@",
                        REVOKED),
                on(
                        "numbered",
                        "binary list with other numbers",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-numbers@"),
                on(
                        "numbered",
                        "binary list of another authority",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-its@"),
                on(
                        "good",
                        "binary list, certificate without a number",
                        "@cert-authority @HOST@ @KEY ca@",
                        "RevokedHostKeys=@FILE krl-range@"),
                on("plain", "list that is not there", "@HOST@ @KEY good@", "RevokedHostKeys=/nowhere/list", UNREADABLE),
                on("plain", "list that is damaged", "@HOST@ @KEY good@", "RevokedHostKeys=@FILE sshd@", UNREADABLE),
                on("plain", "no file at all", "", "UserKnownHostsFile=none ; GlobalKnownHostsFile=none", UNKNOWN),
                on("plain", "no file at all, no", "", "UserKnownHostsFile=none ; StrictHostKeyChecking=no", UNKNOWN),
                on("plain", "the second file", "", "UserKnownHostsFile=/nowhere/x @FILE second@"),
                on("plain", "the global file", "", "GlobalKnownHostsFile=@FILE second@"),
                on("plain", "a quoted file", "", "UserKnownHostsFile=\"@FILE with blank@\" /nowhere/x"),
                on(
                        "plain",
                        "localhost is not looked at",
                        "@HOST@ @KEY stranger@",
                        "NoHostAuthenticationForLocalhost=yes"),
                on(
                        "plain",
                        "localhost with an alias is",
                        "pod @KEY stranger@",
                        "NoHostAuthenticationForLocalhost=yes ; HostKeyAlias=pod",
                        CHANGED),
                on(
                        "plain",
                        "the address does not count for this machine",
                        "@HOST@ @KEY good@\n[127.0.0.1]:@PORT@ @KEY stranger@",
                        "CheckHostIP=yes"),
                on("plain", "command that knows", "", "KnownHostsCommand=/bin/cat @FILE second@"),
                on("plain", "command with tokens", "", "KnownHostsCommand=/bin/echo %H %t %K"),
                on("plain", "command that knows another", "", "KnownHostsCommand=/bin/echo %H @KEY stranger@", CHANGED),
                on("plain", "command that fails", "@HOST@ @KEY good@", "KnownHostsCommand=/bin/false", UNREADABLE),
                on("plain", "command that is not there", "@HOST@ @KEY good@", "KnownHostsCommand=/nowhere/x"),
                on("plain", "command without a path", "", "KnownHostsCommand=cat @FILE second@", UNKNOWN),
                on(
                        "smallrsa",
                        "an RSA key too small",
                        "@HOST@ @KEY rsakey@",
                        "RequiredRSASize=4096",
                        "host/key-too-small"),
                on("smallrsa", "an RSA key", "@HOST@ @KEY rsakey@", ""),
                on("plain", "damaged line", "@HOST@ @KEY good@x", "", UNKNOWN, UNREADABLE),
                on("plain", "line behind a prompt", "$ @HOST@ @KEY good@", "", UNKNOWN, UNREADABLE),
                on("plain", "two lines in one", "other @KEY stranger@@HOST@ @KEY good@", "", UNKNOWN, UNREADABLE),
                on(
                        "plain",
                        "two lines in one, with a comment",
                        "other @KEY stranger@ me @HOST@ @KEY good@",
                        "",
                        UNKNOWN,
                        UNREADABLE),
                on("plain", "a stray line", "@HOST@ @KEY good@\nhello\n@HOST@ ssh-rsa AAAA", ""),
                on("good", "authority", "@cert-authority @HOST@ @KEY ca@", ""),
                on("good", "authority for the bare name", "@cert-authority local* @KEY ca@", ""),
                on(
                        "good",
                        "authority under the alias",
                        "@cert-authority pod @KEY ca@",
                        "HostKeyAlias=pod",
                        UNKNOWN,
                        INVALID),
                on(
                        "good",
                        "authority under a name that is in it",
                        "@cert-authority 127.0.0.1 @KEY ca@",
                        "HostKeyAlias=127.0.0.1"),
                on("good", "no authority", "other @KEY ca@", "", UNKNOWN),
                on("good", "no authority, key known", "@HOST@ @KEY good@", ""),
                on("good", "another authority", "@cert-authority @HOST@ @KEY otherca@", "", UNKNOWN, INVALID),
                on(
                        "good",
                        "another authority, key known",
                        "@cert-authority @HOST@ @KEY otherca@\n@HOST@ @KEY good@",
                        "",
                        INVALID),
                on("good", "two authorities", "@cert-authority @HOST@ @KEY otherca@\n@cert-authority * @KEY ca@", ""),
                on(
                        "good",
                        "authority beside another key",
                        "@cert-authority @HOST@ @KEY ca@\n@HOST@ @KEY stranger@",
                        ""),
                on(
                        "good",
                        "another authority beside another key",
                        "@cert-authority @HOST@ @KEY otherca@\n@HOST@ @KEY stranger@",
                        "",
                        CHANGED,
                        INVALID),
                on("good", "revoked authority", "@cert-authority @HOST@ @KEY ca@\n@revoked * @KEY ca@", "", REVOKED),
                on(
                        "good",
                        "revoked authority, no",
                        "@cert-authority @HOST@ @KEY ca@\n@revoked * @KEY ca@",
                        "StrictHostKeyChecking=no",
                        REVOKED),
                on(
                        "good",
                        "revoked authority in a list",
                        "@HOST@ @KEY good@",
                        "RevokedHostKeys=@FILE ca.pub@",
                        REVOKED),
                on(
                        "good",
                        "revoked key in it",
                        "@cert-authority @HOST@ @KEY ca@\n@revoked @HOST@ @KEY good@",
                        "",
                        REVOKED),
                on(
                        "good",
                        "authority, plain algorithms",
                        "@cert-authority @HOST@ @KEY ca@",
                        "HostKeyAlgorithms=ssh-ed25519",
                        UNKNOWN),
                on(
                        "good",
                        "authority, certificates alone",
                        "@cert-authority @HOST@ @KEY ca@",
                        "HostKeyAlgorithms=ssh-ed25519-cert-v01@openssh.com"),
                on("good", "authority by a command", "", "KnownHostsCommand=/bin/echo @cert-authority %H @KEY ca@"),
                on("expired", "expired", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                on(
                        "expired",
                        "expired, yes",
                        "@cert-authority @HOST@ @KEY ca@",
                        "StrictHostKeyChecking=yes",
                        UNKNOWN,
                        INVALID),
                on(
                        "expired",
                        "expired, accept-new",
                        "@cert-authority @HOST@ @KEY ca@",
                        "StrictHostKeyChecking=accept-new",
                        INVALID),
                on(
                        "expired",
                        "expired, key known",
                        "@cert-authority @HOST@ @KEY ca@\n@HOST@ @KEY expired@",
                        "",
                        INVALID),
                on(
                        "expired",
                        "expired, key changed",
                        "@cert-authority @HOST@ @KEY ca@\n@HOST@ @KEY good@",
                        "",
                        CHANGED,
                        INVALID),
                on("future", "not yet valid", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                on("othername", "for other names", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                on("othername", "for the alias", "@cert-authority db.example @KEY ca@", "HostKeyAlias=db.example"),
                on("noname", "for no name", "@cert-authority @HOST@ @KEY ca@", "", needsNames),
                on("wildcard", "for a pattern", "@cert-authority @HOST@ @KEY ca@", "", noPatterns),
                on("rsasigned", "RSA authority", "@cert-authority @HOST@ @KEY rsaca@", ""),
                on("sha1signed", "SHA-1 signature", "@cert-authority @HOST@ @KEY rsaca@", "", UNKNOWN, INVALID),
                on(
                        "sha1signed",
                        "SHA-1 signature allowed",
                        "@cert-authority @HOST@ @KEY rsaca@",
                        "CASignatureAlgorithms=+ssh-rsa"),
                on("usercert", "a user's", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                on("critical", "critical options", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                on("rsakey", "RSA key", "@cert-authority @HOST@ @KEY ca@", ""),
                on(
                        "rsakey",
                        "RSA key, SHA-256",
                        "@cert-authority @HOST@ @KEY ca@",
                        "HostKeyAlgorithms=rsa-sha2-256-cert-v01@openssh.com"),
                on("rsakey", "RSA key, plain", "@HOST@ @KEY rsakey@", ""),
                on("ecdsakey", "ECDSA key and authority", "@cert-authority @HOST@ @KEY otherca@", ""));
    }

    @TestFactory
    Stream<DynamicTest> saysWhatSshDoes() throws IOException {
        return all().stream().map(it -> DynamicTest.dynamicTest(it.server() + ": " + it.what(), () -> agrees(it)));
    }

    /** Addresses count for other machines alone: the server listens where this one is seen from outside. */
    @TestFactory
    Stream<DynamicTest> saysWhatSshDoesAboutTheAddress() throws IOException, InterruptedException {
        Optional<String> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress() && !it.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeTrue(outside.isPresent(), "needs an address beside 127.0.0.1");
        String at = outside.get();
        if (!SERVERS.containsKey("outside")) {
            serve("outside", Map.of("HostKey", path("good"), "ListenAddress", at));
        }
        String there = "HostName=" + at + " ; HostKeyAlias=pod ; CheckHostIP=yes";
        String other = "\n[" + at + "]:@PORT@ @KEY stranger@";
        return Stream.of(
                        on("outside", "both known", "pod @KEY good@\n[" + at + "]:@PORT@ @KEY good@", there),
                        on("outside", "address not known", "pod @KEY good@", there),
                        on("outside", "address differs", "pod @KEY good@" + other, there, CHANGED),
                        on("outside", "differs, off", "pod @KEY good@" + other, there.replace("yes", "no")),
                        on(
                                "outside",
                                "differs, no",
                                "pod @KEY good@" + other,
                                there + " ; StrictHostKeyChecking=no",
                                CHANGED),
                        on("outside", "differs, new", other, there + " ; StrictHostKeyChecking=accept-new", CHANGED),
                        on("outside", "both differ", "pod @KEY stranger@" + other, there, CHANGED),
                        on(
                                "outside",
                                "name and address are one",
                                "[" + at + "]:@PORT@ @KEY stranger@",
                                "HostName=" + at + " ; CheckHostIP=yes",
                                CHANGED),
                        on("outside", "bare address", at + " @KEY good@", "HostName=" + at + " ; CheckHostIP=yes"))
                .map(it -> DynamicTest.dynamicTest(it.what(), () -> agrees(it)));
    }

    @Test
    void sshDoesNotReadACertificateThatWasChanged() throws Exception {
        try (ScenarioServer server = ScenarioServer.start(List.of("host-certificate broken"))) {
            String known =
                    "@HOST@ " + TestKeys.publicKey(ScenarioServer.HOST_KEY).line();
            Case it = on("mina", "changed after it was signed", known, "StrictHostKeyChecking=no", INVALID);
            Asked asked = prepared(it, server.port(), true);
            check(it, asked.facts(), asked.diagnosis(), ssh(asked.words(), Map.of()));
        }
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        String host = "[" + NAME + "]:" + port("good");
        Path file = folder.resolve("hashed");
        Files.writeString(file, "@cert-authority " + host + " " + key("ca.pub") + "\n");
        RealSshServer.run("ssh-keygen", "-q", "-H", "-f", file.toString());
        String hashed = Files.readString(file).replace(host, "");
        // ssh-keygen leaves authorities as they are: the plain key's hash serves for one
        Files.writeString(file, host + " " + key("ca.pub") + "\n");
        RealSshServer.run("ssh-keygen", "-q", "-H", "-f", file.toString());
        String line = Files.readString(file);
        assertTrue(line.startsWith("|1|") && !hashed.isEmpty(), line);
        agrees(on("good", "hashed authority", "@cert-authority " + line.strip(), ""));
        agrees(on("good", "hashed key", line.strip(), "", CHANGED));
    }

    @TestFactory
    Stream<DynamicTest> saysWhetherSshAsks() {
        return Stream.of(
                        on("plain", "known", "@HOST@ @KEY good@", ""),
                        on("plain", "unknown", "", "", UNKNOWN),
                        on("plain", "unknown, yes", "", "StrictHostKeyChecking=yes", UNKNOWN),
                        on("plain", "unknown, accept-new", "", "StrictHostKeyChecking=accept-new"),
                        on("plain", "changed", "@HOST@ @KEY stranger@", "", CHANGED),
                        on("plain", "no file at all", "", "UserKnownHostsFile=none", UNKNOWN),
                        on("plain", "damaged line", "@HOST@ @KEY good@x", "", UNKNOWN),
                        on("good", "authority", "@cert-authority @HOST@ @KEY ca@", ""),
                        on("expired", "expired", "@cert-authority @HOST@ @KEY ca@", "", UNKNOWN, INVALID),
                        on(
                                "expired",
                                "key known",
                                "@cert-authority @HOST@ @KEY ca@\n@HOST@ @KEY expired@",
                                "",
                                INVALID))
                .map(it -> DynamicTest.dynamicTest(it.server() + ": " + it.what(), () -> {
                    Asked asked = prepared(it, false);
                    Path askpass = folder.resolve("askpass");
                    Path mark = folder.resolve("asked");
                    Files.deleteIfExists(mark);
                    Files.writeString(askpass, "#!/bin/sh\necho asked > " + mark + "\necho no\n");
                    assertTrue(askpass.toFile().setExecutable(true));
                    Outcome ssh = ssh(
                            asked.words(),
                            Map.of("SSH_ASKPASS", askpass.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":0"));
                    boolean prompts = asked.diagnosis().findings().stream()
                            .anyMatch(found -> found.page().layer().equals("host") && found.effect() == Effect.PROMPTS);
                    assertEquals(Files.exists(mark), prompts, ssh.text() + Scenario.answer(asked.diagnosis()));
                }));
    }

    /** A setup on disk, the words of its ssh, and what is said about it. */
    private record Asked(List<String> words, Snapshot facts, Diagnosis diagnosis) {}

    private static void agrees(Case it) throws IOException, InterruptedException {
        Asked asked = prepared(it, true);
        Snapshot facts = asked.facts(); // from before ssh, which may write into known_hosts
        Diagnosis diagnosis = asked.diagnosis();
        Outcome ssh = ssh(asked.words(), Map.of());
        check(it, facts, diagnosis, ssh);
    }

    private static Asked prepared(Case it, boolean batchMode) throws IOException, InterruptedException {
        return prepared(it, port(it.server()), batchMode);
    }

    private static Asked prepared(Case it, int port, boolean batchMode) throws IOException {
        Path home = folder.resolve("home" + cases++);
        Files.createDirectories(home.resolve(".ssh"));
        Function<String, String> filled = text -> filled(text, port);
        Files.writeString(folder.resolve("second"), filled("@HOST@ @KEY good@\n", port));
        Files.writeString(folder.resolve("with blank"), filled("@HOST@ @KEY good@\n", port));
        Files.writeString(folder.resolve("sshd"), "no key\n");
        Path knownHosts = home.resolve(".ssh/known_hosts");
        Files.writeString(
                knownHosts,
                it.lines().stream().map(filled).map(line -> line + "\n").reduce("", String::concat));
        List<String> options = new ArrayList<>(it.options().stream().map(filled).toList());
        if (options.stream().noneMatch(option -> option.startsWith("UserKnownHostsFile"))) {
            options.add("UserKnownHostsFile=" + knownHosts);
        }
        if (options.stream().noneMatch(option -> option.startsWith("GlobalKnownHostsFile"))) {
            options.add("GlobalKnownHostsFile=none");
        }
        List<String> words = new ArrayList<>();
        for (String option : options) {
            words.addAll(List.of("-o", option));
        }
        words.addAll(List.of("-4", "-p", Integer.toString(port), "root@" + NAME));
        words.addAll(0, batchMode ? List.of("-o", "BatchMode=yes") : List.of());
        Snapshot facts = facts(home, words);
        return new Asked(
                words, facts, Diagnostician.diagnose(facts, new Engine(BuiltInChecks.all(), Setup.catalogue())::run));
    }

    private static void check(Case it, Snapshot facts, Diagnosis diagnosis, Outcome ssh) {
        String shown = it.what() + "\n" + ssh.text() + facts.handshake() + "\n" + Scenario.answer(diagnosis);
        List<Diagnosed> ofHost = diagnosis.findings().stream()
                .filter(finding -> finding.page().layer().equals("host"))
                .toList();
        Deed said =
                ofHost.stream().anyMatch(finding -> finding.effect() == Effect.BLOCKS) ? Deed.STOPPED : Deed.WENT_ON;
        assertEquals(ssh.deed(), said, shown);
        Set<String> rules = new TreeSet<>();
        ofHost.forEach(finding -> rules.add(finding.rule()));
        assertEquals(it.rules(), rules, shown);
        HostKey hostKey = facts.handshake().seen().orElseThrow().hostKey().orElseThrow();
        boolean trusted = hostKey.trusted();
        assertEquals(ssh.deed() == Deed.WENT_ON, trusted, shown);
        if (ssh.text().contains("Server host ")) {
            assertTrue(ssh.text().contains(hostKey.key().fingerprint()), shown);
        }
        assertEquals(
                ssh.text().contains("Failed to add the host"),
                ofHost.stream()
                        .anyMatch(finding -> finding.finding().message().contains("cannot write the server's key")),
                shown);
        if (ssh.text().contains("Server host key: ")) {
            assertEquals(Optional.empty(), hostKey.certificate(), shown);
        }
        if (ssh.text().contains("Server host certificate: ")) {
            assertTrue(
                    ssh.text()
                            .contains(hostKey.certificate()
                                    .orElseThrow()
                                    .contents()
                                    .authority()),
                    shown);
        }
        for (Diagnosed finding : ofHost) {
            if (finding.rule().equals(UNKNOWN) && rules.contains(INVALID)) {
                assertEquals(Optional.of(INVALID), finding.causedBy(), shown);
            }
        }
    }

    private record Outcome(Deed deed, String text) {}

    private static Outcome ssh(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh", "-v", "-F", "none"));
        command.addAll(List.of("-o", "PreferredAuthentications=none", "-o", "ConnectTimeout=10"));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        boolean wentOn = text.contains("SSH2_MSG_SERVICE_ACCEPT received");
        return new Outcome(wentOn ? Deed.WENT_ON : Deed.STOPPED, text);
    }

    private static Snapshot facts(Path home, List<String> words) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(words);
        return Collector.collect(new Question(
                Program.SSH,
                command,
                words,
                Optional.empty(),
                new Surroundings(
                        home.toString(),
                        false,
                        Map.of(),
                        home,
                        RealSshServer.user(),
                        OperatingSystem.LINUX,
                        LocalSsh.version()),
                Optional.empty(),
                Observed.notLookedAt("no account"),
                true,
                true,
                false,
                false,
                true,
                Duration.ofSeconds(10),
                Progress.UNHEARD,
                Instant.now()));
    }

    private static String filled(String text, int port) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("@HOST@", "[" + NAME + "]:" + port);
        values.put("@PORT@", Integer.toString(port));
        String filled = text;
        for (Map.Entry<String, String> it : values.entrySet()) {
            filled = filled.replace(it.getKey(), it.getValue());
        }
        for (String kind : List.of("KEY", "CERT", "FILE")) {
            int at = filled.indexOf("@" + kind + " ");
            while (at >= 0) {
                int end = filled.indexOf('@', at + 1);
                String name = filled.substring(at + kind.length() + 2, end);
                String value =
                        kind.equals("FILE") ? path(name) : key(name + (kind.equals("CERT") ? "-cert.pub" : ".pub"));
                filled = filled.substring(0, at) + value + filled.substring(end + 1);
                at = filled.indexOf("@" + kind + " ");
            }
        }
        return filled;
    }

    /** Type and key, without the comment. */
    private static String key(String file) {
        try {
            List<String> words =
                    List.of(Files.readString(folder.resolve(file)).strip().split(" ", -1));
            return words.get(0) + " " + words.get(1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
