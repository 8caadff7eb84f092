package dev.sshwhy.checks.key;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import java.util.List;
import java.util.Optional;

/** The file is another program's: PuTTY's .ppk, SSH2, PKCS#12, or no key at all. */
public final class WrongFormat implements Check {
    /** How a cure ends that leaves the file alone and writes another. */
    private static final String CONVERTED = "{file}.openssh";

    @Override
    public Outcome check(Snapshot facts) {
        return UnusableKeys.ofFaults(
                facts,
                KeyFault.Kind.WRONG_FORMAT,
                (file, fault) ->
                        facts.shown(file.path()) + " is no private key that ssh can read: " + fault.detail() + ".",
                (file, faults) -> fix(facts, file.path(), faults));
    }

    private static Fix fix(Snapshot facts, String path, List<KeyFault> faults) {
        String shown = facts.shown(path);
        List<KeyFault> curable =
                faults.stream().filter(it -> it.cure().isPresent()).toList();
        if (curable.isEmpty()) {
            return Fix.manual("Put the private key itself at " + shown + ", in OpenSSH's format.");
        }
        Fix fix = Cures.steps(Fix.ask("Convert it, and name the file that comes out."), path, curable);
        boolean isNew = curable.stream().flatMap(it -> it.cure().stream()).anyMatch(it -> it.endsWith(CONVERTED));
        return Optional.of(path + ".openssh")
                .filter(it -> isNew)
                .flatMap(it -> TypedCommand.withIdentity(facts, path, it))
                .map(fix::paste)
                .orElse(fix);
    }
}
