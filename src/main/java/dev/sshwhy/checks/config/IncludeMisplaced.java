package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An Include that brings nothing: no such file, or Host lines that never count where it stands (ssh_config(5)). */
public final class IncludeMisplaced implements LintCheck {
    private static final String NO_FILE = "there is no file ";

    @Override
    public Outcome check(Snapshot facts) {
        return judge(facts.machine(), facts.configuration());
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return judge(tree.machine(), tree.configuration());
    }

    private static Outcome judge(Machine machine, Configuration configuration) {
        // One line may name several files, and each of them may hold several blocks.
        Map<Span, List<ConfigProblem>> byLine = new LinkedHashMap<>();
        for (ConfigProblem problem : configuration.problems()) {
            if (problem.kind() == ConfigProblem.Kind.INCLUDE
                    && (isMissing(problem) || isForHosts(configuration, problem))) {
                byLine.computeIfAbsent(problem.at(), at -> new ArrayList<>()).add(problem);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byLine.forEach((at, problems) -> findings.add(finding(machine, at, problems)));
        return ConfigLines.limited(findings);
    }

    private static boolean isMissing(ConfigProblem problem) {
        return problem.message().startsWith(NO_FILE);
    }

    /** An Include below "Match exec …" is for some other time or place, and stands there on purpose. */
    private static boolean isForHosts(Configuration configuration, ConfigProblem problem) {
        return configuration
                .blockOf(problem.at())
                .filter(it -> it.kind() == ConfigBlock.Kind.HOST
                        || it.conditions().stream().allMatch(HostPatterns::isAboutHost))
                .isPresent();
    }

    private static Finding finding(Machine machine, Span at, List<ConfigProblem> problems) {
        ConfigProblem first = problems.get(0);
        boolean isMissing = isMissing(first);
        String path = isMissing ? first.message().substring(NO_FILE.length()) : "";
        String message = ConfigLines.capital(ConfigLines.place(machine, at))
                + (isMissing
                        ? " includes nothing: there is no file " + machine.shown(path) + relative(machine, at, path)
                        : " includes less than it seems: " + ConfigLines.clause(first.message()))
                + ".";
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), message).withEffect(Effect.NONE);
        for (ConfigProblem problem : problems) {
            finding = finding.seen(at, problem.message());
        }
        return finding.withFix(isMissing ? missing(machine, first, path) : moved(machine, at));
    }

    /** Nobody who types a relative path knows where it starts. */
    private static String relative(Machine machine, Span at, String path) {
        String typed = ConfigLines.value(at.text());
        boolean isRelative = !typed.startsWith("/") && !typed.startsWith("~") && path.endsWith("/" + typed);
        return isRelative
                ? "; a relative path starts at "
                        + machine.shown(path.substring(0, path.length() - typed.length() - 1))
                        + ", not at the current directory"
                : "";
    }

    private static Fix missing(Machine machine, ConfigProblem problem, String path) {
        Span at = problem.at();
        String place = ConfigLines.place(machine, at);
        String typed = ConfigLines.value(at.text());
        boolean alone = path.endsWith(typed.startsWith("~") ? typed.substring(1) : typed);
        if (problem.suggestion().isPresent() && alone) {
            String meant = machine.shown(problem.suggestion().get());
            return ConfigLines.replaceLine(
                    Fix.ask("Name " + meant + " in " + place + "."), at, ConfigLines.withValue(at.text(), meant));
        }
        if (!alone) {
            return Fix.manual("Correct " + machine.shown(path) + " in " + place + ", or take it out.");
        }
        return ConfigLines.replaceLine(
                Fix.ask("Put the file there, or correct the path; until then " + place
                        + " may as well have a # before it."),
                at,
                ConfigLines.commentedOut(at.text()));
    }

    /** Above the first Host line, an Include counts for every host. */
    private static Fix moved(Machine machine, Span at) {
        String file = machine.shown(at.source());
        if (!at.source().startsWith(machine.home() + "/")) {
            return Fix.manual("Move the Include to the top of " + file + ", above the first Host line.");
        }
        return ConfigLines.insertFirst(
                Fix.ask("Move the Include to the top of " + file + ", above the first Host line.")
                        .edit(at.source(), "-" + at.text()),
                at.source(),
                at.text().strip());
    }
}
