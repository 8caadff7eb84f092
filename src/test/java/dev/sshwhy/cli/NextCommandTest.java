package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextCommandTest {
    @TempDir
    private Path home;

    @BeforeEach
    void makeAHome() throws IOException {
        new Setup(home).key("~/.ssh/id_ed25519", 1, 0600, "");
    }

    private void openToOthers() throws IOException {
        Files.setPosixFilePermissions(home.resolve(".ssh/id_ed25519"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String last(Map<String, String> environment, String... line) {
        return last(CliRun.of("", environment, List.of(line)));
    }

    private static String last(CliRun run) {
        List<String> lines = run.output().lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    @Test
    void explainsWhatBlocks() throws IOException {
        openToOthers();
        String at = home.toString();
        assertEquals(
                "  Next  ./sshwhy explain key/permissions-too-open",
                last(Map.of("SSHWHY_PROGRAM", "./sshwhy"), "--home", at, "--offline", "ssh", "root@203.0.113.7"));
        assertEquals(
                "  Next  '/my tools/sshwhy' explain key/permissions-too-open",
                last(
                        Map.of("SSHWHY_PROGRAM", "/my tools/sshwhy"),
                        "--home",
                        at,
                        "--offline",
                        "ssh",
                        "root@203.0.113.7"));
    }

    @Test
    void asksTheServerWhereItWasNotAsked() throws IOException {
        String at = home.toString();
        Path field = Files.writeString(
                home.resolve("my field"), TestKeys.publicKey(1).line() + "\n");
        assertEquals(
                "  Next  sshwhy --home " + at + " --account-keys '" + field
                        + "' ssh -p 2222 root@203.0.113.7 'echo a b'",
                last(
                        Map.of(),
                        "--offline",
                        "--color=never",
                        "--account-keys=" + field,
                        "--home",
                        at,
                        "ssh",
                        "-p",
                        "2222",
                        "root@203.0.113.7",
                        "echo a b"));
    }

    @Test
    void asksForTheAccountsFieldWhereTheServerKnowsNoneOfTheKeys() throws UsageException {
        Facts refused = Facts.refused();
        assertEquals(
                Optional.of("./sshwhy --account-keys - ssh -p 22 root@203.0.113.7"),
                after(refused.withoutAccount(), "ssh", "-p", "22", "root@203.0.113.7"));
        assertEquals(
                Optional.of("./sshwhy explain server/key-refused"),
                after(refused, "--account-keys", "field.txt", "ssh", "root@203.0.113.7"));
    }

    private static Optional<String> after(Facts facts, String... line) throws UsageException {
        Diagnosis diagnosis = Diagnostician.diagnose(
                facts.snapshot(), it -> new Engine(BuiltInChecks.all(), Setup.catalogue()).run(it));
        return new NextCommand(Arguments.parse(List.of(line)), "./sshwhy").after(diagnosis, true);
    }

    @Test
    void leavesOutWhatStandardInputHeld() {
        List<String> words =
                List.of("--home", home.toString(), "--offline", "--account-keys", "-", "ssh", "203.0.113.7");
        String line = last(CliRun.of(TestKeys.publicKey(1).line() + "\n", Map.of(), words));
        assertEquals("  Next  sshwhy --home " + home + " ssh 203.0.113.7", line);
    }

    @Test
    void aCheckSaysWhatTellsMore() throws IOException {
        openToOthers();
        String at = home.toString();
        String line = last(Map.of(), "check", "--home", at, "root@203.0.113.7", "-p22");
        assertTrue(line.endsWith(" More: sshwhy --home " + at + " ssh root@203.0.113.7 -p22"), line);
    }

    @Test
    void namesNoCommandThatCannotBePasted() {
        String line = last(Map.of(), "--home", home.toString(), "--offline", "ssh", "203.0.113.7", "echo \u001b[31m");
        assertFalse(line.contains("Next"), line);
    }
}
