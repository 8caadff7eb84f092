package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** A key of a type that servers do not take: DSA, SSH 1, or one that OpenSSH does not know. */
public final class TypeUnsupported implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.TYPE_UNSUPPORTED,
                fault -> AccountFaults.line(fault) + " holds a key "
                        + fault.keys().stream()
                                .findFirst()
                                .map(it -> "of type " + it.type() + " ")
                                .orElse("")
                        + "that servers do not take.",
                fault -> "Make a new pair with ssh-keygen -t ed25519, and register its public half.");
    }
}
