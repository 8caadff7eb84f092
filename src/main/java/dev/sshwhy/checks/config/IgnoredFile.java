package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** A configuration file that is there and that ssh passes over without a word (OpenSSH ssh.c process_config_files). */
public final class IgnoredFile implements LintCheck {
    @Override
    public Outcome check(Snapshot facts) {
        return judge(facts.machine(), facts.configuration());
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return judge(tree.machine(), tree.configuration());
    }

    private static Outcome judge(Machine machine, Configuration configuration) {
        return Outcome.of(configuration.problems().stream()
                .filter(it -> it.kind() == ConfigProblem.Kind.UNREADABLE)
                .map(it -> finding(machine, it))
                .toList());
    }

    private static Finding finding(Machine machine, ConfigProblem problem) {
        String file = problem.at().source();
        Fix fix = problem.suggestion()
                .map(name -> Fix.ask("Give it the name that ssh looks for.").run("mv", file, name))
                .orElseGet(() -> Fix.manual("Make " + machine.shown(file) + " a plain file that " + machine.localUser()
                        + " may read; none of its lines count until then."));
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh passes over " + machine.shown(file) + " without a word: it "
                                + ConfigLines.clause(problem.message()) + ".")
                .seen(problem.at(), problem.message())
                .withEffect(Effect.NONE)
                .withFix(fix);
    }
}
