package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;
import java.util.Optional;

/** The field holds no key at all, or comments alone. */
public final class Empty implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<Identity> own = KeysHere.proposed(facts);
        return AccountFaults.of(
                facts,
                AccountFault.Kind.EMPTY,
                fault ->
                        "The account's SSH Public Keys field holds no key, so a server that takes its keys from there lets"
                                + " nobody in with one.",
                fault -> own.map(it -> "Put the public half of " + name(facts, it) + " into the field.")
                        .orElse(
                                "Make a key pair (ssh-keygen -t ed25519), and put the content of ~/.ssh/id_ed25519.pub into"
                                        + " the field."));
    }

    private static String name(Snapshot facts, Identity identity) {
        return identity.path().isEmpty() ? "the agent's key" : facts.shown(identity.path());
    }
}
