package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import java.util.Set;

/** A value that ssh refuses, a missing argument, unbalanced quotes: ssh stops, mostly for every host (OpenSSH readconf.c). */
public final class BadValue implements LintCheck {
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
                Set.of(ConfigProblem.Kind.BAD_VALUE, ConfigProblem.Kind.BAD_VALUE_HERE),
                problem -> ConfigLines.capital(ConfigLines.place(machine, problem.at()))
                        + reach(problem)
                        + ConfigLines.clause(problem.message())
                        + problem.suggestion()
                                .map(it -> "; expected something like \"" + it + "\"")
                                .orElse("") + ".",
                problem -> fix(machine, problem));
    }

    private static String reach(ConfigProblem problem) {
        if (problem.at().source().equals(Span.COMMAND_LINE)) {
            return " is none that ssh takes: ";
        }
        return problem.kind() == ConfigProblem.Kind.BAD_VALUE
                ? " stops ssh for every host: "
                : " stops ssh for each host it counts for: ";
    }

    private static Fix fix(Machine machine, ConfigProblem problem) {
        Span at = problem.at();
        String place = ConfigLines.place(machine, at);
        if (!ConfigLines.isInFile(at)) {
            return Fix.manual("Correct the command line.");
        }
        String keyword = ConfigLines.keyword(at.text());
        boolean startsBlock = keyword.equalsIgnoreCase("Host") || keyword.equalsIgnoreCase("Match");
        if (problem.suggestion().isPresent()
                && !startsBlock
                && !ConfigLines.value(at.text()).isEmpty()) {
            return ConfigLines.replaceLine(
                    Fix.ask("Correct " + place + "."),
                    at,
                    ConfigLines.withValue(at.text(), problem.suggestion().get()));
        }
        if (startsBlock) {
            // A # before it would give the lines below to the block above.
            return Fix.manual("Correct " + place + ", or take out the whole block that it begins.");
        }
        return ConfigLines.replaceLine(
                Fix.ask("Correct " + place + ", or put a # before it."), at, ConfigLines.commentedOut(at.text()));
    }
}
