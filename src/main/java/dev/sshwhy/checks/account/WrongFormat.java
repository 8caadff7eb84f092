package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** A public key as PuTTY, RFC 4716 or PEM write it, or a certificate: sshd reads its own form alone. */
public final class WrongFormat implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.WRONG_FORMAT,
                fault -> AccountFaults.line(fault) + " holds "
                        + (fault.keys().isEmpty() ? "something" : "a key" + AccountFaults.owner(facts, fault))
                        + " in a format that a server does not read; it wants one line that begins with the type.",
                fault ->
                        "Write the key as one line: type, letters, comment (ssh-keygen -i -f FILE turns most formats into it).");
    }
}
