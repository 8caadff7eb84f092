package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for the tests of this layer: lines of ~/.ssh/config, each with its number. */
final class Lines {
    static final String FILE = Facts.HOME + "/.ssh/config";

    private final Map<String, List<ConfigValue>> options = new LinkedHashMap<>();

    static Span line(int number, String text) {
        return Span.line(FILE, number, text);
    }

    static ConfigProblem problem(ConfigProblem.Kind kind, Span at, String message, String suggestion) {
        return new ConfigProblem(kind, at, message, suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion));
    }

    /** An option that a line decides, and the lines that come too late. */
    Lines with(String option, String value, Span at, Span... shadowed) {
        options.put(option, List.of(new ConfigValue(value, at, List.of(shadowed))));
        return this;
    }

    Configuration configuration(ConfigProblem... problems) {
        return new Configuration(List.of(FILE), options, List.of(problems), List.of());
    }

    /** What the fix would have the file say. */
    static String edit(Finding finding) {
        return finding.fix().orElseThrow().steps().stream()
                .filter(it -> it.kind() == Fix.Step.Kind.EDIT)
                .flatMap(it -> it.text().stream())
                .findFirst()
                .orElseThrow();
    }
}
