package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** The key's type, the first word of the line, is missing or glued to the letters (OpenSSH sshkey.c sshkey_read). */
public final class TypeMissing implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.TYPE_MISSING,
                fault -> AccountFaults.line(fault) + " lacks the type, "
                        + fault.keys().stream().findFirst().map(PublicKey::type).orElse("such as ssh-ed25519")
                        + ", in front of the key" + AccountFaults.owner(facts, fault)
                        + "; a server reads no key from such a line.",
                fault -> "Put the type in front, with one blank between.");
    }
}
