package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The field holds good keys, and the private half of none of them is on this machine. */
public final class NoMatchingKey implements Check {
    private static final int MOST_SHOWN = 3;
    /** An agent may offer dozens of keys; sshd seldom hears more than these. */
    private static final int MOST_NAMED = 6;
    /** Letters by which a copied key may differ and still be taken for a slip. */
    private static final int FEW = 3;

    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.read(facts, field -> {
            KeysHere here = KeysHere.of(facts);
            List<PublicKey> registered = field.lines().stream()
                    .filter(NoMatchingKey::saysSomething)
                    .flatMap(it -> keys(it).stream())
                    .distinct()
                    .toList();
            Optional<Identity> own = KeysHere.proposed(facts);
            boolean matches = registered.stream().anyMatch(here::canUse) || meansOneOfThese(field, here);
            return registered.isEmpty() || own.isEmpty() || matches
                    ? Outcome.clear()
                    : Outcome.of(finding(facts, field, here, registered, own.get()));
        });
    }

    private static boolean saysSomething(AccountLine line) {
        return line.key().isPresent() || !line.faults().isEmpty();
    }

    private static List<PublicKey> keys(AccountLine line) {
        if (line.faults().stream().anyMatch(AccountFault::isServersLine)) {
            return List.of();
        }
        return line.faults().isEmpty()
                ? line.key().stream().toList()
                : Stream.concat(line.key().stream(), line.recovered().stream()).toList();
    }

    /** A broken line that was meant to be a key of this machine: then that line is what is wrong. */
    private static boolean meansOneOfThese(AccountField field, KeysHere here) {
        return field.allFaults().stream()
                .anyMatch((AccountFault it) ->
                        it.localPath().isPresent() || it.keys().stream().anyMatch(here::knows));
    }

    private static Finding finding(
            Snapshot facts, AccountField field, KeysHere here, List<PublicKey> registered, Identity own) {
        PublicKey key = own.publicKey().orElseThrow();
        Finding finding = Finding.of(certainty(facts, here), Subject.host(), message(facts, registered, key))
                .seen(place(own), "ssh offers " + key.fingerprint());
        List<Evidence> lines = field.lines().stream()
                .filter(NoMatchingKey::saysSomething)
                .flatMap(line -> keys(line).stream()
                        .map(it -> new Evidence(
                                Span.line(Span.ACCOUNT_FIELD, line.number(), ""),
                                it.fingerprint() + saying(facts, here, it, key))))
                .limit(MOST_SHOWN)
                .toList();
        for (Evidence it : lines) {
            finding = finding.seen(it.span(), it.saying());
        }
        if (facts.everyOfferedKeyRefused()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refused every key that ssh offers");
        }
        Finding fixed = finding.withFix(AccountFaults.withOwnKey(
                facts, field, "Add the public half of " + KeysHere.name(facts, key) + " to the field."));
        return FaultWeight.serverAcceptsAny(facts) ? fixed.withEffect(Effect.NONE) : fixed;
    }

    private static String message(Snapshot facts, List<PublicKey> registered, PublicKey key) {
        String keys = registered.size() == 1 ? "the one key" : "none of the " + registered.size() + " keys";
        boolean anew = !key.comment().isEmpty()
                && registered.stream().anyMatch(it -> it.comment().equals(key.comment()));
        return "ssh offers " + offered(facts) + ", but " + keys + " in the account's SSH Public Keys field"
                + (registered.size() == 1 ? " is not" : " is") + " on this machine"
                + (anew
                        ? "; an older one has the same comment, " + key.comment()
                                + ", so the pair may have been made anew."
                        : ".");
    }

    private static Span place(Identity identity) {
        return Span.of(identity.path().isEmpty() ? Span.AGENT : identity.path(), "");
    }

    /** Every key that ssh offers, in its order: "a", "a and b", "3 keys, a, b and c". */
    private static String offered(Snapshot facts) {
        List<String> names = facts.offered().stream()
                .map(it -> it.path().isEmpty()
                        ? "the agent's "
                                + it.publicKey().map(PublicKey::fingerprint).orElse("key")
                        : facts.shown(it.path()))
                .distinct()
                .toList();
        int count = names.size();
        if (count == 1) {
            return names.get(0);
        }
        boolean fits = count <= MOST_NAMED;
        List<String> first = names.subList(0, fits ? count - 1 : MOST_NAMED);
        String last = fits ? names.get(count - 1) : (count - MOST_NAMED) + " more";
        return (count == 2 ? "" : count + " keys, ") + String.join(", ", first) + " and " + last;
    }

    private static String saying(Snapshot facts, KeysHere here, PublicKey it, PublicKey own) {
        String comment = it.comment().isEmpty() ? "" : " (" + it.comment() + ")";
        boolean isServers = facts.handshake()
                .seen()
                .flatMap(handshake -> handshake.hostKey())
                .filter(host -> host.key().isSameKeyAs(it))
                .isPresent();
        if (isServers) {
            return comment + " is the server's own host key, not a user's";
        }
        if (here.knows(it)) {
            return comment + ": only its public half is on this machine";
        }
        return isSlipOf(it.blob(), own.blob())
                ? comment + " differs from the offered key in a few letters: it was not copied right"
                : comment + ": its private half is not on this machine";
    }

    private static boolean isSlipOf(String copy, String blob) {
        int different = 0;
        for (int i = 0; i < Math.min(copy.length(), blob.length()); i++) {
            different += copy.charAt(i) == blob.charAt(i) ? 0 : 1;
        }
        return copy.length() == blob.length() && different <= FEW;
    }

    /** A key that hides its public half may be the registered one; a file that is named and missing may have been it. */
    private static Certainty certainty(Snapshot facts, KeysHere here) {
        if (!here.isComplete()) {
            return Certainty.POSSIBLE;
        }
        boolean missing = facts.identities().stream()
                .anyMatch(it -> it.namedBy() != Identity.NamedBy.DEFAULT && it.file() instanceof Observed.Absent);
        // What a server makes of a certificate, no field tells.
        boolean certificate = facts.offered().stream()
                .anyMatch(it -> it.publicKey().filter(PublicKey::isCertificate).isPresent());
        if (!facts.everyOfferedKeyRefused()) {
            return certificate ? Certainty.POSSIBLE : Certainty.LIKELY;
        }
        return missing || certificate ? Certainty.LIKELY : Certainty.PROVEN;
    }
}
