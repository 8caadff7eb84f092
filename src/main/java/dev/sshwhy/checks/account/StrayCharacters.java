package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;

/** Characters that do not show, or only look right, in front of or inside a key. */
public final class StrayCharacters implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.of(
                facts,
                AccountFault.Kind.STRAY_CHARACTERS,
                fault -> AccountFaults.line(fault) + " holds a key" + AccountFaults.owner(facts, fault)
                        + " with characters that do not show or only look right; a server reads no key from it.",
                fault ->
                        "Replace the line by one without them; they come with text copied from web pages, chats and office programs.");
    }
}
