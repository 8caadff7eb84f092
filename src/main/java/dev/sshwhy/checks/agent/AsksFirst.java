package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** The key that gets in is held by an agent which asks its user, or waits for a touch, before it signs (rules/tables/agents.tsv). */
public final class AsksFirst implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<String> asker = facts.agent().asker();
        Optional<Identity> first = facts.offered().stream()
                .filter(it -> it.signing() == Identity.Signing.BY_AGENT)
                .findFirst();
        if (asker.isEmpty() || first.isEmpty()) {
            return Outcome.clear();
        }
        if (facts.authentication().isEmpty()) {
            return Outcome.cannotTell(
                    "whether " + asker.get() + " is asked for a signature", "no server was heard on its keys");
        }
        return facts.acceptedAndUsable()
                .filter(it -> it.signing() == Identity.Signing.BY_AGENT)
                .filter(it -> facts.authentication().orElseThrow().login() instanceof Login.NotTried)
                .flatMap(it -> it.publicKey().map(key -> Outcome.of(finding(facts, it, key, asker.get()))))
                .orElseGet(Outcome::clear);
    }

    private static Finding finding(Snapshot facts, Identity identity, PublicKey key, String asker) {
        return Finding.of(
                        Certainty.LIKELY,
                        Subject.key(key),
                        asker + " holds " + AgentKeys.name(facts, identity) + ", which the server accepts, and asks you"
                                + " before it signs; sshwhy asks it for no signature, so the login was not tried.")
                .seen(Span.of(Span.SERVER, ""), "accepts this key")
                .seen(
                        Span.of(Span.AGENT, facts.shown(facts.agent().socket())),
                        "is where " + asker + " listens (" + facts.agent().namedBy() + ")")
                .withFix(Fix.manual("Confirm it in " + asker
                        + "'s window, or touch the key, when ssh connects. A job that runs without you needs a key in a file,"
                        + " or in an agent that does not ask."));
    }
}
