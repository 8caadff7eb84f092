package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** Something else than a key: a path, a command, a prompt, a line of known_hosts. */
public final class NotAKey implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.NOT_A_KEY,
                fault -> AccountFaults.line(fault) + " is no public key, or has something else in front of the key"
                        + AccountFaults.owner(facts, fault) + "; a server skips it.",
                fault -> "Replace that line by " + AccountFaults.publicText(facts, fault) + ".");
    }
}
