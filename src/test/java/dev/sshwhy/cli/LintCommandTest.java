package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.testing.JsonValues;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    @TempDir
    private Path home;

    private Setup setup;

    @BeforeEach
    void makeAHome() throws IOException {
        setup = new Setup(home);
    }

    private CliRun lint(String... words) {
        List<String> line = new ArrayList<>(List.of("lint", "--home", home.toString()));
        line.addAll(List.of(words));
        return CliRun.of(line.toArray(String[]::new));
    }

    @Test
    void isContentWithAHealthySetup() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "")
                .file(
                        "~/.ssh/config",
                        "Host gpu\n  Port 17445\n  IdentityFile ~/.ssh/id_ed25519\nHost *\n  User me\n",
                        0600);
        CliRun run = lint();
        assertEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("no fault found"), run.output());
        assertEquals("", lint("--quiet").output());
    }

    @Test
    void findsNoFaultInANameThatSshTakesFromAFileOnly() throws IOException {
        setup.file("~/.ssh/config", "Host a$b\n  HostName gpu.example.org\n", 0600);
        assertEquals(0, lint().exitCode(), lint().output());
    }

    @Test
    void namesFileLineAndRuleOfEveryFault() throws IOException {
        setup.file("~/.ssh/config", "Prot 22\nHost gpu\n  Port 99999\n  IdentityFile ~/.ssh/nope\n", 0600);
        CliRun run = lint();
        assertEquals(1, run.exitCode());
        assertTrue(run.output().contains("~/.ssh/config:1: error: "), run.output());
        assertTrue(run.output().contains("[config/unknown-option]"), run.output());
        assertTrue(run.output().contains("~/.ssh/config:3: error: "), run.output());
        assertTrue(run.output().contains("~/.ssh/config:4: warning: "), run.output());
        assertTrue(run.output().contains("[key/file-missing]"), run.output());
    }

    @Test
    void findsWhatSshWouldRefuseForOneHostOnly() throws IOException {
        setup.file("~/.ssh/config", "Host gpu\n  ControlPath ~/.ssh/cm-%z\n", 0600);
        assertTrue(lint().output().contains("~/.ssh/config:2: error: "), lint().output());
    }

    @Test
    void looksAtKeysAndListsOfKeys() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0644, "")
                .file("~/field.txt", "SHA256:" + "A".repeat(43) + "\n", 0644)
                .file(
                        "~/.ssh/authorized_keys",
                        "from=\"192.0.2.1\" " + TestKeys.publicKey(2).line() + "\n",
                        0600);
        CliRun run = lint(home + "/.ssh/id_ed25519", home + "/field.txt");
        assertEquals(1, run.exitCode());
        assertTrue(run.output().contains("[key/permissions-too-open]"), run.output());
        assertTrue(run.output().contains("[account/fingerprint-pasted]"), run.output());
        assertEquals(
                0, lint(home + "/.ssh/authorized_keys").exitCode(), "a limit in authorized_keys is there on purpose");
    }

    @Test
    void looksThroughADirectoryForWhatItKnows() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/config", "User me\n", 0600)
                .file("~/.ssh/notes", "buy milk\n", 0600)
                .file("~/.ssh/known_hosts", "example.org ssh-ed25519 AAAA\n", 0600);
        CliRun run = lint(home + "/.ssh");
        assertEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("3 files"), run.output());
    }

    @Test
    void reportsInJsonWithTheSameWords() throws IOException {
        setup.file("~/.ssh/config", "Prot 22\n", 0600);
        String json = lint("--format", "json").output();
        assertTrue(json.startsWith("{\"schemaVersion\":"), json);
        assertTrue(json.contains("\"rule\":\"config/unknown-option\""), json);
        assertTrue(json.contains("\"source\":\"~/.ssh/config\",\"line\":1"), json);
    }

    @Test
    void runsNoCommandOfTheConfiguration() throws IOException {
        Path ran = home.resolve("ran");
        setup.file("~/.ssh/config", "Match exec \"touch " + ran + "\"\n  User x\n", 0600);
        CliRun run = lint("--run-config-commands");
        assertFalse(Files.exists(ran));
        assertTrue(run.output().contains("not checked: line 1 of ~/.ssh/config"), run.output());
    }

    @Test
    void staysCalmOverBytesWithoutSense() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        Path file = Files.write(home.resolve("noise"), bytes);
        CliRun run = lint(file.toString());
        assertEquals(1, run.exitCode());
        assertTrue(
                run.output().chars().noneMatch(it -> it < ' ' && it != '\n' && it != '\t'),
                "control characters in the report");
    }

    @Test
    void doesNotReadAFileWithoutEndButSaysSo() throws IOException {
        Path file = home.resolve("large.conf");
        Files.write(file, new byte[9 << 20]);
        CliRun run = lint(file.toString());
        assertEquals(0, run.exitCode(), "ssh would read it, so it is no error");
        assertTrue(run.output().contains("larger than 8 MiB"), run.output());
    }

    @Test
    void doesNotOpenADeviceButSaysSo() {
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        CliRun run = lint("/dev/zero");
        assertTrue(run.output().contains("not checked: /dev/zero: it is a pipe or a device"), run.output());
        assertFalse(run.output().contains("✓"), run.output());
        assertFalse(lint("/dev/null").output().contains("not checked"), "ssh -F /dev/null is how to have no file");
    }

    @Test
    void takesNoMoreHostsOneByOneThanItHasTimeFor() throws IOException {
        StringBuilder names = new StringBuilder("Host");
        for (int i = 0; i < 20_000; i++) {
            names.append(" h").append(i);
        }
        setup.file("~/.ssh/config", names + "\n  ForwardAgent yes\n", 0600);
        CliRun run = lint();
        assertTrue(run.output().contains("it names 20000 hosts, and only the first"), run.output());
    }

    @Test
    void tellsOfAConfigurationByAnotherName() throws IOException {
        setup.file("~/.ssh/config.txt", "Host gpu\n  User root\n", 0600);
        CliRun run = lint();
        assertTrue(run.output().contains("~/.ssh/config.txt: warning: "), run.output());
        assertTrue(run.output().contains("is not called config"), run.output());
        setup.file("~/.ssh/config", "Host gpu\n  User root\n", 0600);
        assertTrue(lint().output().contains("no fault found"), "a copy beside the real one is nobody's concern");
    }

    @Test
    void tellsHowToMendAFileFromElsewhere(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("x.conf"), "Host *\n  User me\nHost gpu\n  User root\n");
        CliRun run = lint(file.toString());
        assertTrue(run.output().contains("[config/option-shadowed]"), run.output());
        assertTrue(run.output().contains("fix: Say what is special first: User root above"), run.output());
    }

    @Test
    void tellsOfARelativePathOnce() throws IOException {
        setup.file("~/.ssh/config", "IdentityFile id_ed25519\n", 0600);
        assertFalse(lint().output().contains("[key/file-missing]"), lint().output());
        assertTrue(lint().output().contains("[config/identity-relative]"), lint().output());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertEquals(2, lint(home + "/none").exitCode());
    }

    @Test
    void tellsTheFileOfAListOfKeysThatIsBroken() throws IOException {
        setup.file("~/authorized_keys", "SHA256:" + "A".repeat(43) + "\n", 0600);
        assertTrue(lint(home + "/authorized_keys").output().startsWith("~/authorized_keys:1:1: error: "));
    }

    @Test
    void speaksTheLanguageOfCodeHosts() throws IOException {
        setup.file("~/config", "Prot 22\nHost gpu\n  Port 99999\n", 0600)
                .file("~/authorized_keys", TestKeys.publicKey(1).line() + "\nSHA256:" + "A".repeat(43) + "\n", 0600);
        CliRun run = lint("--format", "sarif", home + "/config", home + "/authorized_keys");
        assertEquals(1, run.exitCode());
        JsonValues log = JsonValues.read(run.output());
        assertEquals("1", log.one("/runs/0/invocations/0/exitCode"));
        assertEquals(
                List.of("authorized_keys", "config", "config"),
                log.all("/runs/0/results/\\d+/locations/0/physicalLocation/artifactLocation/uri"));
        assertEquals(
                List.of("2", "1", "3"), log.all("/runs/0/results/\\d+/locations/0/physicalLocation/region/startLine"));
        assertEquals(2, lint("--format", "markdown").exitCode(), "a linter has no report of that kind");
    }
}
