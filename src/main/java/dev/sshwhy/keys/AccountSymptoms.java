package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with the letters of one key and the type in front of them. */
final class AccountSymptoms {
    private static final int SMALLEST_RSA = 1024;
    private static final int LARGEST_RSA = 16384;

    private AccountSymptoms() {}

    /** Whether sshd takes such a key, well written. */
    static boolean isTaken(PublicKey key) {
        boolean sizeFits = !key.type().equals("ssh-rsa") || (key.bits() >= SMALLEST_RSA && key.bits() <= LARGEST_RSA);
        return !key.isCertificate() && !key.type().equals("ssh-dss") && sizeFits;
    }

    /**
     * All that is wrong.
     *
     * @param start where the line's own text for this key begins
     * @param end where it ends
     */
    static List<AccountVerdict> of(
            AccountFind find,
            AccountTypeWord word,
            AccountLetters text,
            String whole,
            int start,
            int end,
            Optional<LocalPublicKey> owner) {
        List<AccountVerdict> verdicts = new ArrayList<>();
        strays(text, start, find.end() + 1).ifPresent(verdicts::add);
        type(find, word, whole).ifPresent(verdicts::add);
        if ((text.notes(word.start(), find.end() + 1) & AccountLetters.ENCODED) != 0) {
            int at = text.firstNote(word.start(), find.end() + 1, AccountLetters.ENCODED, find.start());
            add(
                    verdicts,
                    Kind.KEY_DAMAGED,
                    "HTML, URL or JSON codes stand for some of its letters, first at column " + text.columnOf(at));
        }
        reading(find, word, text, whole, verdicts);
        if (find.key().isEmpty()) {
            verdicts.add(broken(find, whole, text, owner));
        } else {
            find.key().filter(it -> !isTaken(it)).ifPresent(it -> verdicts.add(notTaken(it)));
            glue(find, whole, end).ifPresent(verdicts::add);
        }
        if (find.missingPadding()) {
            add(verdicts, Kind.KEY_TRUNCATED, "the = at the end of its letters is missing");
        }
        return verdicts;
    }

    private static void add(List<AccountVerdict> verdicts, Kind kind, String detail) {
        verdicts.add(AccountVerdict.of(kind, detail));
    }

    /** Characters that do not show, or only look right. */
    static Optional<AccountVerdict> strays(AccountLetters text, int from, int to) {
        if ((text.notes(from, to) & AccountLetters.STRAY) == 0) {
            return Optional.empty();
        }
        AccountLetters.Stray stray = text.strayAt(text.firstNote(from, to, AccountLetters.STRAY, from));
        String place = " at column " + stray.column();
        boolean isOdd = stray.seen() < ' ' || stray.seen() >= 0x7f;
        return verdict(
                Kind.STRAY_CHARACTERS,
                isOdd
                        ? name(stray.seen()) + place + " does not show, or only looks right"
                        : "characters that do not show, or only look right, stand" + place);
    }

