package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** The private half is on a FIDO security key, which must be plugged in and mostly touched; sshwhy never uses one. */
public final class SecurityKeyAbsent implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AskingKeys.of(facts, Identity.Signing.NEEDS_TOKEN, it -> finding(facts, it));
    }

    private static Finding finding(Snapshot facts, Identity identity) {
        String type = identity.publicKey().map(it -> " (" + it.type() + ")").orElse("");
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        AskingKeys.name(facts, identity)
                                + " signs only with its security key plugged in, and mostly after a touch.")
                .seen(
                        Span.of(identity.path().isEmpty() ? Span.AGENT : identity.path(), ""),
                        "a key on a security key" + type)
                .withFix(Fix.manual(
                        "Plug the security key in, and touch it when it blinks; without it, log in with another key."));
    }
}
