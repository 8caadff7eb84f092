package dev.sshwhy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.TextStyle;
import dev.sshwhy.testing.HtmlDocument;
import dev.sshwhy.testing.RenderedMarkdown;
import dev.sshwhy.testing.ReportSchema;
import dev.sshwhy.testing.SarifCheck;
import dev.sshwhy.testing.Scenario;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whole setups, from the files on disk to the answer. {@code -Dupdate=true} writes what is said now into expected.txt. */
class ScenarioTest {
    private static final Run RUN = new Run("sshwhy", "test", "Linux", 0, false, Optional.empty());
    private static final TextStyle STYLE = new TextStyle(false, true, 100);

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> eachIsAnsweredAsExpected() throws IOException {
        return tests(Scenario.all(), "");
    }

    /** In the reverse order and once more: an answer must not depend on what was asked before. */
    @TestFactory
    List<DynamicTest> eachIsAnsweredAlikeInAnyOrder() throws IOException {
        List<Scenario> reversed = new ArrayList<>(Scenario.all());
        Collections.reverse(reversed);
        return tests(reversed, "-again");
    }

    private List<DynamicTest> tests(List<Scenario> scenarios, String suffix) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            tests.add(DynamicTest.dynamicTest(scenario.name(), () -> check(scenario, suffix)));
        }
        return tests;
    }

    private void check(Scenario scenario, String suffix) throws IOException {
        Diagnosis diagnosis = scenario.diagnosis(folder.resolve(scenario.name() + suffix));
        String answer = Scenario.answer(diagnosis);
        if (Boolean.getBoolean("update")) {
            Files.writeString(scenario.expectedFile(), answer);
        }
        assertEquals(Files.readString(scenario.expectedFile()), answer);
        String text = Format.TEXT.report(diagnosis, RUN, STYLE);
        String json = Format.JSON.report(diagnosis, RUN, STYLE);
        assertEquals(List.of(), ReportSchema.complaints(json));
        String html = Format.HTML.report(diagnosis, RUN, STYLE);
        assertEquals(1, HtmlDocument.parse(html).texts("//h1").size());
        String sarif = Format.SARIF.report(diagnosis, RUN, STYLE);
        assertEquals(List.of(), SarifCheck.problems(sarif));
        String markdown = Format.MARKDOWN.report(diagnosis, RUN, STYLE);
        assertEquals(List.of(), RenderedMarkdown.of(markdown).links());
        String all = text + json + sarif + markdown + html;
        for (int number = 1; number <= 12; number++) {
            TestKeys.privateFile(number, false)
                    .lines()
                    .filter(it -> !it.startsWith("-----"))
                    .forEach(it -> assertFalse(all.contains(it), "private key material"));
        }
        assertTrue(text.lines().allMatch(it -> it.chars().noneMatch(Character::isISOControl)), "control characters");
        assertTrue(
                html.lines().allMatch(it -> it.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c))),
                "control characters");
    }

    @Test
    void atLeastTwoInFiveAreHealthy() throws IOException {
        List<Scenario> all = Scenario.all();
        long healthy = all.stream().filter(Scenario::isHealthy).count();
        assertTrue(healthy * 5 >= all.size() * 2L, () -> healthy + " healthy ones of " + all.size());
    }
}
