package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * What the checks of this layer share: how much it matters that ssh cannot use a key's private half. ssh looks at the
 * private half only after the server has accepted the public one, so the server's answer decides.
 */
final class UnusableKeys {
    private static final Comparator<Finding> STRONGEST = Comparator.comparing(
                    (Finding it) -> it.effect().orElse(Effect.BLOCKS))
            .thenComparing(Finding::certainty);

    private UnusableKeys() {}

    /** The findings, or, where there are none and a key file could not be read, that. */
    static Outcome outcome(Snapshot facts, List<Finding> findings) {
        if (findings.isEmpty()) {
            for (Identity identity : facts.identities()) {
                if (identity.file() instanceof Observed.Unreadable<KeyFile> unread && MisnamedKeys.isFile(unread)) {
                    return Outcome.cannotTell("the key file " + facts.shown(identity.path()), unread.reason());
                }
            }
        }
        return Outcome.of(strongest(findings));
    }

    /**
     * A finding for each key file that ssh may load and that has a fault of one kind.
     *
     * @param words the message
     * @param fix what to do
     */
    static Outcome ofFaults(
            Snapshot facts,
            KeyFault.Kind kind,
            BiFunction<KeyFile, KeyFault, String> words,
            BiFunction<KeyFile, List<KeyFault>, Fix> fix) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            Optional<KeyFile> file = identity.file().seen();
            List<KeyFault> faults = file.map(KeyFile::faults).orElse(List.of()).stream()
                    .filter(it -> it.kind() == kind)
                    .toList();
            if (file.isPresent() && !faults.isEmpty()) {
                KeyFile key = file.get();
                Finding finding = Finding.of(Certainty.PROVEN, Subject.key(identity), words.apply(key, faults.get(0)));
                for (KeyFault fault : faults) {
                    finding = finding.seen(Span.line(key.path(), fault.line(), ""), fault.detail());
                }
                findings.add(weighed(facts, identity, finding.withFix(fix.apply(key, faults))));
            }
        }
        return outcome(facts, findings);
    }

    /** The finding with the certainty, effect and evidence that the server, the account and the other keys call for. */
    static Finding weighed(Snapshot facts, Identity identity, Finding finding) {
        Optional<PublicKey> key = identity.publicKey();
        Optional<Handshake> handshake = facts.authentication();
        boolean others = facts.acceptedAndUsable()
                .filter(it -> !it.path().equals(identity.path()))
                .isPresent();
        if (others || identity.inAgent() || serverTakesNoKeys(facts)) {
            return harmless(finding); // another key does it, the agent signs, or no key would help
        }
        if (key.isPresent() && handshake.filter(it -> it.accepted(key.get())).isPresent()) {
            return sure(finding, Certainty.PROVEN)
                    .seen(Span.of(Span.SERVER, ""), "accepts this key, and waits for a signature that ssh cannot make");
        }
        if (key.isPresent() && handshake.filter(it -> it.refused(key.get())).isPresent()) {
            // Not the reason: it is not wanted anyway, unless as soon as the .pub or the account's line is mended.
            if (isRegisteredBehindStalePub(facts, identity)) {
                return sure(finding, Certainty.LIKELY)
                        .seen(Span.of(Span.ACCOUNT_FIELD, ""), "holds this file's key, which the .pub keeps ssh from");
            }
            return LocalKeys.isMeantByBrokenLine(facts, key.get())
                    ? sure(finding, Certainty.LIKELY)
                            .seen(Span.of(Span.ACCOUNT_FIELD, ""), "means this key, in a line that is broken")
                    : harmless(finding);
        }
        if (key.isPresent() && LocalKeys.isRegistered(facts, key.get())) {
            if (handshake.isEmpty() && anotherRegisteredSigns(facts, identity)) {
                return sure(finding, Certainty.POSSIBLE); // ssh goes on to that one
            }
            boolean nothingElse = handshake.isPresent() && !identity.isOffered() && noneIsLeft(facts, identity);
            return sure(finding, nothingElse ? Certainty.PROVEN : Certainty.LIKELY)
                    .seen(Span.of(Span.ACCOUNT_FIELD, ""), "holds this key");
        }
        if (facts.offered().isEmpty()) {
            return sure(finding, Certainty.LIKELY); // registered or not: this is why ssh has nothing to offer
        }
        boolean notRegistered = key.isPresent() && facts.account().seen().isPresent();
        return sure(
                finding,
                notRegistered || !noneIsLeft(facts, identity) || LocalKeys.offersRegistered(facts)
                        ? Certainty.POSSIBLE
                        : Certainty.LIKELY);
    }

    /** Whether ssh offers another key in this file's place, because of the .pub beside it, and the account wants this one. */
    private static boolean isRegisteredBehindStalePub(Snapshot facts, Identity identity) {
        return identity.pair() == Identity.Pair.MISMATCH
                && identity.publicFrom() != Identity.PublicFrom.CERTIFICATE
                && !LocalKeys.offersRegistered(facts)
                && identity.file()
                        .seen()
                        .flatMap(KeyFile::publicKey)
                        .filter(it -> LocalKeys.isRegistered(facts, it))
                        .isPresent();
    }

    /** The server was heard, and offers no login by key. */
    static boolean serverTakesNoKeys(Snapshot facts) {
        return facts.authentication()
                .filter(it -> !it.methods().isEmpty() && !it.methods().contains("publickey"))
                .isPresent();
    }

    private static boolean anotherRegisteredSigns(Snapshot facts, Identity identity) {
        return facts.offered().stream()
                .filter(it -> !it.isSameAs(identity) && it.signing() != Identity.Signing.IMPOSSIBLE)
                .flatMap(it -> it.publicKey().stream())
                .anyMatch(it -> LocalKeys.isRegistered(facts, it));
    }

    /**
     * Whether no other key can do it. Where others are offered and refused, a file that only a default name brings into
     * play is seldom the one that was meant.
     */
    private static boolean noneIsLeft(Snapshot facts, Identity identity) {
        List<Identity> others = facts.offered().stream()
                .filter(it -> !it.isSameAs(identity) && it.signing() != Identity.Signing.IMPOSSIBLE)
                .toList();
        Optional<Handshake> handshake = facts.authentication();
        boolean allRefused = others.stream()
                .allMatch(other -> other.publicKey()
                        .filter(key -> handshake.filter(it -> it.refused(key)).isPresent())
                        .isPresent());
        return others.isEmpty() || (allRefused && identity.namedBy() != Identity.NamedBy.DEFAULT);
    }

    static Finding harmless(Finding finding) {
        return sure(finding, Certainty.PROVEN).withEffect(Effect.NONE);
    }

    static Finding sure(Finding it, Certainty certainty) {
        return it.withCertainty(certainty);
    }

    /** A key and its certificate share a private file: of what is said twice of it, what matters more. */
    private static List<Finding> strongest(List<Finding> findings) {
        Map<String, Finding> byMessage = new LinkedHashMap<>();
        for (Finding it : findings) {
            byMessage.merge(it.message(), it, BinaryOperator.minBy(STRONGEST));
        }
        return List.copyOf(byMessage.values());
    }
}
