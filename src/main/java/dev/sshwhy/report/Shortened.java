package dev.sshwhy.report;

import dev.sshwhy.rule.Evidence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Long values and sentences, short where they are only shown and nobody has to compare or paste them. */
final class Shortened {
    private static final Pattern FINGERPRINT =
            Pattern.compile("SHA256:([A-Za-z0-9+/]{7})[A-Za-z0-9+/]{36}=?(?![A-Za-z0-9+/])");
    private static final Pattern LONG_WORD =
            Pattern.compile("([A-Za-z0-9+/]{12})[A-Za-z0-9+/]{20,}([A-Za-z0-9+/]{8}=*)");

    private static final Pattern FIRST_CLAUSE = Pattern.compile("^(.{8,}?)(?:[;:,] .*)$");

    private Shortened() {}

    /** With the first letters of every fingerprint. */
    static String fingerprints(String text, String ellipsis) {
        return text.contains("SHA256:") ? FINGERPRINT.matcher(text).replaceAll("SHA256:$1" + ellipsis) : text;
    }

    /** With both ends of every key's body too. */
    static String values(String text, String ellipsis) {
        return LONG_WORD.matcher(fingerprints(text, ellipsis)).replaceAll("$1" + ellipsis + "$2");
    }

    /** What a piece of evidence shows, as far as neither the quoted line nor the message says it already. */
    static String saying(Evidence it, String message, String ellipsis) {
        String saying = it.saying();
        String quoted = it.span().text().strip();
        String value = saying.startsWith("names ") ? saying.substring("names ".length()) : saying;
        if (!quoted.isEmpty() && quoted.endsWith(value)) {
            return "";
        }
        Matcher clause = FIRST_CLAUSE.matcher(saying);
        boolean isTold = message.contains(saying) && clause.find();
        return fingerprints(isTold ? clause.group(1) : saying, ellipsis);
    }

    /** As many clauses as fit; all of it where the first one does not. */
    static String firstClauses(String saying, int room) {
        if (Columns.of(saying) <= room) {
            return saying;
        }
        int end = Columns.head(saying, room + 1).lastIndexOf("; ");
        return end > 0 ? saying.substring(0, end) : saying;
    }

    /** One line of a message: all of it, or its first clauses, or its first words. */
    static String toLine(String message, int room, TextStyle style) {
        String whole = style.prose(fingerprints(message, style.ellipsis()));
        if (Columns.of(whole) <= room) {
            return whole;
        }
        String head = Columns.head(whole, room - style.ellipsis().length());
        for (String end : new String[] {"; ", ": ", ", "}) {
            int at = head.lastIndexOf(end);
            if (at > room * 2 / 3) {
                return head.substring(0, at) + style.ellipsis();
            }
        }
        int blank = head.lastIndexOf(' ');
        return (blank > room / 2 ? head.substring(0, blank) : head) + style.ellipsis();
    }
}
