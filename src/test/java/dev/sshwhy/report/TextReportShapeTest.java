package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the text report looks, over all scenarios. {@code -Dreports=FOLDER} writes each of them there, to be read aloud;
 * {@code -Dwidth=60} and {@code -Dplain=true} say how.
 */
class TextReportShapeTest {
    private static final List<Integer> WIDTHS = List.of(60, 80, 100, 110);

    /** One screen, at 100 columns. */
    private static final int MOST_LINES = 32;

    /** The six causes of the provider's own page, alone and among other troubles, and how many lines each may take. */
    private static final int MOST_LINES_OF_A_PAGE_CAUSE = 25;

    private static final Set<String> PAGE_CAUSES = Set.of(
            "fingerprint-pasted-and-key-readable-by-others",
            "broken-line-beside-a-good-one",
            "key-without-its-type-among-other-troubles",
            "second-key-joined-to-the-first",
            "wrong-path-after-dash-i",
            "wrong-path-and-an-agent-of-other-keys",
            "private-key-that-all-may-read",
            "config-names-the-work-key");

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> eachFitsTheWidthAndTheScreen() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario it : Scenario.all()) {
            tests.add(DynamicTest.dynamicTest(it.name(), () -> check(it)));
        }
        assertTrue(Scenario.all().stream().map(Scenario::name).toList().containsAll(PAGE_CAUSES));
        return tests;
    }

    private void check(Scenario scenario) throws IOException {
        Diagnosis diagnosis = scenario.diagnosis(folder.resolve(scenario.name()));
        Optional<String> next = diagnosis.firstCause().map(it -> "sshwhy explain " + it.rule());
        Run run = new Run("sshwhy", "test", "Linux", 1, false, next);
        write(scenario, diagnosis, run);
        Set<String> pasted = pasted(diagnosis, run);
        for (int width : WIDTHS) {
            for (TextStyle style : styles(width)) {
                String text = TextReport.of(diagnosis, run, style);
                for (String line : text.lines().toList()) {
                    assertTrue(
                            Columns.of(line) <= width || isPasted(line, pasted),
                            () -> Columns.of(line) + " columns of " + style + ": " + line);
                }
                assertTrue(!text.contains("\n\n\n") && !text.startsWith("\n") && !text.endsWith("\n\n"), text);
                next.ifPresent(it -> assertTrue(text.endsWith(it + "\n"), text));
                pasted.forEach(it -> assertTrue(text.contains(it), () -> it + " is missing in\n" + text));
            }
        }
        String text = TextReport.of(diagnosis, run, new TextStyle(false, true, 100));
        int most = PAGE_CAUSES.contains(scenario.name()) ? MOST_LINES_OF_A_PAGE_CAUSE : MOST_LINES;
        assertTrue(text.lines().count() <= most, () -> text.lines().count() + " lines:\n" + text);
        String ascii = TextReport.of(diagnosis, run, new TextStyle(true, false, 100));
        ascii.lines()
                .filter(it -> it.chars().anyMatch(letter -> letter > 126))
                .forEach(it -> assertTrue(isPasted(it, pasted), it));
        if (diagnosis.verdict() == Verdict.BLOCKED) {
            assertEquals(1, text.lines().filter(it -> it.startsWith("  Why   ")).count());
        }
    }

    private static List<TextStyle> styles(int width) {
        return List.of(
                new TextStyle(false, true, width),
                new TextStyle(false, false, width),
                new TextStyle(false, true, true, width));
    }

    private static boolean isPasted(String line, Set<String> pasted) {
        String bare = line.replaceAll("\u001b\\[[0-9;]*m", "").strip();
        return pasted.contains(bare)
                || pasted.contains(bare.replaceFirst("^[-+]", "").strip());
    }

    /** The lines that are there to be pasted, which nothing may cut or break. */
    private static Set<String> pasted(Diagnosis diagnosis, Run run) {
        Set<String> lines = new HashSet<>();
        Machine machine = diagnosis.facts().machine();
        run.next().ifPresent(lines::add);
        diagnosis.firstCause().map(Diagnosed::finding).flatMap(it -> it.fix()).map(Fix::steps).stream()
                .flatMap(List::stream)
                .forEach(step -> {
                    if (!step.command().isEmpty()) {
                        lines.add(Visible.text(ShellWords.quoted(step.command(), machine)));
                    }
                    boolean isByHand = step.kind() == Fix.Step.Kind.MANUAL;
                    boolean isEdit = step.kind() == Fix.Step.Kind.EDIT;
                    step.text().stream()
                            .flatMap(String::lines)
                            .filter(line -> !isByHand || line.startsWith("  "))
                            .map(line -> isEdit ? line.replaceFirst("^[-+]", "") : line)
                            .forEach(line -> lines.add(Visible.text(line.strip())));
                });
        return lines;
    }

    private static void write(Scenario scenario, Diagnosis diagnosis, Run run) throws IOException {
        String target = System.getProperty("reports", "");
        if (!target.isEmpty()) {
            TextStyle style = new TextStyle(false, true, Boolean.getBoolean("plain"), Integer.getInteger("width", 100));
            Files.createDirectories(Path.of(target));
            Files.writeString(Path.of(target, scenario.name()), TextReport.of(diagnosis, run, style));
        }
    }
}
