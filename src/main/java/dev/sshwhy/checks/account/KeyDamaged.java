package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** Letters of the key were changed, added or encoded, so that no key comes out (RFC 4648 section 4). */
public final class KeyDamaged implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.KEY_DAMAGED,
                fault -> AccountFaults.line(fault) + " holds a key" + AccountFaults.owner(facts, fault)
                        + " with letters that were changed, added or encoded; no key comes out of them.",
                fault -> "Replace that line by "
                        + AccountFaults.publicText(facts, fault)
                        + "; copy it, do not type it.");
    }
}
