package dev.sshwhy.report.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text at blanks, quotes and brackets into pieces that are judged one by one. */
final class Chunks {
    /** As ssh-keygen prints them now, and as pairs of digits, which it did before 6.8, and which other addresses are too. */
    static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?"
            + "|(?<![0-9A-Fa-f:])(?:MD5:)?(?:[0-9A-Fa-f]{2}:){5,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])");

    private static final String IP_4 = "(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)";
    private static final String IP_6 = "(?<![\\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:])";
    private static final Pattern ADDRESS = Pattern.compile(IP_4 + "|" + IP_6);

    /** What separates pieces, beside blanks and what cannot be seen. */
    private static final String BETWEEN = "\"'`()[]{}<>,;|=!*?&$^:…“”‘’«»→·–—−";

    private static final String NO_BLANK = "[^\\s\\p{Z}\\p{Cf}" + Pattern.quote(BETWEEN);

    /** The login before an address whose colons would else be taken for ends of pieces. */
    private static final String LOGIN_AT_IP_6 = NO_BLANK + "@]++@(?=" + IP_6 + ")";

    private static final Pattern CHUNK =
            Pattern.compile(String.join("|", FINGERPRINT.pattern(), IP_4, IP_6, LOGIN_AT_IP_6, NO_BLANK + "]+"));

    private Chunks() {}

    static Matcher in(String text) {
        return CHUNK.matcher(text);
    }

    /** Whether a text is a single piece. */
    static boolean isOne(String text) {
        return CHUNK.matcher(text).matches();
    }

    /** A piece without the punctuation that ends a sentence. */
    static String core(String chunk) {
        int end = chunk.length();
        while (end > 0 && chunk.charAt(end - 1) == '.') {
            end--;
        }
        return end == 0 ? chunk : chunk.substring(0, end);
    }

    /** The whole piece that a part of it stands in. */
    static String around(String text, int start, int end) {
        int from = start;
        while (from > 0 && !isBetween(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && !isBetween(text.charAt(to))) {
            to++;
        }
        return core(text.substring(from, to));
    }

    private static boolean isBetween(char letter) {
        return Character.isWhitespace(letter)
                || Character.isSpaceChar(letter)
                || Character.getType(letter) == Character.FORMAT
                || BETWEEN.indexOf(letter) >= 0;
    }

    /** Whether it is an IPv4 address, or an IPv6 one: eight groups, or fewer around "::". */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches()
                && (text.indexOf('.') > 0 || text.contains("::") || text.split(":", -1).length == 8);
    }
}
