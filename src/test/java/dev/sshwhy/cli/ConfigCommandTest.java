package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    private static final String CONFIG = """
            Host gpu
              HostName 203.0.113.7
              Port 17445
            Host *
              User root
              Port 22
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeAConfig() throws IOException {
        new Setup(home).file("~/.ssh/config", CONFIG, 0600);
    }

    private CliRun config(String... words) {
        return CliRun.of(words(words).toArray(String[]::new));
    }

    private List<String> words(String... words) {
        List<String> line = new ArrayList<>(List.of("config", "--home", home.toString()));
        line.addAll(List.of(words));
        return line;
    }

    @Test
    void tellsEachValueWithItsLineAndTheLineThatItShadows() {
        CliRun run = config("gpu");
        assertEquals(0, run.exitCode());
        assertTrue(run.output().contains("17445"), run.output());
        assertTrue(run.output().contains("~/.ssh/config:3"), run.output());
        assertTrue(run.output().contains("~/.ssh/config:6"), run.output());
    }

    @Test
    void answersInJson() {
        CliRun run = config("--format", "json", "-l", "me", "gpu");
        String file = home + "/.ssh/config";
        assertTrue(
                run.output()
                        .contains("\"port\":[{\"value\":\"17445\",\"file\":\"" + file
                                + "\",\"line\":3,\"shadows\":[{\"file\":\"" + file + "\",\"line\":6}]}]"),
                run.output());
        assertTrue(run.output().contains("\"user\":[{\"value\":\"me\",\"file\":null,\"line\":null"), run.output());
    }

    @Test
    void leavesDefaultsOutUnlessAskedForThem() {
        assertFalse(config("--format", "json", "gpu").output().contains("batchmode"));
        assertTrue(config("--format", "json", "--all", "gpu")
                .output()
                .contains("\"batchmode\":[{\"value\":\"no\",\"file\":null"));
    }

    @Test
    void namesEveryLineThatSshRefusesAndEndsWithOne() throws IOException {
        new Setup(home).file("~/.ssh/config", "Prot 22\nPort none\nUser root\n", 0600);
        CliRun run = config("--format", "json", "gpu");
        assertEquals(1, run.exitCode());
        assertTrue(run.output().contains("\"line\":1,\"message\""), run.output());
        assertTrue(run.output().contains("\"line\":2,\"message\""), run.output());
        assertTrue(run.output().contains("\"user\":[{\"value\":\"root\""), run.output());
    }

    @Test
    void answersABatchInOrderAndReadsEachFileOnce() throws IOException {
        Path other = Files.writeString(home.resolve("other"), "User bob\n");
        String lines = "{\"host\":\"gpu\",\"args\":[\"-p\",\"1\"]}\n\n{\"host\":\"cpu\",\"config\":\"" + other
                + "\",\"home\":\"" + home + "\",\"args\":[]}\n";
        CliRun run = CliRun.of(lines, Map.of(), words("--batch", "-"));
        List<String> answers = run.output().lines().toList();
        assertEquals(2, answers.size());
        assertTrue(answers.get(0).startsWith("{\"host\":\"gpu\""), answers.get(0));
        assertTrue(answers.get(0).contains("\"port\":[{\"value\":\"1\""), answers.get(0));
        assertTrue(answers.get(1).contains("\"user\":[{\"value\":\"bob\""), answers.get(1));
    }

    @Test
    void tellsWithinABatchWhatSshRefusesInTheWords() {
        String lines = "{\"host\":\"@gpu\"}\n{\"host\":\"gpu\",\"args\":[\"-z\"]}\n{\"host\":\"gpu\"}\n";
        CliRun run = CliRun.of(lines, Map.of(), words("--batch", "-"));
        List<String> answers = run.output().lines().toList();
        assertTrue(answers.get(0).contains("\"errors\":[{\"file\":null"), answers.get(0));
        assertTrue(answers.get(1).contains("ssh has no option -z"), answers.get(1));
        assertTrue(answers.get(2).contains("\"errors\":[]"), answers.get(2));
        assertEquals(1, run.exitCode());
    }

    @Test
    void takesAVariableThatIsSetAndEmpty() throws IOException {
        new Setup(home).file("~/.ssh/config", "IdentityAgent ${AGENT}\n", 0600);
        List<String> line = words("--format", "json", "gpu");
        assertEquals(0, CliRun.of("", Map.of("AGENT", ""), line).exitCode());
        assertEquals(1, CliRun.of("", Map.of(), line).exitCode());
    }

    @Test
    void knowsTheNameOfThisMachine() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        assumeTrue(Files.exists(kernel));
        CliRun run = config("--format", "json", "-o", "ControlPath=/tmp/%l-x", "gpu");
        assertTrue(run.output().contains("\"/tmp/" + Files.readString(kernel).strip() + "-x\""), run.output());
    }

    @Test
    void takesASlashAtTheEndForADirectory() throws IOException {
        new Setup(home)
                .file("~/.ssh/config", "Include more/\nInclude m*/\n", 0600)
                .file("~/.ssh/more", "Port 4\n", 0600);
        assertFalse(config("--format", "json", "gpu").output().contains("\"port\""));
    }

    @Test
    void passesOverAnIncludedLinkThatLeadsNowhere() throws IOException {
        new Setup(home).file("~/.ssh/config", "Include conf.d/*\n", 0600).file("~/.ssh/conf.d/b", "Port 4\n", 0600);
        Files.createSymbolicLink(home.resolve(".ssh/conf.d/a"), Path.of("gone"));
        CliRun run = config("--format", "json", "gpu");
        assertEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("\"notes\":[{\"file\""), run.output());
    }

    @Test
    void refusesABatchLineWithoutAHost() {
        CliRun run = CliRun.of("{\"args\":[]}\n", Map.of(), words("--batch", "-"));
        assertEquals(2, run.exitCode());
        assertTrue(run.errors().contains("without \"host\""), run.errors());
    }

    @Test
    void runsNoCommandOfAnothersConfiguration() throws IOException {
        Path ran = home.resolve("ran");
        new Setup(home).file("~/.ssh/config", "Match exec \"touch " + ran + "\"\n  User x\n", 0600);
        CliRun run = config("--format", "json", "gpu");
        assertFalse(Files.exists(ran));
        assertTrue(run.output().contains("\"notes\":[{\"file\""), run.output());
        config("--run-config-commands", "gpu");
        assertTrue(Files.exists(ran));
    }

    @Test
    void takesAHostThatIsCalledLikeAProgram() {
        assertTrue(config("--format", "json", "git").output().startsWith("{\"host\":\"git\""));
        assertTrue(config("--format", "json", "ssh", "-p", "3", "git").output().startsWith("{\"host\":\"git\""));
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals(2, config().exitCode());
        assertEquals(2, CliRun.of("config", "--config", home + "/none", "gpu").exitCode());
    }
}
