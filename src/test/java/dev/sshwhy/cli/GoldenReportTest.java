package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.TextStyle;
import dev.sshwhy.testing.Scenario;
import dev.sshwhy.testing.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reports of testdata/reports, letter by letter, in every form that there is. {@code -Dupdate=true} writes what is said
 * now; the difference is then read as code is.
 */
class GoldenReportTest {
    private static final Path REPORTS = Path.of("testdata/reports");

    /** The six causes of the provider's page, then what else people meet most. */
    private static final List<String> SCENARIOS = List.of(
            "fingerprint-pasted-and-key-readable-by-others",
            "broken-line-beside-a-good-one",
            "second-key-joined-to-the-first",
            "wrong-path-after-dash-i",
            "private-key-that-all-may-read",
            "config-names-the-work-key",
            "pod-created-anew-with-another-host-key",
            "jump-host-that-does-not-know-the-key",
            "passphrase-and-no-agent",
            "healthy-key-that-the-server-knows");

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> eachReportIsAsItWas() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String scenario : SCENARIOS) {
            tests.add(DynamicTest.dynamicTest(scenario, () -> compare(scenario)));
        }
        return tests;
    }

    private void compare(String scenario) throws IOException {
        Path home = folder.resolve(scenario);
        Diagnosis diagnosis = Steady.of(new Scenario(Path.of("testdata/scenarios", scenario)).diagnosis(home), home);
        Optional<String> next = diagnosis.firstCause().map(it -> "sshwhy explain " + it.rule());
        Run run =
                new Run("sshwhy", "test", "Linux 6.1 amd64", diagnosis.verdict().exitCode(false), false, next);
        for (Format format : Format.values()) {
            Path file = REPORTS.resolve(scenario).resolve("report." + format.ending());
            String report = withoutStyle(format.report(diagnosis, run, new TextStyle(false, true, 100)));
            if (Boolean.getBoolean("update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, report);
            }
            assertEquals(Files.readString(file), report, file + "; -Dupdate=true writes it anew");
            assertTrue(!report.contains(folder.toString()), "a path of this run");
        }
    }

    /** The style sheet is the same in all pages, and looked at in a browser. */
    private static String withoutStyle(String report) {
        return report.replaceFirst("sha256-[A-Za-z0-9+/]{43}=", "sha256-STYLE")
                .replaceFirst("(?s)<style>.*?</style>", "<style>STYLE</style>");
    }

    @Test
    void noReportIsLeftOver() throws IOException {
        assumeFalse(Boolean.getBoolean("update"), "they are just being written");
        Set<String> expected = new TreeSet<>();
        for (String scenario : SCENARIOS) {
            Arrays.stream(Format.values()).forEach(it -> expected.add(scenario + "/report." + it.ending()));
        }
        try (Stream<Path> files = Files.walk(REPORTS)) {
            assertEquals(
                    expected,
                    files.filter(it -> Files.isRegularFile(it) && !it.startsWith(REPORTS.resolve("screenshots")))
                            .map(it -> REPORTS.relativize(it).toString().replace('\\', '/'))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
