package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** Quotes, brackets, a list or an assignment around the key: sshd takes them for a part of it. */
public final class Quoted implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.QUOTED,
                fault -> AccountFaults.line(fault) + " has something wrapped around the key"
                        + AccountFaults.owner(facts, fault)
                        + ": quotes, brackets or the syntax of a settings file, which a server takes for a part of the key.",
                fault -> "Leave the bare key: type, letters, comment.");
    }
}
