package dev.sshwhy.keys;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The word in front of a key's letters.
 *
 * @param state how it fits the letters
 * @param seen the word as it stands there; empty when there is none
 * @param start the index where it begins; where the letters begin when there is none
 * @param brokenLine whether it stands on a line above the letters
 */
record AccountTypeWord(State state, String seen, int start, boolean brokenLine) {
    private static final List<String> TYPES = List.of(
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "sk-ssh-ed25519@openssh.com",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "ssh-ed25519",
            "ssh-rsa",
            "ssh-dss");
    private static final List<String> NICKNAMES = List.of(
            "rsa",
            "dsa",
            "ssh",
            "ed25519",
            "ecdsa",
            "ssh-ed",
            "ssh-ecdsa",
            "ecdsa-sha2",
            "ssh-dsa",
            "ssh-key",
            "nistp256",
            "nistp384",
            "nistp521");
    /** The types without their punctuation, against which a misspelt word is measured. */
    private static final List<String> PLAIN_TYPES =
            TYPES.stream().map(AccountTypeWord::plain).toList();

    private static final String OPENERS = "\"'`<([{";
    private static final int LONGEST = 80;
    private static final int MOST_MISTAKES = 2;

    /** How the word fits. */
    enum State {
        RIGHT,
        /** A type, but another one than the letters say. */
        OTHER,
        /** Meant to be a type. */
        MISSPELT,
        /** Right, and glued to the letters. */
        GLUED,
        MISSING
    }

    /** The word before {@code blobStart} and behind {@code floor}, for letters that say they are {@code inner}. */
    static AccountTypeWord before(String text, int floor, int blobStart, String inner) {
        int end = blobStart;
        while (end > floor && OPENERS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        AccountTypeWord missing = new AccountTypeWord(State.MISSING, "", blobStart, false);
        if (end > floor && !AccountScan.isGap(text.charAt(end - 1))) {
            return glued(text.substring(Math.max(floor, end - LONGEST), end), end)
                    .orElse(missing);
        }
        int wordEnd = end;
        boolean broken = false;
        while (wordEnd > floor && AccountScan.isGap(text.charAt(wordEnd - 1))) {
            broken |= text.charAt(wordEnd - 1) == '\n';
            wordEnd--;
        }
        int wordStart = wordStart(text, floor, wordEnd);
        String word = text.substring(wordStart, wordEnd);
        Optional<AccountTypeWord> found = word(text, floor, wordStart, word, inner, broken);
        // A line break in between is only one when nothing but a type can be meant, not the comment of the key before.
        boolean ofKeyBefore = floor > 0 && text.substring(floor, wordEnd).indexOf('\n') < 0;
        return found.filter(
                        it -> !it.brokenLine || (!ofKeyBefore && (it.state == State.RIGHT || it.state == State.OTHER)))
                .orElse(missing);
    }

    private static Optional<AccountTypeWord> word(
            String text, int floor, int start, String word, String inner, boolean broken) {
        int skipped = 0;
        while (skipped < word.length() && !Character.isLetterOrDigit(word.charAt(skipped))) {
            skipped++;
        }
        String trimmed = trimEnd(word.substring(skipped));
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        int at = start + skipped;
        if (isName(trimmed)) {
            boolean whole = trimmed.length() == word.length() - skipped;
            State state = !isSame(trimmed, inner) ? State.OTHER : whole ? State.RIGHT : State.MISSPELT;
            return Optional.of(new AccountTypeWord(state, trimmed, at, broken));
        }
        int previousEnd = start;
        while (previousEnd > floor && text.charAt(previousEnd - 1) == ' ') {
            previousEnd--;
        }
        int previousStart = wordStart(text, floor, previousEnd);
        String two = text.substring(previousStart, previousEnd) + "-" + trimmed;
        if (previousStart < previousEnd && TYPES.contains(two)) {
            return Optional.of(new AccountTypeWord(State.MISSPELT, two.replace('-', ' '), previousStart, broken));
        }
        Optional<String> suffix = suffix(word);
        boolean setOff = suffix.isPresent()
                && "-_".indexOf(word.charAt(word.length() - suffix.get().length() - 1)) < 0
                && !Character.isLetterOrDigit(
                        word.charAt(word.length() - suffix.get().length() - 1));
        if (!setOff && isMeant(trimmed, inner)) {
            return Optional.of(new AccountTypeWord(State.MISSPELT, trimmed, at, broken));
        }
        return suffix.map(it -> new AccountTypeWord(
                it.equals(inner) ? State.RIGHT : State.OTHER, it, start + word.length() - it.length(), broken));
    }

    private static Optional<AccountTypeWord> glued(String before, int end) {
        return suffix(before.toLowerCase(Locale.ROOT))
                .map(it -> new AccountTypeWord(State.GLUED, it, end - it.length(), false));
    }

    private static Optional<String> suffix(String word) {
        return TYPES.stream().filter(word::endsWith).findFirst();
    }

    private static int wordStart(String text, int floor, int end) {
        int start = end;
        while (start > floor && !AccountScan.isGap(text.charAt(start - 1)) && end - start < LONGEST) {
            start--;
        }
        return start;
    }

    private static String trimEnd(String word) {
        int end = word.length();
        while (end > 0 && !Character.isLetterOrDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    /** Whether a word is exactly the name of a type that goes in front of a key. */
    static boolean isName(String word) {
        return PublicKeys.isKnownType(word) || word.equals("rsa-sha2-256") || word.equals("rsa-sha2-512");
    }

    private static boolean isSame(String word, String inner) {
        return word.equals(inner) || (inner.equals("ssh-rsa") && word.startsWith("rsa-sha2-"));
    }

    /** Whether a word is a type misspelt, shortened, cut at its beginning, or the name of a key file. */
    static boolean isMeant(String word, String inner) {
        String small = word.toLowerCase(Locale.ROOT);
        String lower = small.endsWith(".pub") ? small.substring(0, small.length() - ".pub".length()) : small;
        String plain = plain(lower);
        String type = PublicKeys.plainType(inner);
        if (word.indexOf('/') >= 0 || word.indexOf('\\') >= 0) {
            return false; // a path
        }
        if (NICKNAMES.contains(lower) || lower.startsWith("id_") || (plain.length() >= 3 && type.endsWith(lower))) {
            return true;
        }
        // A difference in length costs as many changes, so that most words need no measuring.
        return PLAIN_TYPES.stream()
                .anyMatch(it -> Math.abs(plain.length() - it.length()) <= MOST_MISTAKES
                        && distance(plain, it) <= MOST_MISTAKES);
    }

    private static String plain(String lower) {
        StringBuilder plain = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char it = lower.charAt(i);
            if ((it >= 'a' && it <= 'z') || (it >= '0' && it <= '9')) {
                plain.append(it);
            }
        }
        return plain.toString();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
