package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.util.List;
import java.util.Optional;

/** The comment that goes with a key, freed from what came along with it. */
final class AccountComment {
    private static final String OPENERS = "\"'`<([{";
    private static final String CLOSERS = "\"'`>)]}";
    private static final int LONGEST = 1024;

    private AccountComment() {}

    /** A key with its comment, to be written as a line. A key that was found on this machine may bring its own. */
    static PublicKey on(PublicKey key, String comment, Optional<LocalPublicKey> owner) {
        String words = comment.isEmpty() ? owner.map(it -> it.key().comment()).orElse("") : comment;
        int secret = AccountSecrets.startIn(words);
        String open = secret < 0 ? words : words.substring(0, secret);
        return new PublicKey(key.type(), key.bits(), key.fingerprint(), key.blob(), clean(open));
    }

    /** A line as it is, without its CR. */
    static String verbatim(AccountText.Line line) {
        return line.text().stripTrailing();
    }

    /**
     * The comment behind a find.
     *
     * @param end where what belongs to the find ends
     * @param prefix what stands in front of the key
     * @param joined whether another key follows on the line
     */
    static String between(
            List<AccountText.Line> lines,
            AccountLetters text,
            String whole,
            AccountFind find,
            int end,
            String prefix,
            boolean joined) {
        int start = find.end();
        String glue = whole.substring(start, Math.min(end, start + find.glued()));
        boolean wordGlued = glue.indexOf('@') >= 0 || glue.startsWith("-") || glue.startsWith("_");
        if (!joined && !wordGlued) {
            start = Math.min(end, start + find.glued());
        }
        String meant = whole.substring(start, Math.max(start, end));
        if (joined) {
            return beforeSeparator(meant);
        }
        boolean encoded = (text.notes(start, end) & AccountLetters.ENCODED) != 0;
        String seen = encoded ? meant.replace(AccountLetters.SOFT_BREAK, ' ') : asTyped(lines, text, start, end, meant);
        return unwrapped(seen, prefix, glue);
    }

    private static String asTyped(List<AccountText.Line> lines, AccountLetters text, int start, int end, String meant) {
        if (start >= end) {
            return "";
        }
        int number = text.lineOf(start);
        int from = text.columnOf(start) - 1;
        int to = text.columnOf(end - 1);
        String raw = lines.get(number - lines.get(0).number()).text();
        return text.lineOf(end - 1) == number && to <= raw.length() && from < to ? raw.substring(from, to) : meant;
    }

    /** What stands before the separator in front of the next key. */
    static String beforeSeparator(String between) {
        String text = between.replace(AccountLetters.SOFT_BREAK, ' ');
        int end = text.length();
        while (end > 0 && " \t,;|\"'`&=".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = 0;
        while (start < end && " \t,;|\"'`&=".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return clean(text.substring(start, end));
    }

    private static String unwrapped(String comment, String prefix, String glue) {
        String text = comment;
        String front = prefix.strip();
        int redirection = front.contains("echo") || front.contains("printf") ? text.lastIndexOf(" >") : -1;
        text = redirection >= 0 ? text.substring(0, redirection) : text;
        text = text.endsWith(">") && text.lastIndexOf("</") >= 0 ? text.substring(0, text.lastIndexOf("</")) : text;
        int opener = front.isEmpty() ? -1 : OPENERS.indexOf(opened(front));
        if (opener >= 0 && glue.indexOf(CLOSERS.charAt(opener)) < 0) {
            int close = text.lastIndexOf(CLOSERS.charAt(opener));
            text = close >= 0 ? text.substring(0, close) : text;
        }
        return clean(text);
    }

    private static char opened(String front) {
        char last = AccountLookalikes.meant(front.charAt(front.length() - 1));
        return last == '\'' || last == '"' ? last : front.charAt(front.length() - 1);
    }

    /** Without what hides, so that the line can be read again and says the same. */
    private static String clean(String comment) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(comment.length(), LONGEST); i++) {
            char it = comment.charAt(i);
            clean.append(it == '\t' || Character.isISOControl(it) ? ' ' : it);
        }
        String text = clean.toString().strip();
        return text.indexOf("AAAA") < 0
                ? text
                : text.substring(0, text.indexOf("AAAA")).strip();
    }
}
