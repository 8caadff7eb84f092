package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;

/** A configuration file after a finding's fix, for tests that look whether the fix helps. */
final class Mended {
    private Mended() {}

    /** The text of a file with every edit of the fix made, as {@link ConfigLines} tells them. */
    static String by(Finding finding, String config) {
        List<Fix.Step> edits = finding.fix().orElseThrow().steps().stream()
                .filter(it -> it.kind() == Fix.Step.Kind.EDIT)
                .toList();
        assertTrue(!edits.isEmpty(), () -> "no edit in " + finding.fix());
        String text = config;
        for (Fix.Step edit : edits) {
            text = edited(text, edit.text().orElseThrow());
        }
        return text;
    }

    private static String edited(String config, String diff) {
        List<String> lines = new ArrayList<>(config.lines().toList());
        List<String> added = new ArrayList<>();
        int at = 0;
        for (String line : diff.split("\n", -1)) {
            if (line.startsWith("-")) {
                at = lines.indexOf(line.substring(1));
                assertTrue(at >= 0, () -> "no line \"" + line.substring(1) + "\" in\n" + config);
                lines.remove(at);
            } else {
                assertTrue(line.startsWith("+"), () -> "neither + nor -: " + line);
                added.add(line.substring(1));
            }
        }
        lines.addAll(at, added);
        return String.join("\n", lines) + "\n";
    }
}
