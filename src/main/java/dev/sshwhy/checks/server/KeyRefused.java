package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;

/**
 * The server refuses every key that ssh offers. The refusal is seen, its reason never: a server answers an unknown user, a
 * missing key and bad file modes with the same words (RFC 4252 §5.1). So candidates are ranked, and none is picked.
 */
public final class KeyRefused implements Check {
    /** How many keys are named one by one. */
    private static final int SHOWN = 6;

    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(facts, handshake -> judge(facts, handshake));
    }

    private static Outcome judge(Snapshot facts, Handshake handshake) {
        if (!facts.everyOfferedKeyRefused()) {
            return Outcome.clear();
        }
        List<Identity> offered = facts.offered();
        String user = facts.target().user();
        String which = offered.size() == 1
                ? "the one key that ssh offers, "
                        + offered.get(0)
                                .publicKey()
                                .map(it -> ServerAnswers.name(facts, it))
                                .orElse("")
                : "each of the " + offered.size() + " keys that ssh offers";
        Certainty certainty = RefusalReasons.saysYesToAll(handshake) ? Certainty.LIKELY : Certainty.PROVEN;
        if (!handshake.otherWays().isEmpty()) {
            certainty = Certainty.POSSIBLE;
        }
        Finding finding = Finding.of(
                certainty,
                Subject.host(),
                "The server refuses " + which + ", for the user " + user + " on " + handshake.address()
                        + spent(handshake) + ".");
        for (Identity identity : offered.subList(0, Math.min(SHOWN, offered.size()))) {
            PublicKey key = identity.publicKey().orElseThrow();
            finding = finding.seen(
                    Span.of(Span.SERVER, ""),
                    "refuses " + ServerAnswers.name(facts, key) + " (" + key.type() + ", " + key.fingerprint() + ")"
                            + (RefusalReasons.saysYesToAll(handshake) ? ", after its signature" : ""));
        }
        if (offered.size() > SHOWN) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "and refuses " + (offered.size() - SHOWN) + " more");
        }
        return Outcome.of(finding.withFix(candidates(facts, handshake)));
    }

    /** What the questions cost, where the server hung up over it. */
    private static String spent(Handshake handshake) {
        return handshake.cutOff()
                ? ", and hung up after " + handshake.tries() + " refused keys, as it would on ssh"
                : "";
    }

    private static Fix candidates(Snapshot facts, Handshake handshake) {
        Fix fix =
                Fix.manual("The server does not tell why; look there, by its web terminal or console, in this order.");
        for (String it : RefusalReasons.of(facts, handshake)) {
            fix = fix.byHand(it);
        }
        return fix;
    }
}
