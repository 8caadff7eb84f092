package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** Two or more keys on one line: what follows the first one is its comment (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
public final class KeysJoined implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.KEYS_JOINED,
                fault -> AccountFaults.line(fault) + " holds "
                        + (fault.keys().size() > 1 ? fault.keys().size() + " keys" : "two or more keys")
                        + " on one line; a server reads at most the first of them"
                        + lost(facts, fault) + ".",
                fault -> "Put each key on a line of its own.");
    }

    /** The keys of this machine that it concerns. */
    private static String lost(Snapshot facts, AccountFault fault) {
        KeysHere here = KeysHere.of(facts);
        return fault.keys().stream()
                .filter(here::knows)
                .findFirst()
                .map(it -> "; " + KeysHere.name(facts, it) + " is among them")
                .orElse("");
    }
}
