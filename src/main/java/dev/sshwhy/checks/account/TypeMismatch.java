package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** The type in front of the key is not the one inside it (OpenSSH sshkey.c sshkey_read). */
public final class TypeMismatch implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.TYPE_MISMATCH,
                fault -> AccountFaults.line(fault) + " names the wrong type: the letters are a key"
                        + AccountFaults.owner(facts, fault) + " of type "
                        + fault.keys().stream()
                                .findFirst()
                                .map(PublicKey::type)
                                .orElse("that its first word does not say")
                        + ", and a server takes it only behind exactly that word.",
                fault -> "Write the type as the key itself has it, once, in small letters.");
    }
}
