package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much a broken line of the field matters to this login.
 *
 * @param facts what is known
 * @param field the field
 * @param here the keys of this machine
 * @param holdsOtherKeys whether a server takes any key from the field
 * @param isHarmless whether the login does not hang on the field: it has a good line for a key that ssh offers, or the server
 *     accepts a key all the same
 * @param isEachRefused whether the server refused each key that ssh offers
 */
record FaultWeight(
        Snapshot facts,
        AccountField field,
        KeysHere here,
        boolean holdsOtherKeys,
        boolean isHarmless,
        boolean isEachRefused) {
    private static final Pattern MEANT =
            Pattern.compile("\\.pub\\b|\\.ssh\\b|\\.keys\\b|\\bid_[a-z]|\\bssh-|YOUR|your public key");
    /** More letters than all keys of a type share; those of ECDSA (AAAAE2Vj) share the most. */
    private static final Pattern LONG_PIECE =
            Pattern.compile("(?<![A-Za-z0-9+/])(?!AAAAE2Vj)[A-Za-z0-9+/]{45}|[A-Za-z0-9+/]{68}");

    /** Whose key a broken line means. */
    enum Owner {
        THIS_MACHINE,
        UNKNOWN,
        ANOTHER
    }

    static FaultWeight of(Snapshot facts, AccountField field) {
        Set<String> accepted = new HashSet<>();
        field.acceptedKeys().forEach(it -> accepted.add(it.blob()));
        boolean registered = facts.offered().stream()
                .anyMatch(it -> it.publicKey()
                        .filter(key -> accepted.contains(key.blob()))
                        .isPresent());
        return new FaultWeight(
                facts,
                field,
                KeysHere.of(facts),
                !accepted.isEmpty(),
                registered || serverAcceptsAny(facts),
                facts.everyOfferedKeyRefused());
    }

    static boolean serverAcceptsAny(Snapshot facts) {
        return facts.authentication().stream()
                .flatMap(it -> it.answers().stream())
                .anyMatch(it -> it.answer() == KeyAnswer.Answer.ACCEPTED);
    }

    /** The keys that the text means; where its reader names none, those that can be told from the line itself. */
    List<PublicKey> keysOf(AccountFault fault) {
        if (!fault.keys().isEmpty() || fault.isServersLine() || lineOf(fault).isEmpty()) {
            return fault.keys();
        }
        AccountLine line = lineOf(fault).get();
        return line.key().or(() -> here.resembling(line.text())).or(() -> named(fault, line)).stream()
                .toList();
    }

    private Optional<AccountLine> lineOf(AccountFault fault) {
        return line(fault.line());
    }

    private Optional<AccountLine> line(int number) {
        return number < 1 || number > field.lines().size()
                ? Optional.empty()
                : Optional.of(field.lines().get(number - 1));
    }

    /** The key whose file a path or a command names; a command above a key is only what printed that key. */
    private Optional<PublicKey> named(AccountFault fault, AccountLine line) {
        if (fault.kind() != AccountFault.Kind.NOT_A_KEY || standsAboveKey(line)) {
            return Optional.empty();
        }
        return facts.offered().stream()
                .filter(it -> !it.path().isEmpty() && holdsWord(line.text(), fileName(it.path())))
                .findFirst()
                .flatMap(Identity::publicKey);
    }

    private boolean standsAboveKey(AccountLine line) {
        return line(line.number() + 1).filter(AccountLine::accepted).isPresent();
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static boolean holdsWord(String text, String word) {
        int at = text.indexOf(word);
        int end = at + word.length();
        boolean isWhole = end >= text.length()
                || ("_-".indexOf(text.charAt(end)) < 0 && !Character.isLetterOrDigit(text.charAt(end)));
        return at >= 0 && isWhole;
    }

    Owner owner(AccountFault fault) {
        List<PublicKey> keys = keysOf(fault);
        if (fault.localPath().isPresent() || keys.stream().anyMatch(here::knows)) {
            return Owner.THIS_MACHINE;
        }
        // Whoever pasted a private key meant it for this login: it is never somebody else's matter.
        boolean another = !keys.isEmpty() && here.isComplete() && fault.kind() != AccountFault.Kind.PRIVATE_KEY_PASTED;
        return another ? Owner.ANOTHER : Owner.UNKNOWN;
    }

    /** Whether such a text was most likely meant to be the key that is wanted here, though nothing in it tells whose it is. */
    private boolean isMeantForThisLogin(AccountFault fault) {
        String text = lineOf(fault).map(AccountLine::text).orElse("");
        return switch (fault.kind()) {
            case PRIVATE_KEY_PASTED, WRONG_FORMAT -> true;
            case NOT_A_KEY ->
                MEANT.matcher(text).find()
                        && !lineOf(fault).filter(this::standsAboveKey).isPresent();
            // A long piece would have been known again, were it one of a key of this machine.
            case KEY_TRUNCATED, KEY_DAMAGED ->
                !LONG_PIECE.matcher(text).find() || fault.detail().contains("sample key");
            case FINGERPRINT_PASTED,
                    TYPE_MISSING,
                    TYPE_MISMATCH,
                    KEYS_JOINED,
                    KEY_WRAPPED,
                    STRAY_CHARACTERS,
                    QUOTED,
                    RESTRICTED_BY_OPTIONS,
                    EMPTY,
                    TYPE_UNSUPPORTED,
                    DUPLICATE_KEY -> false;
        };
    }

    /** A key that the text means, and that the server refuses. */
    Optional<PublicKey> refused(AccountFault fault) {
        return facts.authentication()
                .flatMap((Handshake it) ->
                        keysOf(fault).stream().filter(it::refused).findFirst());
    }

    /** Proven from both sides: the text is broken, and the server refuses the key that it means (or any key). */
    Certainty certainty(AccountFault fault) {
        if (refused(fault).isPresent()) {
            return Certainty.PROVEN;
        }
        boolean isUnknown = owner(fault) == Owner.UNKNOWN;
        if (isUnknown && holdsOtherKeys && !isHarmless && !isMeantForThisLogin(fault)) {
            return Certainty.POSSIBLE;
        }
        return isUnknown && !holdsOtherKeys && isEachRefused ? Certainty.PROVEN : Certainty.LIKELY;
    }

    /** None where this login does not hang on it; empty where it does what the rule's page tells. */
    Optional<Effect> effect(AccountFault fault) {
        return isHarmless || owner(fault) == Owner.ANOTHER ? Optional.of(Effect.NONE) : Optional.empty();
    }
}
