package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** A fingerprint stands where the public key belongs. */
public final class FingerprintPasted implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.FINGERPRINT_PASTED,
                fault -> "Line " + fault.line() + " of the account's SSH Public Keys field is "
                        + fault.localPath()
                                .map(path -> "the fingerprint of " + facts.shown(path) + ", not the key itself")
                                .orElse("a key's fingerprint, not the key itself")
                        + "; the server has nothing to compare a key with.",
                fault -> "Replace that line by " + AccountFaults.publicText(facts, fault) + ".");
    }
}
