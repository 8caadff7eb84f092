package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** What ssh's password prompt means here: no key got in, and the server lists a method that asks for one. */
public final class PasswordOffered implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(facts, handshake -> judge(facts, handshake));
    }

    private static Outcome judge(Snapshot facts, Handshake handshake) {
        List<String> asking = ServerAnswers.asking(facts, handshake.methods());
        boolean secondStep = handshake.login() instanceof Login.Partial;
        if (asking.isEmpty()
                || secondStep
                || handshake.loggedIn()
                || handshake.cutOff()
                || (handshake.login() instanceof Login.Denied denied && denied.hungUp())
                || handshake.failure().isPresent()
                || aKeyMayGetIn(facts, handshake)) {
            return Outcome.clear();
        }
        String user = facts.target().user();
        String host = facts.target().host();
        String plain = "\"" + user + "@" + host + "'s password:\"";
        String dialogue = "\"(" + user + "@" + host + ") Password:\"";
        String prompt = !asking.contains(ServerAnswers.DIALOGUE)
                ? plain
                : asking.contains(ServerAnswers.PASSWORD) ? dialogue + " or " + plain : dialogue;
        String whose = facts.target().provider().filter("runpod"::equals).isPresent()
                ? "A Pod has no password unless you set one, so none is right."
                : "The server does not tell whether any password is right; many machines have none.";
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh falls back to " + prompt + ", which wants " + user
                                + "'s password on the server, not your key's passphrase.")
                .withEffect(Effect.NONE)
                .seen(
                        Span.of(Span.SERVER, String.join(",", handshake.methods())),
                        "offers " + ServerAnswers.list(asking) + " beside keys, and no key got in")
                .withFix(Fix.manual("Press Ctrl-C and cure the key instead. " + whose));
        Optional<String> few = ServerAnswers.fewTriesLeft(handshake);
        return Outcome.of(few.isPresent() ? finding.seen(Span.of(Span.SERVER, ""), few.get()) : finding);
    }

    /** A key that the server accepts, or was not asked about and that ssh can sign with. */
    private static boolean aKeyMayGetIn(Snapshot facts, Handshake handshake) {
        if (facts.acceptedAndUsable().isPresent()) {
            return true;
        }
        return handshake.methods().contains("publickey")
                && !facts.configuration().text("pubkeyauthentication", "yes").matches("(?i)no|false")
                && facts.offered().stream()
                        .filter(it -> it.signing() != Identity.Signing.IMPOSSIBLE)
                        .anyMatch(it -> it.publicKey()
                                .flatMap(handshake::answerTo)
                                .filter(KeyAnswer::isHeard)
                                .isEmpty());
    }
}
