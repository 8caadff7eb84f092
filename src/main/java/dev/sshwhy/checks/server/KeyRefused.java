package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.AccountField;
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
import java.util.Optional;

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
        Certainty certainty = ServerAnswers.mayGetInOtherwise(facts.configuration(), handshake.methods())
                ? Certainty.POSSIBLE
                : Certainty.PROVEN;
        Finding finding = Finding.of(
                certainty,
                Subject.host(),
                "The server refuses " + which + ", for the user " + user + " on " + handshake.address() + ".");
        for (Identity identity : offered.subList(0, Math.min(SHOWN, offered.size()))) {
            PublicKey key = identity.publicKey().orElseThrow();
            finding = finding.seen(
                    Span.of(Span.SERVER, ""),
                    "refuses " + ServerAnswers.name(facts, key) + " (" + key.type() + ", " + key.fingerprint() + ")");
        }
        if (offered.size() > SHOWN) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "and refuses " + (offered.size() - SHOWN) + " more");
        }
        return Outcome.of(finding.withFix(candidates(facts, offered)));
    }

    /** The likeliest reason first, each with what shows it on the server. */
    private static Fix candidates(Snapshot facts, List<Identity> offered) {
        String user = facts.target().user();
        Optional<PublicKey> registered = offered.stream()
                .flatMap(it -> it.publicKey().stream())
                .filter(key -> facts.account()
                        .seen()
                        .filter((AccountField it) -> it.accepts(key))
                        .isPresent())
                .findFirst();
        PublicKey key = registered.orElseGet(() -> offered.get(0).publicKey().orElseThrow());
        boolean isRoot = user.equals("root");
        String home = isRoot ? "/root" : "~" + user;
        Fix fix =
                Fix.manual("The server does not tell why; look there, by its web terminal or console, in this order.");
        // Without the comment, which could hold a quote.
        String append = "echo '" + key.type() + " " + key.blob() + "' >> " + home + "/.ssh/authorized_keys";
        if (registered.isPresent()) {
            fix = fix.byHand("1. The key is in the account, but perhaps not on the machine: a provider copies keys only"
                    + " when it creates or starts one. On the server: grep -c " + tail(key) + " " + home
                    + "/.ssh/authorized_keys; if that says 0: " + append + ", or create the machine anew.");
        } else {
            fix = fix.byHand("1. The key is not registered there: add it to the account's key field (sshwhy"
                    + " --account-keys checks that field), or on the server: " + append + ".");
        }
        String others = facts.target().provider().filter("runpod"::equals).isPresent()
                ? "a Pod wants root"
                : "images want root, ubuntu, ec2-user, debian, admin or another name";
        return fix.byHand("2. " + user + " is not the right user, or may not log in: " + others
                        + ". On the server: getent passwd " + user + "; sshd -T | grep -iE"
                        + " 'allowusers|allowgroups|denyusers|denygroups|permitrootlogin'.")
                .byHand("3. Others may write to a folder or file on the way to the keys, so sshd skips them. On the"
                        + " server: ls -ld " + home + " " + home + "/.ssh " + home
                        + "/.ssh/authorized_keys; chmod go-w "
                        + home + " " + home + "/.ssh " + home + "/.ssh/authorized_keys; chown -R " + user + " " + home
                        + "/.ssh.")
                .byHand("4. sshd reads keys elsewhere, or takes no " + key.type()
                        + " keys. On the server: sshd -T | grep"
                        + " -iE 'authorizedkeysfile|pubkeyacceptedalgorithms|requiredrsasize'.")
                .byHand("5. Its log tells the reason: journalctl -u ssh -u sshd -n 50, or /var/log/auth.log.");
    }

    /** Enough of the key to find it by. */
    private static String tail(PublicKey key) {
        String blob = key.blob();
        return blob.substring(Math.max(0, blob.length() - 20));
    }
}
