package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** A key broken by line ends or blanks: a line is a key (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
public final class KeyWrapped implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.KEY_WRAPPED,
                fault -> AccountFaults.line(fault) + " holds a key" + AccountFaults.owner(facts, fault)
                        + " that is broken into pieces; a server wants it on one line, without a blank in its letters.",
                fault -> "Put the pieces together on one line.");
    }
}
