package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import java.util.Set;

/** Others may write the configuration, or it belongs to somebody else: ssh does not start (OpenSSH readconf.c SSHCONF_CHECKPERM). */
public final class PermissionsTooOpen implements LintCheck {
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
                Set.of(ConfigProblem.Kind.PERMISSIONS),
                problem -> "ssh does not start, since it does not trust "
                        + machine.shown(problem.at().source()) + ": " + ConfigLines.clause(problem.message()) + ".",
                problem -> fix(machine, problem));
    }

    private static Fix fix(Machine machine, ConfigProblem problem) {
        String file = problem.at().source();
        boolean foreign =
                problem.message().contains("owned by") || problem.message().contains("belongs to");
        if (machine.operatingSystem() == OperatingSystem.WINDOWS) {
            return Fix.ask("Leave the file to yourself alone.")
                    .run("icacls", file, "/inheritance:r", "/grant:r", machine.localUser() + ":F");
        }
        if (foreign) {
            return Fix.ask("Make the file your own, and keep others from writing to it.")
                    .run("sudo", "chown", machine.localUser(), file)
                    .run("sudo", "chmod", "600", file);
        }
        return Fix.safe("Keep others from writing to the file.").run("chmod", "600", file);
    }
}
