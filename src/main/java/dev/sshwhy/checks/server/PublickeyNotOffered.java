package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** The server takes no public keys from this user: the methods that it lists lack publickey (RFC 4252 §5.2). */
public final class PublickeyNotOffered implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(facts, handshake -> judge(facts, handshake));
    }

    private static Outcome judge(Snapshot facts, Handshake handshake) {
        if (handshake.loggedIn()
                || handshake.methods().isEmpty()
                || handshake.methods().contains("publickey")) {
            return Outcome.clear();
        }
        String user = facts.target().user();
        String methods = ServerAnswers.list(handshake.methods());
        Certainty certainty = handshake.otherWays().isEmpty() ? Certainty.PROVEN : Certainty.POSSIBLE;
        return Outcome.of(Finding.of(
                        certainty,
                        Subject.host(),
                        "The server takes no keys from " + user + ": it offers only " + methods
                                + ", so no key that you have can help.")
                .seen(Span.of(Span.SERVER, String.join(",", handshake.methods())), "publickey is not among its methods")
                .withFix(Fix.manual("Make sure that this is the right machine, port and user; then let its sshd take"
                                + " keys.")
                        .byHand("On the server, by its console:\n  sshd -T -C user=" + user
                                + " | grep -iE 'pubkeyauthentication|authenticationmethods'")
                        .byHand("Set PubkeyAuthentication yes in /etc/ssh/sshd_config, or in the file below"
                                + " sshd_config.d that says no (the first value counts); then:\n  systemctl reload ssh ||"
                                + " service ssh reload")));
    }
}
