package dev.sshwhy.sshconfig;

import static dev.sshwhy.sshconfig.FakeSetup.onlyProblem;
import static dev.sshwhy.sshconfig.FakeSetup.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
    @Test
    void namesTheOptionThatWasMeant() {
        Configuration configuration = FakeSetup.withConfig("Hostnam real\nIdentitiyFile ~/a\nUser a\nHost: x\n")
                .resolve("host");
        assertEquals(List.of("1: UNKNOWN_OPTION", "2: UNKNOWN_OPTION", "4: UNKNOWN_OPTION"), problems(configuration));
        assertEquals(Optional.of("HostName"), configuration.problems().get(0).suggestion());
        assertEquals(
                Optional.of("IdentityFile"), configuration.problems().get(1).suggestion());
        assertEquals(Optional.of("Host"), configuration.problems().get(2).suggestion());
        assertEquals("a", configuration.text("user", ""));
    }

    @Test
    void knowsUseKeychainOnlyInApplesSsh() {
        String config = "UseKeychain yes\n";
        ConfigProblem problem = onlyProblem(FakeSetup.withConfig(config).resolve("host"));
        assertEquals(Optional.of("IgnoreUnknown UseKeychain"), problem.suggestion());
        assertEquals(
                List.of(),
                problems(FakeSetup.withConfig(config)
                        .release("OpenSSH_9.9p2, LibreSSL 3.3.6")
                        .resolve("host")));
        assertEquals(
                List.of(),
                problems(FakeSetup.withConfig("IgnoreUnknown Use*\n" + config).resolve("host")));
        assertEquals(
                List.of("1: UNKNOWN_OPTION"),
                problems(FakeSetup.withConfig(config + "IgnoreUnknown Use*\n").resolve("host")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CanonicalDomains", "CanonicalizePermittedCNAMEs", "UserKnownHostsFile"})
    void refusesMoreThanSshHolds(String keyword) {
        String most = keyword
                + " a:b".replace(":b", keyword.endsWith("CNAMEs") ? ":b" : "").repeat(32);
        assertEquals(List.of(), problems(FakeSetup.withConfig(most + "\n").resolve("host")));
        String more = most + most.substring(most.lastIndexOf(' '));
        assertEquals(
                List.of("1: BAD_VALUE"),
                problems(FakeSetup.withConfig(more + "\n").resolve("host")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObscureKeystrokeTiming interval:0",
                "ObscureKeystrokeTiming maybe",
                "ObscureKeystrokeTiming yes no",
                "ChannelTimeout session",
                "ChannelTimeout session=never",
                "ChannelTimeout none session=5m",
                "WarnWeakCrypto sometimes",
                "RevokedHostKeys none /a"
            })
    void refusesWhatNewerReleasesRefuse(String line) {
        FakeSetup setup = FakeSetup.withConfig(line + "\n").release("OpenSSH_10.5p1");
        assertEquals(List.of("1: BAD_VALUE"), problems(setup.resolve("host")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"User %r", "User ${NOT_SET}", "RefuseConnection \"use the other name\""})
    void refusesForThisHostAloneWhatNewerReleasesRefuseWhenTheyUseIt(String line) {
        FakeSetup setup = FakeSetup.withConfig(line + "\n").release("OpenSSH_10.5p1");
        assertEquals(List.of("1: BAD_VALUE_HERE"), problems(setup.resolve("host")));
    }

    @Test
    void readsWhatNewerReleasesRead() {
        Configuration configuration =
                FakeSetup.withConfig("""
                        ObscureKeystrokeTiming interval:20
                        ChannelTimeout session=5m *=1h
                        WarnWeakCrypto no-pq-kex
                        RevokedHostKeys /a /b
                        IPQoS lowdelay cs1
                        User %u-%h
                        Host other
                          RefuseConnection "use the other name"
                        """).release("OpenSSH_10.5p1").resolve("host");
        assertEquals(List.of(), problems(configuration));
        assertEquals("yes", configuration.text("obscurekeystroketiming", ""));
        assertEquals("session=5m *=1h", configuration.text("channeltimeout", ""));
        assertEquals("no", configuration.text("warnweakcrypto", ""));
        assertEquals("/a /b", configuration.text("revokedhostkeys", ""));
        assertEquals("none cs1", configuration.text("ipqos", ""));
        assertEquals("alice-host", configuration.text("user", ""));
    }

    @Test
    void tellsWhichReleaseBroughtAnOption() {
        ConfigProblem problem = onlyProblem(FakeSetup.withConfig("Tag work\n").resolve("host"));
        assertEquals("Tag is known since OpenSSH 9.4; this ssh is 9.2", problem.message());
        assertEquals(
                List.of(),
                problems(FakeSetup.withConfig("Tag work\nMatch tagged work\n")
                        .release("OpenSSH_9.8p1")
                        .resolve("host")));
        FakeSetup old = FakeSetup.withConfig("BindInterface eth0\nCASignatureAlgorithms ssh-ed25519\n");
        assertEquals(
                List.of("2: UNKNOWN_OPTION"),
                problems(old.release("OpenSSH_7.7p1").resolve("host")));
        assertEquals(List.of(), problems(old.release("OpenSSH_7.9p1").resolve("host")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Port 0",
                "Port 65536",
                "Port ssh-but-not-really",
                "ForwardAgent",
                "Compression maybe",
                "Compression true",
                "IdentityFile \"open",
                "ProxyCommand it's",
                "User a b",
                "ConnectTimeout 5x",
                "Match",
                "Match host",
                "Match all host x",
                "Match host x bogus",
                "Ciphers rot13",
                "KexAlgorithms +nosuch",
                "LocalForward 80",
                "StrictHostKeyChecking maybe",
                "SendEnv A=b",
                "SetEnv NAME",
                "UserKnownHostsFile none other",
                "EscapeChar ab",
                "IPQoS fast",
                "RekeyLimit 3",
                "IdentityAgent $not-a-name",
                "IdentityAgent ${NOT_SET}",
                "ProxyJump a/b",
                "Host \"\"",
                "HostName %p.example.com"
            })
    void refusesWhatSshRefuses(String line) {
        Configuration configuration =
                FakeSetup.withConfig("# first\n" + line + "\nUser kept\n").resolve("host");
        assertEquals(List.of("2: BAD_VALUE"), problems(configuration));
        assertTrue(onlyProblem(configuration).kind().isFatal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RemoteCommand echo %z", "ProxyJump host", "ConnectionAttempts 0"})
    void refusesForThisHostWhatStopsNoOther(String line) {
        String config = "Host host\n" + line + "\n";
        Configuration configuration = FakeSetup.withConfig(config).resolve("host");
        assertEquals(List.of("2: BAD_VALUE_HERE"), problems(configuration));
        assertTrue(onlyProblem(configuration).kind().isFatal());
        assertEquals(List.of(), problems(FakeSetup.withConfig(config).resolve("other")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSAAuthentication yes",
                "Protocol 1",
                "UsePrivilegedPort no",
                "GSSAPIKeyExchange yes",
                "# Host",
                "ConnectTimeout none",
                "Include missing/*.conf",
                "HostKeyAlgorithms +ssh-rsa",
                "HostKeyAlgorithms ecdsa-*",
                "Ciphers -nosuch",
                "Match final all",
                "PubkeyAcceptedKeyTypes +ssh-dss",
                "ProxyCommand sh -c \"exec nc %h %p\" # no comment",
                "LocalCommand echo %z",
                "IPQoS 0x20 reliability"
            })
    void takesWhatSshTakes(String line) {
        assertEquals(List.of(), problems(FakeSetup.withConfig(line + "\n").resolve("host")));
    }

    @Test
    void ignoresABlockWhoseHeaderIsWrong() {
        Configuration configuration = FakeSetup.withConfig(
                        "User a\nMatch bogus x\n  Port 1\nHost *\n  Compression yes\n")
                .resolve("host");
        assertEquals("", configuration.text("port", ""));
        assertEquals("yes", configuration.text("compression", ""));
    }

    @Test
    void refusesPermissionsOfTheUsersFileAndOfIncludedOnesOnly() {
        FakeSetup setup = FakeSetup.withConfig("Include other\n")
                .file("/home/alice/.ssh/other", "User a\n")
                .objection("/home/alice/.ssh/other", "0666: writable by everyone");
        assertEquals(List.of("0: PERMISSIONS"), problems(setup.resolve("host")));
        FakeSetup named = FakeSetup.withConfig("").objection(FakeSetup.CONFIG, "0666: writable by everyone");
        assertEquals(List.of("0: PERMISSIONS"), problems(named.resolve("host")));
        assertEquals(List.of(), problems(named.resolve("-F", FakeSetup.CONFIG, "host")));
    }

    @Test
    void seesAByteOrderMarkAndReadsOn() {
        Configuration configuration = FakeSetup.withConfig("\ufeffHost other\n  User a\nHost host\n  User b\n")
                .resolve("host");
        assertEquals(List.of("1: ENCODING"), problems(configuration));
        assertEquals("b", configuration.text("user", ""));
    }

    @Test
    void seesUtf16AndReadsOn() {
        String wide = new String(
                "Host host\r\n  User b\r\n".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        for (String bytes : List.of(wide, "\u00ff\u00fe" + wide)) {
            Configuration configuration =
                    new FakeSetup().bytes(FakeSetup.CONFIG, bytes).resolve("host");
            assertEquals(List.of("1: ENCODING"), problems(configuration));
            assertEquals("b", configuration.text("user", ""));
        }
    }

    @Test
    void seesNoBreakSpacesWhereTheyHurt() {
        assertEquals(
                List.of("2: ENCODING"),
                problems(FakeSetup.withConfig("User a\n\u00a0Port 22\nHostName a\u00a0b\n")
                        .resolve("host")));
    }

    @Test
    void seesAnIncludeThatIsShutAwayInABlock() {
        FakeSetup setup = FakeSetup.withConfig("Host other\n  Port 1\nInclude more\n")
                .file("/home/alice/.ssh/more", "Host web\n  User b\n");
        Configuration configuration = setup.resolve("web");
        assertEquals(List.of("3: INCLUDE"), problems(configuration));
        assertEquals(List.of(), configuration.fatal());
        assertEquals("", configuration.text("user", ""));
        assertEquals(List.of(), problems(setup.resolve("db")));
    }

    @Test
    void refusesACommandBesideRemoteCommand() {
        FakeSetup setup = FakeSetup.withConfig("RemoteCommand tmux\n");
        assertEquals(List.of("1: BAD_VALUE_HERE"), problems(setup.resolve("host", "ls")));
        assertEquals(List.of(), problems(setup.resolve("host")));
    }

    @Test
    void readsAnyBytesInTime() {
        Random random = new Random(7);
        String[] words = {
            "Host ", "Match exec ", "Include config ", "\n", "\"", "'", "%", "${", "=", "*", "\0", "\u00e4", "#"
        };
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int round = 0; round < 300; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 200; i++) {
                    text.append(
                            random.nextInt(3) == 0 ? words[random.nextInt(words.length)] : (char) random.nextInt(256));
                }
                new FakeSetup().bytes(FakeSetup.CONFIG, text.toString()).resolve("host");
            }
            for (String unit : List.of(
                    "Host * ", "a*", "[", "\"", "%h", "${A}", "Host *a*b*c\n", "IdentityFile x\n", "foo\n", "=")) {
                String body = unit.repeat((1 << 18) / unit.length());
                for (String start :
                        List.of("", "Host ", "Match host ", "HostName ", "Ciphers ", "ProxyJump ", "SendEnv ")) {
                    new FakeSetup().bytes(FakeSetup.CONFIG, start + body).resolve("a".repeat(200));
                }
            }
        });
    }
}
