package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.ReportSchema;
import dev.sshwhy.testing.SarifCheck;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SarifReportTest {
    private static final Run RUN = new Run("sshwhy", "1.2.3", "Linux", 1, false, Optional.empty());
    private static final RulePage PAGE =
            Setup.catalogue().page("config/bad-value").orElseThrow();
    private static final String CONFIG = "/home/me/.ssh/config";

    @TempDir
    private Path folder;

    private static Finding finding(Span... spans) {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is odd.");
        for (Span it : spans) {
            finding = finding.seen(it, "this is odd");
        }
        return finding;
    }

    private static String diagnosis(Finding... findings) {
        List<Diagnosed> all = Arrays.stream(findings)
                .map(it -> new Diagnosed(PAGE, it, Effect.BLOCKS, Optional.empty(), Optional.empty()))
                .toList();
        List<Gap> gaps = List.of(new Gap("the agent", "it does not answer"));
        return SarifReport.of(new Diagnosis(Facts.refused().snapshot(), Verdict.BLOCKED, "ssh asks.", all, gaps), RUN);
    }

    private String lint(Finding... findings) {
        List<RuleFinding> all =
                Arrays.stream(findings).map(it -> new RuleFinding(PAGE, it)).toList();
        return SarifReport.ofLint(new LintReport(all, List.of(), List.of()), "/home/me", folder.toString(), RUN);
    }

    private static JsonNode run(String sarif) {
        assertEquals(List.of(), SarifCheck.problems(sarif), sarif);
        return ReportSchema.tree(sarif).at("/runs/0");
    }

    @Test
    void tellsTheRuleWithItsPage() {
        JsonNode rule = run(diagnosis(finding(Span.line(CONFIG, 3, "Port x")))).at("/tool/driver/rules/0");
        assertEquals("config/bad-value", rule.at("/id").asString());
        assertEquals(PAGE.title(), rule.at("/shortDescription/text").asString());
        assertTrue(rule.at("/help/markdown").asString().contains("## How to fix"));
        assertFalse(rule.at("/help/markdown").asString().contains("## Examples"));
        assertEquals("error", rule.at("/defaultConfiguration/level").asString());
    }

    @Test
    void pointsToTheLineBelowTheHomeDirectory() {
        JsonNode run = run(diagnosis(finding(Span.line(CONFIG, 3, "  Port x"))));
        assertEquals("file:///home/me/", run.at("/originalUriBaseIds/HOME/uri").asString());
        JsonNode place = run.at("/results/0/locations/0/physicalLocation");
        assertEquals(".ssh/config", place.at("/artifactLocation/uri").asString());
        assertEquals("HOME", place.at("/artifactLocation/uriBaseId").asString());
        assertEquals("  Port x", place.at("/region/snippet/text").asString());
        assertEquals(9, place.at("/region/endColumn").asInt());
        assertTrue(place.at("/contextRegion").isMissingNode());
    }

    @Test
    void pointsToThePieceOfALineThatIsMeant() {
        JsonNode place = run(diagnosis(finding(new Span(CONFIG, 3, 6, 2, "Port xx y"))))
                .at("/results/0/locations/0/physicalLocation");
        assertEquals("xx", place.at("/region/snippet/text").asString());
        assertEquals(6, place.at("/region/startColumn").asInt());
        assertEquals(8, place.at("/region/endColumn").asInt());
        assertEquals("Port xx y", place.at("/contextRegion/snippet/text").asString());
    }

    @Test
    void prefersALineToAServersWords() {
        JsonNode result = run(diagnosis(finding(Span.of(Span.SERVER, "no"), Span.line(CONFIG, 3, "Port x"))))
                .at("/results/0");
        assertEquals(
                3, result.at("/locations/0/physicalLocation/region/startLine").asInt());
        assertEquals(
                "server",
                result.at("/relatedLocations/0/logicalLocations/0/name").asString());
    }

    @Test
    void tellsOfAServerWithoutPretendingItIsAFile() {
        JsonNode result = run(diagnosis(finding(Span.of(Span.SERVER, "no")))).at("/results/0");
        assertEquals("server", result.at("/locations/0/logicalLocations/0/name").asString());
        assertTrue(result.at("/locations/0/physicalLocation").isMissingNode());
    }

    @Test
    void tellsFilesOfALintAsTheyLieBelowTheDirectoryItRanIn() {
        String file = folder + "/ssh/my config";
        JsonNode place = run(lint(finding(Span.of(file, "")))).at("/results/0/locations/0/physicalLocation");
        assertEquals("ssh/my%20config", place.at("/artifactLocation/uri").asString());
        assertEquals("%SRCROOT%", place.at("/artifactLocation/uriBaseId").asString());
        assertEquals(1, place.at("/region/startLine").asInt(), "code hosts want a line");
    }

    @Test
    void showsHiddenLettersAsWhatTheyAre() {
        String sarif = diagnosis(finding(Span.line(CONFIG, 3, "Port \u202e7")));
        JsonNode snippet = run(sarif).at("/results/0/locations/0/physicalLocation/region/snippet");
        assertTrue(snippet.at("/text").isMissingNode());
        assertEquals("Port <U+202E>7", snippet.at("/rendered/text").asString());
        assertFalse(sarif.contains("\u202e") || sarif.contains("\\u202e"));
    }

    @Test
    void makesNoLinksAndNoPlaceholdersOfOthersWords() {
        Finding hostile = Finding.of(Certainty.PROVEN, Subject.host(), "It says [x](http://evil.example) and {0}.")
                .seen(Span.of(Span.SERVER, ""), "{1}");
        JsonNode result = run(diagnosis(hostile)).at("/results/0");
        assertEquals(
                "It says [x\\](http://evil.example) and {{0}}.",
                result.at("/message/text").asString());
        assertEquals("{{1}}", result.at("/locations/0/message/text").asString());
    }

    @Test
    void tellsWhatWasNotChecked() {
        JsonNode notification = run(diagnosis()).at("/invocations/0/toolExecutionNotifications/0");
        assertEquals(
                "Not checked: the agent: it does not answer",
                notification.at("/message/text").asString());
    }

    @Test
    void knowsAFindingAgainWhenItsLineHasMoved() {
        String place = "/results/0/partialFingerprints/sshwhyFinding~1v1";
        String before = run(diagnosis(finding(Span.line(CONFIG, 3, "Port x"))))
                .at(place)
                .asString();
        String moved = run(diagnosis(finding(Span.line(CONFIG, 9, "  Port x"))))
                .at(place)
                .asString();
        String other = run(diagnosis(finding(Span.line(CONFIG, 3, "Port y"))))
                .at(place)
                .asString();
        assertEquals(before, moved);
        assertNotEquals(before, other);
        Finding twice = finding(Span.line(CONFIG, 3, "Port x"));
        JsonNode both = run(diagnosis(twice, twice));
        assertNotEquals(both.at("/results/0/partialFingerprints"), both.at("/results/1/partialFingerprints"));
    }

    @Test
    void writesAFixThatAProgramCanMakeAsAnEdit() {
        Finding finding = finding(Span.line(CONFIG, 3, "  Prot 22"))
                .withFix(Fix.ask("Write Port.").edit(CONFIG, "-  Prot 22\n+  Port 22"));
        JsonNode change = run(diagnosis(finding)).at("/results/0/fixes/0/artifactChanges/0");
        assertEquals(3, change.at("/replacements/0/deletedRegion/startLine").asInt());
        assertEquals(10, change.at("/replacements/0/deletedRegion/endColumn").asInt());
        assertEquals(
                "  Port 22", change.at("/replacements/0/insertedContent/text").asString());
    }

    @Test
    void leavesAFixThatOnlyAPersonCanMakeInWords() {
        Span line = Span.line(CONFIG, 3, "Prot 22");
        List<Fix> fixes = List.of(
                Fix.manual("Ask around."),
                Fix.safe("Close it.").run("chmod", "600", CONFIG),
                Fix.ask("Put it first.").edit(CONFIG, "Host gpu\n  Port 22"),
                Fix.ask("Another line.").edit(CONFIG, "-Port 22\n+Port 23"),
                Fix.ask("Both.").edit(CONFIG, "-Prot 22").run("true"));
        for (Fix fix : fixes) {
            JsonNode result = run(diagnosis(finding(line).withFix(fix))).at("/results/0");
            assertTrue(result.at("/fixes").isMissingNode(), fix::summary);
            assertEquals(fix.summary(), result.at("/properties/fix/summary").asString());
        }
        Finding twoLines = finding(line, Span.line(CONFIG, 8, "Prot 22"));
        assertEquals(List.of(), TextEdit.of(twoLines.withFix(Fix.ask("Which?").edit(CONFIG, "-Prot 22\n+Port 22"))));
    }

    @Test
    void editsAreTheOnesThatWereMeant() {
        Span line = Span.line(CONFIG, 3, "Prot 22");
        Fix fix = Fix.ask("Move it.").edit(CONFIG, "-Prot 22").edit(CONFIG, "+Port 22");
        assertEquals(
                List.of(new TextEdit(CONFIG, 3, "Prot 22", ""), new TextEdit(CONFIG, 1, "", "Port 22\n")),
                TextEdit.of(finding(line).withFix(fix)));
    }

    @ParameterizedTest
    @CsvSource({
        "/home/me/.ssh/config, .ssh/config, HOME",
        "/home/me, file:///home/me,",
        "/home/meyer/config, file:///home/meyer/config,",
        "/etc/ssh/ssh_config, file:///etc/ssh/ssh_config,",
        "/tmp/a b#c?d%e:f, file:///tmp/a%20b%23c%3Fd%25e%3Af,",
        "/tmp/grün, file:///tmp/gr%C3%BCn,",
        "C:\\Users\\me\\key, file:///C:/Users/me/key,"
    })
    void writesPathsAsAddresses(String path, String uri, String base) {
        assertEquals(
                new FileUris.Address(uri, Optional.ofNullable(base)),
                new FileUris(Map.of("HOME", "/home/me")).of(path));
    }

    @Test
    void writesPathsOfWindowsBelowTheHomeDirectory() {
        FileUris files = new FileUris(Map.of("HOME", "C:\\Users\\me"));
        assertEquals(new FileUris.Address(".ssh/id_rsa", Optional.of("HOME")), files.of("C:\\Users\\me\\.ssh\\id_rsa"));
        assertEquals("file:///C:/Users/me/", files.ofBase("HOME"));
    }

    /** The check itself: what it must refuse. */
    @Test
    void theCheckSeesWhatIsWrongWithALog() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "Host a\n  Port xx\n");
        String good = lint(finding(new Span(file.toString(), 2, 8, 2, "  Port xx")));
        assertEquals(List.of(), SarifCheck.problems(good));
        Map<String, String> mutations = Map.of(
                "\"ruleIndex\":0", "\"ruleIndex\":1",
                "\"ruleId\":\"config/bad-value\"", "\"ruleId\":\"config/no-such-rule\"",
                "\"startLine\":2", "\"startLine\":7",
                "\"startColumn\":8", "\"startColumn\":7",
                "\"endColumn\":10", "\"endColumn\":99",
                "\"level\":\"error\",\"message\"", "\"level\":\"grave\",\"message\"",
                "\"version\":\"2.1.0\"", "\"version\":\"2.0.0\"",
                "\"columnKind\"", "\"columnSort\"",
                "\"uri\":\"config\",\"uriBaseId\":\"%SRCROOT%\"", "\"uri\":\"config\"");
        mutations.forEach((old, other) -> {
            assertTrue(good.contains(old), old);
            assertNotEquals(
                    List.of(),
                    SarifCheck.problems(good.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(other))),
                    other);
        });
        JsonNode log = ReportSchema.tree(good);
        ((ObjectNode) log.at("/runs/0/results/0")).putArray("locations");
        assertNotEquals(List.of(), SarifCheck.problems(log.toString()));
    }
}
