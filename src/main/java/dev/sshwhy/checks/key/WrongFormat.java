package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import java.util.List;

/** The file is another program's: PuTTY's .ppk, SSH2, PKCS#12, or no key at all. */
public final class WrongFormat implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return UnusableKeys.ofFaults(
                facts,
                KeyFault.Kind.WRONG_FORMAT,
                (file, fault) ->
                        facts.shown(file.path()) + " is no private key that ssh can read: " + fault.detail() + ".",
                (file, faults) -> fix(facts.shown(file.path()), file.path(), faults));
    }

    private static Fix fix(String shown, String path, List<KeyFault> faults) {
        List<KeyFault> curable =
                faults.stream().filter(it -> it.cure().isPresent()).toList();
        return curable.isEmpty()
                ? Fix.manual("Put the private key itself at " + shown + ", in OpenSSH's format.")
                : Cures.steps(Fix.ask("Convert it, and name the file that comes out."), path, curable);
    }
}
