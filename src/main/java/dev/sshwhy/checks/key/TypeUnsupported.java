package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import java.util.List;

/** DSA, or a type that OpenSSH does not know. */
public final class TypeUnsupported implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return UnusableKeys.ofFaults(
                facts,
                KeyFault.Kind.TYPE_UNSUPPORTED,
                (file, fault) -> (file.format().isPrivate() ? "ssh does not use the private key " : "ssh does not use ")
                        + facts.shown(file.path()) + ": " + fault.detail() + ".",
                (file, faults) -> fix(file.path(), faults));
    }

    private static Fix fix(String path, List<KeyFault> faults) {
        return Cures.steps(
                Fix.manual(
                        "Make a new key pair, name it with -i or IdentityFile, and add its .pub line to the account."),
                path,
                faults.stream().filter(it -> it.cure().isPresent()).toList());
    }
}
