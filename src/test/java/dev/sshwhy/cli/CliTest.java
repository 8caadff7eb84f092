package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sshwhy.report.Format;
import dev.sshwhy.testing.HtmlDocument;
import dev.sshwhy.testing.ReportSchema;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CliTest {
    @TempDir
    private Path home;

    private CliRun run = new CliRun(0, "", "");
    private String in = "";
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void makeAHome() throws IOException {
        new Setup(home).key("~/.ssh/id_ed25519", 1, 0600, "");
    }

    private int run(String... line) {
        run = CliRun.of(in, environment, List.of(line));
        return run.exitCode();
    }

    private int runAtHome(String command, String... rest) {
        List<String> line = new ArrayList<>(List.of(command, "--home", home.toString()));
        line.addAll(List.of(rest));
        return run(line.toArray(String[]::new));
    }

    private String output() {
        return run.output();
    }

    private String errors() {
        return run.errors();
    }

    @Test
    void saysItsVersion() {
        assertEquals(0, run("--version"));
        assertTrue(output().startsWith("sshwhy "));
    }

    @Test
    void endsAtOnceWhenSomethingThatItStartedStartsIt() {
        environment = Map.of("SSHWHY_NESTED", "1");
        assertEquals(0, run("check", "root@203.0.113.7"));
        assertEquals("", output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "check",
                "ssh -Z host",
                "ssh --frob host",
                "ssh --format xml host",
                "explain",
                "explain no/such-rule",
                "explain --format json account/empty",
                "explain --all account/empty",
                "schema --format text",
                "rules --format sarif",
                "keys --account-keys field.txt",
                "lint --online",
                "ssh --batch - host",
                "account",
                "account /no/such/file",
                "ssh --home /no/such/folder host",
                "ssh --config /no/such/file host",
                "ssh --account-keys /no/such/file host",
                "ssh --home",
                "ssh --connect-timeout soon host",
                "ssh --version=1 host",
                "ssh host --offline"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String line) {
        assertEquals(2, run(line.split(" ", -1)));
        assertEquals("", output());
        assertEquals(1, errors().lines().count(), errors());
        assertTrue(errors().startsWith("sshwhy: "), errors());
    }

    @Test
    void aWrongRuleIsToldWithTheOneThatIsMeant() {
        assertEquals(2, run("explain", "fingerprint-pasted"));
        assertTrue(errors().contains("perhaps account/fingerprint-pasted"), errors());
        assertEquals(2, run("explain", "accounts/empty"));
        assertTrue(errors().contains("perhaps account/empty"), errors());
    }

    @Test
    void aPageIsMarkdownWhereThatIsAskedFor() {
        assertEquals(0, run("explain", "--format", "markdown", "account/keys-joined"));
        assertTrue(
                output().startsWith("# Two or more public keys stand on one line\n\n`account/keys-joined`"), output());
        assertTrue(output().contains("\n## What you see\n"), output());
        assertTrue(output().contains("\n### Wrong\n\nthe account's public-key field:\n\n```\nssh-ed25519 "), output());
        assertFalse(output().contains("@KEY"), output());
    }

    @Test
    void theSchemaIsJsonAndSaysSo() {
        assertEquals(0, run("schema", "--format", "json"));
        String asked = output();
        assertEquals(0, run("schema"));
        assertEquals(asked, output());
    }

    @Test
    void aQuietDiagnosisSaysOneLineWhereNobodyKnows() {
        in = TestKeys.publicKey(1).line() + "\n";
        assertEquals(3, runAtHome("diagnose", "--quiet", "--offline", "--account-keys", "-", "root@203.0.113.7"));
        assertEquals(1, output().lines().count(), output());
        assertTrue(output().startsWith("? nothing was found that blocks; the server was not asked."), output());
        assertTrue(output().contains(" ssh root@203.0.113.7"), output());
    }

    @Test
    void aCheckIsSilentWhenNothingBlocks() {
        in = TestKeys.publicKey(1).line() + "\n";
        assertEquals(0, runAtHome("check", "--account-keys", "-", "root@203.0.113.7"));
        assertEquals("", output());
    }

    @Test
    void aCheckSaysOneLineWhenSomethingBlocks() {
        in = TestKeys.publicKey(1).fingerprint() + "\n";
        assertEquals(1, runAtHome("check", "--account-keys", "-", "root@203.0.113.7"));
        assertEquals(1, output().lines().count(), output());
        assertTrue(output().contains("account/fingerprint-pasted"), output());
    }

    @Test
    void anOfflineDiagnosisOfAHealthySetupIsUnknown() {
        assertEquals(3, runAtHome("diagnose", "--offline", "root@203.0.113.7"));
        assertTrue(output().contains("the server was not asked"), output());
    }

    @Test
    void aPromptIsAFailureInBatchMode() throws IOException {
        new Setup(home).key("~/.ssh/id_ed25519", 1, 0600, "passphrase words");
        in = TestKeys.publicKey(1).line() + "\n";
        assertEquals(0, runAtHome("check", "--account-keys", "-", "root@203.0.113.7"));
        in = TestKeys.publicKey(1).line() + "\n";
        int code = runAtHome("check", "--batch-mode", "--account-keys", "-", "root@203.0.113.7");
        assertEquals(1, code, output());
    }

    @Test
    void theSameQuestionGetsTheSameBytes() {
        runAtHome("diagnose", "--offline", "--format", "json", "root@203.0.113.7");
        String first = output();
        runAtHome("diagnose", "--offline", "--format=json", "root@203.0.113.7");
        assertEquals(first, output());
    }

    @Test
    void printsOnePageForABrowser() {
        assertEquals(3, runAtHome("diagnose", "--offline", "--format", "html", "root@203.0.113.7"));
        HtmlDocument page = HtmlDocument.parse(output());
        assertEquals(List.of("Not proven"), page.texts("//header/p[@class='word']"));
        assertTrue(page.texts("//footer/p").stream().anyMatch(it -> it.contains("exit code 3")), output());
        assertEquals("", errors());
    }

    @Test
    void jsonIsOneDocumentWithEveryKey() throws IOException {
        in = "SHA256:" + "A".repeat(43) + "\n";
        runAtHome("diagnose", "--offline", "--format", "json", "--account-keys", "-", "root@203.0.113.7");
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(output())) {
            int depth = 0;
            while (parser.nextToken() != null) {
                if (parser.currentToken().isStructStart()) {
                    depth++;
                } else if (parser.currentToken().isStructEnd()) {
                    depth--;
                } else if (depth == 1 && parser.currentName() != null && !names.contains(parser.currentName())) {
                    names.add(parser.currentName());
                }
            }
        }
        assertTrue(
                names.containsAll(List.of(
                        "schemaVersion",
                        "tool",
                        "verdict",
                        "exitCode",
                        "summary",
                        "target",
                        "findings",
                        "notChecked",
                        "identities",
                        "account",
                        "config",
                        "agent",
                        "hostKey",
                        "handshake")),
                names::toString);
    }

    @Test
    void tellsOfEachKeyWhoNamesItAndWhatBecomesOfIt() throws IOException {
        Files.writeString(home.resolve(".ssh/config"), "Host *\n  IdentityFile ~/.ssh/gone\n");

        runAtHome("check", "--verbose", "root@203.0.113.7");
        assertTrue(output().contains("~/.ssh/config 2: IdentityFile ~/.ssh/gone\n"), output());
        assertTrue(output().contains(" not offered: there is no such file\n"), output());

        runAtHome("check", "--format", "json", "root@203.0.113.7");
        assertTrue(
                output().contains(
                                "\"namedAt\":{\"source\":\"~/.ssh/config\",\"line\":2,\"text\":\"  IdentityFile ~/.ssh/gone\"}"),
                output());
    }

    @Test
    void anUnreadableFieldIsToldAndNothingIsWritten() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        Path field = Files.write(home.resolve("field"), noise);
        Files.write(home.resolve(".ssh/config"), noise);
        Files.write(home.resolve(".ssh/id_rsa"), noise);
        List<String> before = listing();
        int code = runAtHome("check", "--verbose", "--account-keys", field.toString(), "root@203.0.113.7");
        assertEquals(1, code);
        assertFalse(output().contains("Exception"), output());
        assertTrue(output().chars().allMatch(it -> it == '\n' || it == '\t' || !Character.isISOControl(it)));
        assertEquals(before, listing());
    }

    private List<String> listing() throws IOException {
        try (var files = Files.walk(home)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
            return lines;
        }
    }

    @Test
    void aServerThatHangsIsToldInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Instant start = Instant.now();
            String port = Integer.toString(silent.getLocalPort());
            assertEquals(1, runAtHome("ssh", "--connect-timeout", "1", "-p", port, "root@127.0.0.1"));
            assertTrue(output().contains("network/timed-out"), output());
            assertTrue(Duration.between(start, Instant.now()).compareTo(Duration.ofSeconds(20)) < 0);
        }
    }

    @Test
    void anAccountFieldIsReadLineByLine() {
        in = TestKeys.publicKey(1).line() + "\n" + TestKeys.publicKey(2).blob() + "\n";
        assertEquals(1, runAtHome("account", "-"));
        assertTrue(output().contains("account/type-missing"), output());
        assertTrue(output().contains("ssh-ed25519 " + TestKeys.publicKey(2).blob()), output());
        in = TestKeys.publicKey(1).line() + "\n";
        assertEquals(0, runAtHome("account", "-"));
    }

    @Test
    void theDocumentationsSampleKeyIsNoKey() {
        in = "ssh-ed25519 AAAAC4NzaC1lZDI1JTE5AAAAIGP+L8hnjIcBqUb8NRrDiC32FuJBvRA0m8jLShzgq6BQ YOUR_EMAIL@DOMAIN.COM\n";
        assertEquals(1, runAtHome("account", "-"));
        assertTrue(output().contains("account/key-damaged"), output());
    }

    @Test
    void aBatchAnswersEachFieldOnALine() throws IOException {
        String good =
                Base64.getEncoder().encodeToString(TestKeys.publicKey(1).line().getBytes(StandardCharsets.UTF_8));
        Path batch = Files.writeString(
                home.resolve("batch"), "{\"id\":1,\"text\":\"" + good + "\"}\n\n{\"id\":2,\"text\":\"\"}\n");
        assertEquals(0, runAtHome("account", "--batch", batch.toString(), "--format", "json"));
        List<String> answers = output().lines().toList();
        assertEquals(2, answers.size());
        assertTrue(answers.get(0).contains("\"accepted\":true"));
        assertTrue(answers.get(1).contains("account/empty"));
    }

    @Test
    void everyRuleIsListedAndExplained() {
        assertEquals(0, run("rules"));
        for (String line : output().lines().toList()) {
            String rule = line.substring(0, line.indexOf(' '));
            assertEquals(0, run("explain", rule));
            assertFalse(output().contains("@KEY") || output().contains("```"), rule);
            // What is set apart, such as a command, is never broken.
            List<String> tooLong = output().lines()
                    .filter(it -> it.length() > 100 && !it.startsWith("    "))
                    .toList();
            assertEquals(List.of(), tooLong, rule);
        }
    }

    @Test
    void theCatalogueIsJsonWhereThatIsAskedFor() {
        assertEquals(0, run("rules"));
        List<String> listed =
                output().lines().map(it -> it.substring(0, it.indexOf(' '))).toList();
        assertEquals(0, run("rules", "--format", "json"));
        JsonNode document = ReportSchema.tree(output());
        List<String> told = document.get("rules")
                .valueStream()
                .map(it -> it.get("id").asString())
                .toList();
        assertEquals(listed, told);
    }

    @Test
    void aPageFitsTheTerminal() {
        environment = Map.of("COLUMNS", "60");
        assertEquals(0, run("explain", "server/key-refused"));
        assertTrue(
                output().contains("\n2. A provider copies keys into a machine when it makes or\n   starts it: "),
                output());
        assertEquals(
                List.of(),
                output().lines()
                        .filter(it -> it.length() > 60 && !it.startsWith("    "))
                        .toList());
    }

    @Test
    void theSchemaIsPrintedAsItStandsInTheJar() {
        assertEquals(0, run("schema"));
        assertEquals(ReportSchema.TEXT, output());
        assertEquals(2, run("schema", "report"));
        assertEquals(2, run("rules", "config/port-taken"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormTellsOfADiagnosisAndOfACheck(Format format) {
        for (String command : List.of("diagnose", "check")) {
            in = TestKeys.publicKey(1).fingerprint() + "\n";
            assertEquals(
                    1,
                    runAtHome(
                            command,
                            "--offline",
                            "--format=" + format.word(),
                            "--account-keys",
                            "-",
                            "root@203.0.113.7"));
            assertTrue(output().contains("account/fingerprint-pasted"), output());
            assertEquals("", errors());
        }
    }

    @Test
    void aReportGoesToTheFileThatIsNamed() throws IOException {
        Path file = home.resolve("report.json");
        runAtHome("diagnose", "--offline", "--format", "json", "--output", file.toString(), "root@203.0.113.7");
        assertEquals("", output());
        assertTrue(Files.readString(file).startsWith("{"));
    }

    @Test
    void theEndingOfTheFileTellsTheFormWhereNothingElseDoes() throws IOException {
        Path page = home.resolve("report.HTML");
        runAtHome("diagnose", "--offline", "--output", page.toString(), "root@203.0.113.7");
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
        Path text = home.resolve("report.md");
        runAtHome("diagnose", "--offline", "--format=text", "--output", text.toString(), "root@203.0.113.7");
        assertTrue(Files.readString(text).startsWith("? "));
        Path values = home.resolve("values.json");
        runAtHome("config", "--output", values.toString(), "gpu");
        assertTrue(Files.readString(values).startsWith("{"));
    }

    @Test
    void rulesAndTheirPagesGoToAFileToo() throws IOException {
        Path rules = home.resolve("rules.txt");
        assertEquals(0, run("rules", "--output", rules.toString()));
        Path page = home.resolve("page.txt");
        assertEquals(0, run("explain", "--output", page.toString(), "account/fingerprint-pasted"));
        assertEquals("", output());
        assertTrue(Files.readString(rules).contains("account/fingerprint-pasted"));
        assertTrue(Files.readString(page).contains("account/fingerprint-pasted: error"));
    }

    @Test
    void commandsOfAForeignConfigAreNotRun() throws IOException {
        Path trace = home.resolve("ran");
        new Setup(home).file("~/.ssh/config", "Match exec \"touch " + trace + "\"\n  User nobody\n", 0600);
        runAtHome("check", "root@203.0.113.7");
        assertFalse(Files.exists(trace));
        runAtHome("check", "--run-config-commands", "root@203.0.113.7");
        assertTrue(Files.exists(trace));
    }

    @Test
    void aCopyBetweenTwoLocalFilesNeedsNoKeyWhicheverConfigurationIsNamed(@TempDir Path empty) throws IOException {
        Path config = Files.writeString(empty.resolve("config"), "Host *\n  User root\n");
        CliRun copy = CliRun.of(
                "--home",
                empty.toString(),
                "--config",
                config.toString(),
                "--offline",
                "--format",
                "json",
                "scp",
                "a",
                "b");
        assertEquals(3, copy.exitCode(), copy::output);
        assertTrue(copy.output().contains("\"verdict\":\"unknown\""), copy::output);
    }
}