    /** Such as "U+00A0 (no-break space)". */
    private static String name(char letter) {
        String name = Character.getName(letter);
        return String.format("U+%04X", (int) letter) + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    private static Optional<AccountVerdict> type(AccountFind find, AccountTypeWord word, String whole) {
        String plain = PublicKeys.plainType(find.type());
        return switch (word.state()) {
            case RIGHT -> Optional.empty();
            case OTHER ->
                verdict(Kind.TYPE_MISMATCH, "it says " + word.seen() + ", but its letters are those of " + find.type());
            case MISSPELT ->
                verdict(
                        Kind.TYPE_MISMATCH,
                        "\"" + AccountWords.shown(word.seen()) + "\" is no key type; " + plain + " belongs there");
            case GLUED -> verdict(Kind.TYPE_MISSING, "a blank is missing between " + word.seen() + " and the letters");
            case MISSING -> {
                boolean extra = find.start() > 0 && AuthorizedKeysBase64.isLetter(whole.charAt(find.start() - 1));
                yield extra
                        ? verdict(Kind.KEY_DAMAGED, "letters too many stand right before its first ones")
                        : verdict(Kind.TYPE_MISSING, "the type in front is missing: " + plain);
            }
        };
    }

    private static Optional<AccountVerdict> verdict(Kind kind, String detail) {
        return Optional.of(AccountVerdict.of(kind, detail));
    }

    private static void reading(
            AccountFind find, AccountTypeWord word, AccountLetters text, String whole, List<AccountVerdict> verdicts) {
        int last = text.lineOf(Math.max(0, find.end() - 1));
        if (word.brokenLine() || find.how() == AccountFind.How.WRAPPED) {
            add(
                    verdicts,
                    Kind.KEY_WRAPPED,
                    "the key goes on in another line, up to line " + last + "; it belongs on one line");
        }
        int gap = find.start();
        while (gap < find.end() && whole.charAt(gap) != ' ') {
            gap++;
        }
        switch (find.how()) {
            case SPACED ->
                add(verdicts, Kind.KEY_WRAPPED, "a blank stands inside the key, at column " + text.columnOf(gap));
            case PLUS ->
                add(verdicts, Kind.KEY_DAMAGED, "blanks stand where + was, first at column " + text.columnOf(gap));
            case URL_SAFE -> add(verdicts, Kind.KEY_DAMAGED, "- and _ stand where + and / belong");
            case PLAIN, WRAPPED -> {}
        }
        int before = find.start() - 1;
        boolean quoted = before >= 0 && "\"'`<([{".indexOf(whole.charAt(before)) >= 0 && word.start() < find.start();
        if (quoted) {
            add(verdicts, Kind.QUOTED, "the letters stand in " + whole.charAt(before));
        }
    }

    private static Optional<AccountVerdict> glue(AccountFind find, String whole, int end) {
        String glue = whole.substring(find.end(), Math.min(Math.max(find.end(), end), find.end() + find.glued()));
        if (glue.isEmpty()) {
            return Optional.empty();
        }
        boolean quotes = glue.chars().allMatch(it -> "\"'`>)]},;".indexOf(it) >= 0);
        return quotes && !glue.equals(",") && !glue.equals(";")
                ? verdict(Kind.QUOTED, glue + " is glued to the end of the key's letters")
                : verdict(
                        Kind.KEY_DAMAGED,
                        "\"" + AccountWords.shown(glue) + "\" is glued to the end of the key's letters");
    }

    private static AccountVerdict notTaken(PublicKey key) {
        if (key.isCertificate()) {
            return AccountVerdict.of(
                    Kind.WRONG_FORMAT, "a certificate (" + key.type() + "); the plain public key belongs here");
        }
        return AccountVerdict.of(
                Kind.TYPE_UNSUPPORTED,
                key.type().equals("ssh-dss")
                        ? "DSA keys are refused by OpenSSH since 7.0"
                        : "RSA with " + key.bits() + " bits; OpenSSH takes " + SMALLEST_RSA + " to " + LARGEST_RSA);
    }

    private static AccountVerdict broken(
            AccountFind find, String whole, AccountLetters text, Optional<LocalPublicKey> owner) {
        String of = owner.map(it -> "; it belongs to " + it.path()).orElse("");
        char stop = find.end() < whole.length() ? whole.charAt(find.end()) : '\n';
        boolean dots = whole.startsWith("..", find.end()) || stop == '\u2026';
        boolean cut = AccountScan.isGap(stop) || dots || (stop == '$' && isLast(whole, find.end()));
        if (find.missingLetters() > 0 && (cut || stop == '=')) {
            return AccountVerdict.of(
                    Kind.KEY_TRUNCATED,
                    "only the first " + find.letters().length() + " letters are there, at least "
                            + find.missingLetters() + " are missing" + of,
                    owner);
        }
        if (find.missingLetters() > 0) {
            int place = Math.min(find.end(), text.length() - 1);
            return AccountVerdict.of(
                    Kind.KEY_DAMAGED,
                    "\"" + AccountWords.shown(String.valueOf(stop)) + "\" at column " + text.columnOf(place)
                            + " is no letter of a key" + of,
                    owner);
        }
        return AccountVerdict.of(
                Kind.KEY_DAMAGED,
                "its letters make no " + PublicKeys.plainType(find.type()) + " key: some were changed, lost or added"
                        + of,
                owner);
    }

    private static boolean isLast(String whole, int at) {
        return at + 1 >= whole.length() || AccountScan.isGap(whole.charAt(at + 1));
    }

    /** For a key that looks right and is refused all the same. */
    static AccountVerdict refusedAsItIs(AccountFind find) {
        return AccountVerdict.of(
                Kind.KEY_DAMAGED,
                "sshd does not take these letters for a " + PublicKeys.plainType(find.type()) + " key; copy it again");
    }
}
