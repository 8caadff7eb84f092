package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.sshconfig.ConfigFiles;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.Defaults;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReportTest {
    private static final String HOME = "/home/alice";
    private static final TextStyle PLAIN = new TextStyle(false, true, 80);
    private static final LocalSide LOCAL = new LocalSide(
            HOME,
            "alice",
            "1000",
            "laptop",
            SshRelease.of("OpenSSH_9.2p1 Debian-2+deb12u10"),
            false,
            Optional.empty(),
            name -> Optional.empty(),
            user -> Optional.empty(),
            Optional.empty());

    private static final String EVERYDAY = """
            Host gpu
                HostName 203.0.113.7
                Port 17445
                User root
                IdentityFile ~/.ssh/id_gpu
                IdentityFile ~/.ssh/id_ed25519
            Host *
                Port 22
                user deploy # everywhere
                ServerAliveInterval 30
            """;

    /** A home that holds nothing but a configuration. */
    private record OneConfig(String text) implements ConfigFiles {
        @Override
        public Reading read(String path) {
            if (!path.equals(HOME + "/.ssh/config")) {
                return new Reading.Missing();
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            FileFacts facts =
                    new FileFacts(path, FileFacts.Kind.REGULAR, OptionalInt.of(0600), "alice", true, bytes.length);
            return new Reading.Content(facts, new String(bytes, StandardCharsets.ISO_8859_1), Optional.empty());
        }

        @Override
        public List<String> names(String directory) {
            return List.of();
        }

        @Override
        public boolean exists(String path) {
            return false;
        }
    }

    private static Configuration resolved(String config, String... words) {
        return new ConfigResolver(LOCAL, new OneConfig(config))
                .resolve(SshCommandLine.parse(List.of(words), LOCAL.release()));
    }

    private static String shown(String path) {
        return path.startsWith(HOME) ? "~" + path.substring(HOME.length()) : path;
    }

    private static String report(TextStyle style, String config, String... words) {
        return ConfigReport.of("gpu", resolved(config, words), Map.of(), ConfigReportTest::shown, style);
    }

    private static String withDefaults(TextStyle style, String config) {
        Configuration decided = resolved(config, "gpu");
        Map<String, List<String>> defaults = Defaults.of(decided, LOCAL, Tokens.of(LOCAL, "gpu", decided));
        return ConfigReport.of("gpu", decided, defaults, ConfigReportTest::shown, style);
    }

    @Test
    void showsWhatIsDecidedByWhichLineAndWhatThatShadows() {
        assertEquals("""
                ssh gpu connects to 203.0.113.7 port 2222 as root.

                  Where it goes
                    HostName             203.0.113.7                            ~/.ssh/config:2
                    User                 root                                   ~/.ssh/config:4
                      not  user deploy # everywhere                             ~/.ssh/config:9
                    Port                 2222                                   command line
                      not  Port 17445                                           ~/.ssh/config:3
                      not  Port 22                                              ~/.ssh/config:8

                  Keys
                    IdentityFile         ~/.ssh/id_gpu                          ~/.ssh/config:5
                    IdentityFile         ~/.ssh/id_ed25519                      ~/.ssh/config:6

                  The way there
                    ServerAliveInterval  30                                     ~/.ssh/config:10
                """, report(PLAIN, EVERYDAY, "-p", "2222", "gpu"));
    }

    @Test
    void putsWhatSshRefusesAfterTheOptionsAndErrorsFirst() {
        String config = """
                Host gpu
                    HostName 203.0.113.7
                    Include /nowhere/missing
                    Prot 22
                    StrictHostKeyChecking maybe
                """;
        assertEquals("""
                X ssh refuses this configuration; without the lines it refuses it would connect
                  to 203.0.113.7 port 22 as your local user.

                  Where it goes
                    HostName  203.0.113.7                                        ~/.ssh/config:2

                  What ssh refuses
                    ~/.ssh/config:4  Prot 22
                        no ssh option is called "Prot"; perhaps meant: Port
                    ~/.ssh/config:5  StrictHostKeyChecking maybe
                        StrictHostKeyChecking cannot be "maybe"; it is one of yes, no, ask, off,
                        accept-new

                  What else to know
                    ~/.ssh/config:3  Include /nowhere/missing
                        there is no file /nowhere/missing
                """, report(new TextStyle(false, false, 80), config, "gpu"));
    }

    @Test
    void saysSoWhereNothingIsSet() {
        assertEquals("""
                ssh gpu connects to gpu port 22 as your local user.

                  Nothing is set for this host, so ssh uses its own defaults (--all shows them).
                """, report(PLAIN, "", "gpu"));
    }

    @Test
    void saysByWhichWayItGoes() {
        assertTrue(report(PLAIN, "ProxyJump a@b:2,c\n", "gpu")
                .startsWith("ssh gpu connects to gpu port 22 as your local user, by way of a@b:2,c.\n"));
        assertTrue(report(PLAIN, "ProxyCommand nc %h %p\n", "gpu")
                .replace("\n", " ")
                .contains("by way of the command in ProxyCommand."));
    }

    @Test
    void showsTheDefaultsAmongTheRest() {
        String report = withDefaults(PLAIN, EVERYDAY);
        List<String> lines = report.lines().toList();
        assertEquals("ssh gpu connects to 203.0.113.7 port 17445 as root.", lines.get(0));
        assertTrue(lines.stream().anyMatch(it -> it.matches(" +IdentitiesOnly +no +default")), report);
        assertTrue(lines.stream().anyMatch(it -> it.matches(" +Port +17445 +~/.ssh/config:3")), report);
        assertFalse(report.contains("id_ecdsa"), report);
        assertFalse(lines.stream().anyMatch(it -> it.startsWith("    host ")), report);
        assertFalse(report.contains("  Other"), "every option of ssh has its place: " + report);
        assertTrue(withDefaults(PLAIN, "").startsWith("ssh gpu connects to gpu port 22 as alice.\n"));
    }

    @Test
    void keepsTheAnswerQuietAboutDefaultsByColour() {
        String report = withDefaults(new TextStyle(true, true, 80), EVERYDAY);
        assertTrue(report.contains("\u001b[2mdefault\u001b[0m\n"), report);
        assertTrue(report.contains("  \u001b[1mWhere it goes\u001b[0m\n"), report);
        String uncoloured = report.replaceAll("\u001b\\[[0-9;]*m", "");
        assertEquals(withDefaults(PLAIN, EVERYDAY), uncoloured);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void keepsWithinTheWidthAndPrintsNoControlCharacters(int width) {
        String hostile = "Host gpu\n"
                + " HostName \u001b]0;owned\u0007203.0.113.7\n"
                + " User ro\u202e\ud83d\ude00ot\n"
                + " RemoteCommand echo \u001b[31m%h\tthere\n"
                + " SetEnv \"A=x\u009by\"\n"
                + " HostKeyAlias " + "鍵".repeat(100) + "\n"
                + " IdentityFile ~/鍵\n"
                + " UserKnownHostsFile /" + "\ud83d\ude00".repeat(300) + "\n"
                + " LocalCommand " + "word ".repeat(400) + "\n"
                + " Pr\u001b[2Jot 22\n"
                + " Port " + "9".repeat(300) + "\n"
                + " Ciphers +aes128-cbc\n"
                + "Host *\n"
                + " Ciphers " + "aes128-ctr,".repeat(30) + "aes256-ctr\n";
        TextStyle style = new TextStyle(false, false, width);
        String report = withDefaults(style, hostile);
        assertTrue(report.lines().allMatch(it -> Columns.of(it) <= style.width()), report);
        assertTrue(report.chars().noneMatch(it -> it != '\n' && (Character.isISOControl(it) || it == 0x202e)), report);
        assertTrue(report.codePoints().noneMatch(it -> Character.getType(it) == Character.SURROGATE), report);
        assertTrue(report.contains("<U+001B>]0;owned<U+0007>203.0.113.7"), report);
        assertTrue(report.contains("(1999 characters in all)"), report);
    }

    @Test
    void cutsAListAndCountsIt() {
        String report = report(new TextStyle(false, true, 110), "KexAlgorithms +diffie-hellman-group14-sha1\n", "gpu");
        assertTrue(
                report.contains("    KexAlgorithms  sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,"
                        + "… (12 in all)     ~/.ssh/config:1\n"),
                report);
        String ascii = report(new TextStyle(false, false, 60), "MACs hmac-sha1,hmac-md5,hmac-sha2-256\n", "gpu");
        assertTrue(ascii.contains("hmac-sha1,hmac-md5,hmac-sha2-256"), ascii);
    }

    @Test
    void usesNoSignsBeyondAsciiWhereTheTerminalHasNone() {
        String config = "Nonsense 1\nCiphers " + "aes128-ctr,".repeat(20) + "aes256-ctr\n";
        String report = withDefaults(new TextStyle(false, false, 60), config);
        assertTrue(report.startsWith("X ssh refuses"), report);
        assertTrue(report.chars().allMatch(it -> it < 128), report);
    }
}
