package dev.sshwhy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds pages, checks, tests and scenarios together, and runs every example that a page shows. */
class RulePageTest {
    private static final List<String> HEADINGS =
            List.of("What you see", "Why", "How to fix", "When this is fine", "References", "Examples");
    private static final Pattern BLOCK =
            Pattern.compile("^```(file|key|command)([^\n]*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SCENARIO = Pattern.compile("^scenario `?([a-z0-9-]+)`?", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void everyCheckHasAPageAndEveryPageACheck() throws IOException {
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            files.map(Path::toString)
                    .filter(it -> it.endsWith(".md"))
                    .forEach(it -> pages.add(it.substring("rules/".length(), it.length() - ".md".length())));
        }
        Set<String> checks = new TreeSet<>();
        BuiltInChecks.all().forEach(it -> assertTrue(checks.add(it.id()), () -> it.id() + " is listed twice"));
        assertEquals(checks, pages);
    }

    @Test
    void everyCheckHasATest() {
        for (Check check : BuiltInChecks.all()) {
            Path test = Path.of("src/test/java", check.getClass().getName().replace('.', '/') + "Test.java");
            assertTrue(Files.exists(test), () -> "no " + test);
        }
    }

    @TestFactory
    List<DynamicTest> everyPageIsWhole() {
        return each(page -> {
            for (String heading : HEADINGS) {
                assertTrue(page.section(heading).filter(it -> !it.isBlank()).isPresent(), "no \"" + heading + "\"");
            }
            assertFalse(page.title().endsWith("."), "a title is no sentence");
            for (String explained : page.explains()) {
                assertTrue(
                        Setup.catalogue().page(explained).isPresent(), "explains " + explained + ", which is no rule");
            }
            assertFalse(reaches(page.id(), page.id(), new HashSet<>()), "explains itself in a circle");
        });
    }

    private static boolean reaches(String from, String wanted, Set<String> seen) {
        for (String next : Setup.catalogue().page(from).orElseThrow().explains()) {
            if (next.equals(wanted) || (seen.add(next) && reaches(next, wanted, seen))) {
                return true;
            }
        }
        return false;
    }

    @TestFactory
    List<DynamicTest> everyWrongExampleMakesExactlyItsRuleFire() {
        return each(page -> {
            String wrong = example(page, "Wrong");
            Optional<String> scenario = scenario(wrong);
            if (scenario.isPresent()) {
                assertTrue(expected(scenario.get()).contains(" " + page.id() + " "), "not found in " + scenario.get());
                return;
            }
            Diagnosis diagnosis = diagnosis(page.id() + "-wrong", wrong);
            assertTrue(fires(diagnosis, page.id()), () -> "silent; found " + rules(diagnosis));
            List<String> others = diagnosis.findings().stream()
                    .filter(it -> it.effect() != Effect.NONE
                            && it.isCause()
                            && !it.rule().equals(page.id()))
                    .map(Diagnosed::rule)
                    .toList();
            assertEquals(List.of(), others, "another rule fires too");
        });
    }

    @TestFactory
    List<DynamicTest> everyRightExampleKeepsItsRuleSilent() {
        return each(page -> {
            String right = example(page, "Right");
            Optional<String> scenario = scenario(right);
            if (scenario.isPresent()) {
                assertFalse(expected(scenario.get()).contains(" " + page.id() + " "), "found in " + scenario.get());
                return;
            }
            Diagnosis diagnosis = diagnosis(page.id() + "-right", right);
            assertFalse(fires(diagnosis, page.id()), "fires on the right example");
        });
    }

    // -- helpers ------------------------------------------------------------------------------------------------

    private interface Test1 {
        void on(RulePage page) throws Exception;
    }

    private static List<DynamicTest> each(Test1 test) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Check check : BuiltInChecks.all()) {
            tests.add(DynamicTest.dynamicTest(
                    check.id(), () -> test.on(Setup.catalogue().page(check.id()).orElseThrow())));
        }
        return tests;
    }

    private static String example(RulePage page, String which) {
        String examples = "\n" + page.section("Examples").orElseThrow() + "\n";
        int from = examples.indexOf("\n### " + which + "\n");
        assertTrue(from >= 0, "no \"### " + which + "\"");
        int to = examples.indexOf("\n### ", from + 1);
        return examples.substring(from, to < 0 ? examples.length() : to);
    }

    private static Optional<String> scenario(String example) {
        Matcher matcher = SCENARIO.matcher(example);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String expected(String scenario) throws IOException {
        return Files.readString(Path.of("testdata/scenarios", scenario, "expected.txt"));
    }

    private Diagnosis diagnosis(String name, String example) throws IOException {
        Setup setup = new Setup(Files.createDirectories(folder.resolve(name.replace('/', '-'))))
                .command(List.of("root@203.0.113.7", "-p", "17445"));
        Matcher blocks = BLOCK.matcher(example);
        boolean any = false;
        while (blocks.find()) {
            any = true;
            apply(setup, blocks.group(1), blocks.group(2).strip(), blocks.group(3));
        }
        assertTrue(any, "an example without a block");
        return setup.diagnosis();
    }

    private static void apply(Setup setup, String kind, String rest, String text) throws IOException {
        int blank = rest.indexOf(' ');
        String path = blank < 0 ? rest : rest.substring(0, blank);
        int mode = blank < 0 ? 0600 : Integer.parseInt(rest.substring(blank + 1).strip(), 8);
        switch (kind) {
            case "command" -> {
                List<String> words = new ArrayList<>(List.of(text.strip().split(" +", -1)));
                setup.command(words.get(0).equals("ssh") ? words.subList(1, words.size()) : words);
            }
            case "key" -> {
                Matcher number = Pattern.compile("number (\\d+)").matcher(text);
                setup.key(path, number.find() ? Integer.parseInt(number.group(1)) : 1, mode, text);
            }
            default -> {
                if (path.equals("account")) {
                    setup.account(text);
                } else {
                    setup.file(path, text, mode);
                }
            }
        }
    }

    private static boolean fires(Diagnosis diagnosis, String rule) {
        return diagnosis.findings().stream().anyMatch(it -> it.rule().equals(rule));
    }

    private static List<String> rules(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Diagnosed::rule).toList();
    }
}
