package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the checks of this layer share: keys for which ssh asks a question before it signs, and whether it comes to that. */
final class AskingKeys {
    private AskingKeys() {}

    /** A finding for each offered key that is signed in this way, as far as ssh gets to it. */
    static Outcome of(Snapshot facts, Identity.Signing signing, Function<Identity, Finding> words) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.offered()) {
            if (identity.signing() == signing) {
                certainty(facts, identity).ifPresent(it -> {
                    Finding finding = UnusableKeys.sure(words.apply(identity), it);
                    boolean isHeard = facts.authentication().isPresent()
                            && (it == Certainty.PROVEN || identity.publicKey().isEmpty());
                    findings.add(isHeard ? finding.seen(Span.of(Span.SERVER, ""), saying(identity)) : finding);
                });
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static String saying(Identity identity) {
        return identity.publicKey().isPresent()
                ? "accepts this key, and waits for its signature"
                : "is not asked about this key before, since its public half cannot be read";
    }

    /** How sure it is that ssh asks; empty where it does not get so far. */
    private static Optional<Certainty> certainty(Snapshot facts, Identity identity) {
        Optional<PublicKey> key = identity.publicKey();
        if (key.isPresent()
                && facts.authentication().filter(it -> it.accepted(key.get())).isPresent()) {
            return Optional.of(Certainty.PROVEN);
        }
        if (facts.acceptedAndUsable().isPresent() || UnusableKeys.serverTakesNoKeys(facts)) {
            return Optional.empty();
        }
        if (key.isEmpty()) {
            // Without a public half to ask about, ssh loads the private one at once (sshconnect2.c userauth_pubkey);
            // what the
            // server makes of it nobody knows before.
            return Optional.of(Certainty.LIKELY);
        }
        if (LocalKeys.isMeantByBrokenLine(facts, key.get())) {
            return Optional.of(Certainty.LIKELY); // refused or not: ssh asks as soon as the account's line is mended
        }
        if (facts.authentication().filter(it -> it.refused(key.get())).isPresent()) {
            return Optional.empty();
        }
        if (facts.account().seen().isPresent()) {
            return LocalKeys.isRegistered(facts, key.get()) ? Optional.of(Certainty.LIKELY) : Optional.empty();
        }
        return Optional.of(identity.offered() == 1 ? Certainty.LIKELY : Certainty.POSSIBLE);
    }

    /** A key as people know it: its file, or what the agent calls it. */
    static String name(Snapshot facts, Identity identity) {
        return identity.path().isEmpty()
                ? "the agent's key "
                        + identity.publicKey().map(AskingKeys::called).orElse("")
                : facts.shown(identity.path());
    }

    private static String called(PublicKey key) {
        return key.comment().isEmpty() ? key.fingerprint() : key.comment() + " (" + key.fingerprint() + ")";
    }
}
