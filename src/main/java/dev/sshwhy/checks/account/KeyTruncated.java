package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** A part of the key is missing, so that its lengths do not fit (RFC 4251 section 5, string). */
public final class KeyTruncated implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.KEY_TRUNCATED,
                fault -> AccountFaults.line(fault) + " holds only a part of a key" + AccountFaults.owner(facts, fault)
                        + "; its beginning or its end was not copied, and a server takes no part of a key.",
                fault -> "Replace that line by " + AccountFaults.publicText(facts, fault) + ", whole.");
    }
}
