package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** A configuration file that is there and that ssh passes over without a word (OpenSSH ssh.c process_config_files). */
public final class IgnoredFile implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return Outcome.of(facts.configuration().problems().stream()
                .filter(it -> it.kind() == ConfigProblem.Kind.UNREADABLE)
                .map(it -> finding(facts, it))
                .toList());
    }

    private static Finding finding(Snapshot facts, ConfigProblem problem) {
        String file = problem.at().source();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh passes over " + facts.shown(file) + " without a word: it "
                                + ConfigLines.clause(problem.message()) + ".")
                .seen(problem.at(), problem.message())
                .withEffect(Effect.NONE)
                .withFix(Fix.manual("Make " + facts.shown(file) + " a plain file that "
                        + facts.machine().localUser() + " may read; none of its lines count until then."));
    }
}
