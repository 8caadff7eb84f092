package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** The agent shows the key that the server accepts, and does not sign with it. */
public final class Refused implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<Handshake> handshake = facts.handshake().seen();
        if (handshake.isEmpty()) {
            boolean signs = facts.offered().stream().anyMatch(Identity::inAgent);
            return signs ? Outcome.cannotTell("what the server says", whyNot(facts)) : Outcome.clear();
        }
        if (!(handshake.get().login() instanceof Login.NotSigned unsigned)) {
            return Outcome.clear();
        }
        return facts.offered().stream()
                .filter(it -> it.inAgent()
                        && it.publicKey().filter(unsigned.key()::isSameKeyAs).isPresent())
                .findFirst()
                .map(it -> Outcome.of(finding(facts, it, unsigned)))
                .orElseGet(Outcome::clear);
    }

    private static String whyNot(Snapshot facts) {
        return facts.handshake().match(it -> "", where -> "nothing was there", (where, reason) -> reason, why -> why);
    }

    private static Finding finding(Snapshot facts, Identity identity, Login.NotSigned unsigned) {
        PublicKey key = unsigned.key();
        // Silence is not a refusal: such an agent is mostly waiting for its user's consent.
        boolean waits = unsigned.why().contains("within");
        String message = waits
                ? "The agent gave no signature with " + AgentKeys.name(facts, identity)
                        + " in time; it may be waiting for a confirmation or a touch."
                : "The agent holds " + AgentKeys.name(facts, identity) + " and will not sign with it (" + unsigned.why()
                        + ").";
        Finding finding = Finding.of(waits ? Certainty.LIKELY : Certainty.PROVEN, Subject.key(key), message)
                .seen(Span.of(Span.SERVER, ""), "accepts this key")
                .seen(Span.of(Span.AGENT, AgentKeys.name(key)), unsigned.why());
        return waits
                ? finding.withEffect(Effect.PROMPTS)
                        .withFix(Fix.manual(
                                "Confirm it in the agent's window, or touch the security key, when ssh asks."))
                : finding.withFix(fix(identity));
    }

    private static Fix fix(Identity identity) {
        Fix fix = Fix.manual(
                "Take the key out of the agent and add it again; an agent with a window may need to be unlocked"
                        + " first, and a key that was added with -c needs an ssh-askpass program, and one that was added with -h is for"
                        + " the hosts named there only.");
        return identity.path().isEmpty() || identity.file().seen().isEmpty()
                ? fix
                : fix.run("ssh-add", "-d", identity.path()).run("ssh-add", identity.path());
    }
}
