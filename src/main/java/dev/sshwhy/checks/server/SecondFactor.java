package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
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

/** The key is right, and only the first of several steps (RFC 4252 §5.1, partial success; sshd_config(5), AuthenticationMethods). */
public final class SecondFactor implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(
                facts,
                handshake -> handshake.login() instanceof Login.Partial partial
                        ? Outcome.of(finding(facts, handshake, partial))
                        : Outcome.clear());
    }

    private static Finding finding(Snapshot facts, Handshake handshake, Login.Partial partial) {
        String name = ServerAnswers.name(facts, partial.key());
        List<String> asking = ServerAnswers.asking(facts, partial.methods());
        boolean asks = !asking.isEmpty();
        String next = partial.methods().isEmpty() ? "another step" : ServerAnswers.list(partial.methods());
        String end = asks
                ? "ssh asks for " + (asking.contains(ServerAnswers.DIALOGUE) ? "a code or password" : "the password")
                        + " next, and that is meant so."
                : "ssh has none of that to give here, as it is set.";
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.key(partial.key()),
                        "The key " + name + " is right, but the server wants " + next + " as well: " + end)
                .seen(
                        Span.of(Span.SERVER, String.join(",", partial.methods())),
                        "accepts the key's signature with partial success, and goes on with this")
                .withFix(fix(facts, partial, asks));
        Optional<String> few = ServerAnswers.fewTriesLeft(handshake);
        if (asks && few.isPresent()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), few.get());
        }
        return asks ? finding.withEffect(Effect.PROMPTS) : finding;
    }

    private static Fix fix(Snapshot facts, Login.Partial partial, boolean asks) {
        String user = facts.target().user();
        return Fix.manual(advice(partial, asks))
                .byHand("To have the key alone do, set AuthenticationMethods publickey for " + user
                        + " in the server's /etc/ssh/sshd_config, and: systemctl reload ssh, or service ssh reload.");
    }

    private static String advice(Login.Partial partial, boolean asks) {
        if (asks) {
            return "Answer what it asks: the login's password or the code of your authenticator app, never the key's"
                    + " passphrase.";
        }
        return partial.methods().contains("publickey")
                ? "The server wants two different keys: register a second one there, and name both with IdentityFile."
                : "Let ssh ask you: leave out BatchMode and what switches passwords off, and use a terminal.";
    }
}
