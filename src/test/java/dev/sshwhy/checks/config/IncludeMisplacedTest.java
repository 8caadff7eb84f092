package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeMisplacedTest {
    private static final IncludeMisplaced CHECK = new IncludeMisplaced();
    private static final String PODS = "Host pod\n  HostName 203.0.113.7\n  Port 17445\n";

    @TempDir
    private Path home;

    /** What is found for {@code ssh host}, with ~/.ssh/config and ~/.ssh/pods. */
    private List<Finding> findings(String config, String pods, String host) throws IOException {
        Setup setup = new Setup(home)
                .environment(Map.of("HOME", home.toString()))
                .file("~/.ssh/config", config, 0600)
                .command(List.of(host));
        if (!pods.isEmpty()) {
            setup.file("~/.ssh/pods", pods, 0600);
        }
        Outcome outcome = CHECK.check(setup.facts());
        return outcome instanceof Outcome.Clear
                ? List.of()
                : assertInstanceOf(Outcome.Problems.class, outcome).findings();
    }

    @Test
    void firesOnAFileThatIsNotThereAndTellsWhereRelativePathsStart() throws IOException {
        List<Finding> findings = findings("Include podz\n\nHost *\n  User root\n", PODS, "pod");
        assertEquals(1, findings.size());
        Finding finding = findings.get(0);
        assertEquals(Certainty.PROVEN, finding.certainty());
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertEquals(
                "Line 1 of ~/.ssh/config includes nothing: there is no file ~/.ssh/podz; a relative path starts at"
                        + " ~/.ssh, not at the current directory.",
                finding.message());
        assertEquals("-Include podz\n+#Include podz", Lines.edit(finding));
    }

    @Test
    void saysNothingOfRelativePathsWhereTheWholePathIsWritten() throws IOException {
        Finding finding = findings("Include ~/.ssh/podz\n", PODS, "pod").get(0);
        assertEquals("Line 1 of ~/.ssh/config includes nothing: there is no file ~/.ssh/podz.", finding.message());
        assertTrue(Lines.edit(finding).endsWith("+#Include ~/.ssh/podz"));
    }

    @Test
    void changesNoLineThatIncludesOtherFilesToo() throws IOException {
        List<Finding> findings = findings("Include podz pods other\n", PODS, "pod");
        assertEquals(1, findings.size(), "one finding for a line");
        assertEquals(2, findings.get(0).evidence().size());
        assertEquals(Fix.Safety.MANUAL, findings.get(0).fix().orElseThrow().safety());
    }

    @Test
    void namesTheFileThatWasMeant() {
        Configuration configuration = new Configuration(
                List.of(Lines.FILE),
                Map.of(),
                List.of(Lines.problem(
                        ConfigProblem.Kind.INCLUDE,
                        Lines.line(1, "Include podz"),
                        "there is no file /home/me/.ssh/podz",
                        "/home/me/.ssh/pods")),
                List.of());
        Finding finding = fires(CHECK, Facts.healthy().withConfiguration(configuration), Certainty.PROVEN);
        assertEquals("-Include podz\n+Include ~/.ssh/pods", Lines.edit(finding));
    }

    @Test
    void firesWhenTheIncludeBelongsToTheBlockAboveIt() throws IOException {
        String config = "Host work\n  User me\n\n  Include pods\n";
        List<Finding> findings = findings(config, PODS + "Host pod web\n  User root\n", "pod");
        assertEquals(1, findings.size());
        Finding finding = findings.get(0);
        assertTrue(finding.message().contains("includes less than it seems"), finding.message());
        assertTrue(finding.message().contains("the block of line 1"), finding.message());
        assertTrue(finding.message().contains("Host pod"), finding.message());
        assertEquals(2, finding.evidence().size(), "two blocks do not count");
        String mended = Mended.by(finding, config);
        assertTrue(mended.startsWith("Include pods\nHost work\n"), mended);
        assertEquals(List.of(), findings(mended, PODS, "pod"), "the fix helps");
    }

    @Test
    void silentWhenTheIncludeStandsAboveAllBlocks() throws IOException {
        assertEquals(List.of(), findings("Include pods\n\nHost work\n  User me\n", PODS, "pod"));
    }

    @Test
    void silentWhenTheIncludedSettingsAreForThatBlock() throws IOException {
        assertEquals(List.of(), findings("Host work\n  Include pods\n", "User root\nPort 17445\n", "work"));
        assertEquals(List.of(), findings("Host work\n  Include pods\n", "User root\nPort 17445\n", "pod"));
        assertEquals(List.of(), findings("Host p*\n  Include pods\n", PODS, "pod"));
        assertEquals(List.of(), findings("Host work\n  User me\nMatch all\n  Include pods\n", PODS, "pod"));
    }

    @Test
    void silentWhenAMatchLineTellsWhenTheFileIsMeant() throws IOException {
        assertEquals(List.of(), findings("Match exec \"false\"\n  Include pods\n", PODS, "pod"));
        assertEquals(List.of(), findings("Match user nobody\n  Include pods\n", PODS, "pod"));
    }

    @Test
    void silentWhenAPatternMatchesNoFile() throws IOException {
        assertEquals(List.of(), findings("Include config.d/*\n", "", "pod"));
    }

    @Test
    void silentOnOtherProblems() {
        silent(CHECK, Facts.healthy());
        silent(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration(Lines.problem(
                                ConfigProblem.Kind.UNREADABLE, Lines.line(1, "Include pods"), "cannot be read", ""))));
    }

    @Test
    void lintsEachLineOnce() throws IOException {
        Trees trees = new Trees(home).file("pods", PODS + "Host web\n  User root\n");
        assertEquals(List.of(), trees.lint(CHECK, "Include " + home + "/.ssh/pods\nHost work\n  User me\n"));
        List<Finding> inside = trees.lint(CHECK, "Host work\n  Include " + home + "/.ssh/pods\n");
        assertEquals(1, inside.size());
        assertEquals(2, inside.get(0).evidence().get(0).span().line());
        assertEquals(
                1,
                trees.lint(CHECK, "Include " + home + "/.ssh/podz\nHost a b c\n  User me\n")
                        .size());
        assertEquals(List.of(), trees.lint(CHECK, "Match exec true\n  Include " + home + "/.ssh/pods\n"));
    }
}
