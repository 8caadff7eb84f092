package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A keyword that this ssh does not know, in any block: ssh stops for every host (OpenSSH readconf.c read_config_file). */
public final class UnknownOption implements LintCheck {
    private static final String IGNORE = "IgnoreUnknown ";

    /** Options that, spelt right, neither open nor forward anything. */
    private static final Set<String> HARMLESS = Set.of(
            "host",
            "hostname",
            "port",
            "user",
            "identityfile",
            "identitiesonly",
            "pubkeyauthentication",
            "preferredauthentications",
            "serveraliveinterval",
            "serveralivecountmax",
            "connecttimeout",
            "connectionattempts",
            "tcpkeepalive",
            "compression",
            "loglevel",
            "addressfamily",
            "batchmode",
            "passwordauthentication",
            "requesttty");

    @Override
    public Outcome check(Snapshot facts) {
        return judge(facts.machine(), facts.configuration());
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return judge(tree.machine(), tree.configuration());
    }

    private static Outcome judge(Machine machine, Configuration configuration) {
        return ConfigLines.refused(
                configuration.problems(),
                Set.of(ConfigProblem.Kind.UNKNOWN_OPTION),
                problem -> ConfigLines.capital(ConfigLines.place(machine, problem.at())) + " stops ssh for every host: "
                        + ConfigLines.clause(problem.message()) + meant(problem) + ".",
                problem -> fix(machine, configuration, problem));
    }

    private static String meant(ConfigProblem problem) {
        return problem.suggestion()
                .filter(it -> !it.startsWith(IGNORE))
                .map(it -> "; " + it + " is meant, it seems")
                .orElse("");
    }

    private static Fix fix(Machine machine, Configuration configuration, ConfigProblem problem) {
        Span at = problem.at();
        String keyword = ConfigLines.keyword(at.text());
        String place = ConfigLines.place(machine, at);
        if (!ConfigLines.isInFile(at)) {
            return Fix.manual("Leave " + (keyword.isEmpty() ? "that option" : keyword) + " out of the command line.");
        }
        Optional<String> suggestion = problem.suggestion();
        if (suggestion.filter(it -> it.startsWith(IGNORE)).isPresent()) {
            return ignored(machine, configuration, at, suggestion.get().substring(IGNORE.length()));
        }
        if (suggestion.isPresent()) {
            String summary = "Write " + suggestion.get() + " in " + place + ".";
            boolean harmless = HARMLESS.contains(suggestion.get().toLowerCase(Locale.ROOT));
            return ConfigLines.replaceLine(
                    harmless ? Fix.safe(summary) : Fix.ask(summary),
                    at,
                    ConfigLines.withKeyword(at.text(), suggestion.get()));
        }
        return ConfigLines.replaceLine(
                Fix.safe("Put a # before " + place + ", or take it out: ssh cannot use it."),
                at,
                ConfigLines.commentedOut(at.text()));
    }

    /**
     * IgnoreUnknown counts only below itself, only once, and not within a block for other hosts, so it goes to the top, or
     * into the line that already counts.
     */
    private static Fix ignored(Machine machine, Configuration configuration, Span at, String keyword) {
        List<String> files = configuration.files();
        String top = files.isEmpty() ? at.source() : files.get(0);
        Optional<ConfigValue> present = configuration.first("ignoreunknown");
        String value = present.map(it -> it.value() + "," + keyword).orElse(keyword);
        boolean isAbove = present.filter(it -> isGlobalLine(it.setAt())
                        && it.setAt().source().equals(at.source())
                        && it.setAt().line() < at.line())
                .isPresent();
        if (isAbove) {
            Span line = present.get().setAt();
            return ConfigLines.replaceLine(
                    Fix.safe("Add " + keyword + " to " + ConfigLines.place(machine, line) + "."),
                    line,
                    ConfigLines.withValue(line.text(), value));
        }
        return ConfigLines.insertFirst(
                Fix.safe("Tell ssh to pass over " + keyword + ", as the first line of " + machine.shown(top) + "."),
                top,
                IGNORE + value);
    }

    /** A line that is not indented stands before the first Host block, as far as one line can show. */
    private static boolean isGlobalLine(Span line) {
        return ConfigLines.isInFile(line)
                && ConfigLines.keyword(line.text()).length() > 0
                && line.text().charAt(0) > ' ';
    }
}
