package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The BEGIN and END lines of a private key and what stands between, found however badly they are written. */
final class Armour {
    private static final List<String> LABELS = List.of(
            "OPENSSH PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "RSA PRIVATE KEY",
            "DSA PRIVATE KEY",
            "EC PRIVATE KEY",
            "PRIVATE KEY");
    private static final int LONGEST_LINE = 60;
    private static final int MISTAKES = 3;

    private final String text;
    private final Marker begin;
    private final Optional<Marker> end;

    private Armour(String text, Marker begin, Optional<Marker> end) {
        this.text = text;
        this.begin = begin;
        this.end = end;
    }

    /** One armour line: where it starts and ends in the text, dashes included, and what key it announces. */
    record Marker(int start, int end, String label) {}

    /** The first private key in a text. */
    static Optional<Armour> in(String text) {
        return marker(text, "BEGIN", 0).map(it -> new Armour(text, it, marker(text, "END", it.end())));
    }

    Marker begin() {
        return begin;
    }

    Optional<Marker> end() {
        return end;
    }

    String label() {
        return begin.label();
    }

    String header() {
        return "-----BEGIN " + label() + "-----";
    }

    String footer() {
        return "-----END " + label() + "-----";
    }

    boolean isOpenSsh() {
        return label().startsWith("OPENSSH");
    }

    /** What stands between the two lines, or behind the first when there is no second. */
    String body() {
        return text.substring(begin.end(), end.map(Marker::start).orElse(text.length()));
    }

    /** The armour line as it was typed. */
    String typed(Marker marker) {
        return text.substring(marker.start(), marker.end());
    }

    /** An END line that was spelt as far as its dashes, and then cut off; the length of the text when there is none. */
    int tailStart() {
        int last = text.stripTrailing().lastIndexOf('\n') + 1;
        return end.isEmpty() && last > begin.end() && isDash(text.charAt(last)) ? last : text.length();
    }

    /** Whether a key type is a name that may be shown. */
    static boolean isPlainName(String name) {
        return name.length() <= 64
                && !name.isEmpty()
                && name.chars()
                        .allMatch(it -> Base64Text.isLetter(it) || it == '-' || it == '@' || it == '.' || it == '_');
    }

    /** The whole file anew: armour lines of their own, the body in lines of the usual length. */
    String rewritten() {
        return header() + "\n" + wrapped(body()) + footer() + "\n";
    }

    private String wrapped(String body) {
        StringBuilder lines = new StringBuilder();
        String rest = body.replaceAll("[\\s\u00a0]+", " ").strip();
        int info = rest.indexOf("DEK-Info:");
        if (rest.startsWith("Proc-Type:") && info > 0) {
            String value = rest.substring(info + "DEK-Info:".length()).strip();
            String cipher = value.substring(0, Math.max(0, value.indexOf(',')));
            int length = Math.min(value.length(), cipher.length() + 1 + 2 * PemPrivate.vectorSize(cipher));
            lines.append("Proc-Type: 4,ENCRYPTED\nDEK-Info: ")
                    .append(value, 0, length)
                    .append("\n\n");
            rest = value.substring(length);
        }
        String letters = rest.replace(" ", "");
        int width = isOpenSsh() ? 70 : 64;
        for (int i = 0; i < letters.length(); i += width) {
            lines.append(letters, i, Math.min(letters.length(), i + width)).append('\n');
        }
        return lines.toString();
    }

    /** Whether a character is a dash, be it one that a word processor made. */
    static boolean isDash(char it) {
        return it == '-' || (it >= '\u2010' && it <= '\u2015') || it == '\u2212' || it == '\u0096' || it == '\u0097';
    }

    private static boolean isBlank(char it) {
        return it == ' ' || it == '\t' || it == '\u00a0';
    }

    private static Optional<Marker> marker(String text, String word, int from) {
        String upper = text.toUpperCase(Locale.ROOT);
        // A few letters grow when put in upper case; then the positions are worth nothing.
        String search = upper.length() == text.length() ? upper : text;
        for (int at = search.indexOf(word, from); at >= 0; at = search.indexOf(word, at + 1)) {
            int end = at + word.length();
            for (String label : LABELS) {
                int after = labelEnd(search, end, label);
                if (after >= 0) {
                    return Optional.of(grown(text, at, after, label));
                }
            }
        }
        return misspelt(search, word, from);
    }

    /** Where the label ends that follows here after blanks; -1 when another text follows. */
    private static int labelEnd(String text, int from, String label) {
        int at = from;
        for (int i = -1; i < label.length(); i++) {
            if (i < 0 || label.charAt(i) == ' ') {
                int blanks = at;
                while (at < text.length() && isBlank(text.charAt(at))) {
                    at++;
                }
                if (at == blanks) {
                    return -1;
                }
            } else if (at < text.length() && text.charAt(at) == label.charAt(i)) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    private static Marker grown(String text, int from, int to, String label) {
        int start = from;
        while (start > 0 && (isDash(text.charAt(start - 1)) || isBlank(text.charAt(start - 1)))) {
            start--;
        }
        while (start < from && isBlank(text.charAt(start))) {
            start++;
        }
        int end = to;
        while (end < text.length() && isDash(text.charAt(end))) {
            end++;
        }
        return new Marker(start, end, label);
    }

    /** A line between dashes that is an armour line but for a few letters. */
    private static Optional<Marker> misspelt(String text, String word, int from) {
        int start = from;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start < LONGEST_LINE && end > start) {
                String line = text.substring(start, end).strip();
                boolean dashes = !line.isEmpty() && isDash(line.charAt(0)) && isDash(line.charAt(line.length() - 1));
                String inside = dashes ? line.replaceAll("^[^A-Z]+|[^A-Z]+$", "") : "";
                int at = start;
                int to = end;
                Optional<Marker> found = LABELS.stream()
                        .filter(it -> inside.length() > word.length() && distance(inside, word + " " + it) <= MISTAKES)
                        .findFirst()
                        .map(it -> new Marker(at, to, it));
                if (found.isPresent()) {
                    return found;
                }
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** How many letters must be changed, added or dropped (Levenshtein); both texts are short. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }

    /** The body's letters as bytes, for a reader of base64. */
    byte[] bodyBytes() {
        return body().getBytes(StandardCharsets.ISO_8859_1);
    }
}
