package dev.sshwhy.report.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A last look at a finished report: none of the values that were replaced may be in it, and no long text that looks like
 * chance. It knows nothing of how the report was made, so that a mistake there does not repeat here.
 */
public final class LeakScan {
    private static final int WINDOW = 24;
    private static final int LONG_NAME = 8;
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+]{16,}={0,2}");

    /** What a page says of its own style sheet (Content Security Policy 3, hash-source). */
    private static final Pattern STYLE_HASH = Pattern.compile("'sha256-[A-Za-z0-9+/]{43}='");

    private final List<Replacement> personal;
    private final String home;
    private final Vocabulary own;
    private final Set<String> kept;

    LeakScan(List<Replacement> personal, String home, Vocabulary own, Set<String> kept) {
        this.personal = personal.stream()
                .sorted(Comparator.comparing((Replacement it) -> it.value().length())
                        .reversed())
                .toList();
        this.home = home;
        this.own = own;
        this.kept = Set.copyOf(kept);
    }

    /**
     * What is found that must not be there, in words for the user, whose values these are.
     *
     * @param finished the report as it would be written, in any of the forms
     */
    public List<String> leaks(String finished) {
        String text = STYLE_HASH.matcher(plain(finished)).replaceAll("");
        String lower = text.toLowerCase(Locale.ROOT);
        Set<String> leaks = new LinkedHashSet<>();
        if (home.length() > 1 && !home.equals("/root") && lower.contains(home.toLowerCase(Locale.ROOT))) {
            leaks.add("the home directory " + home);
        }
        for (Replacement it : personal) {
            if (!isOwnWording(it) && isIn(lower, it.value().toLowerCase(Locale.ROOT))) {
                leaks.add(it.kind().counted(1).substring(2) + " \"" + it.value() + "\"");
            }
        }
        String letters = lower.replaceAll("[^a-z0-9+/]", "");
        for (Replacement it : personal) {
            if (it.kind() == Kind.KEY_BODY && hasPiece(letters, it.value())) {
                leaks.add("a piece of the key \"" + it.value() + "\"");
            }
        }
        Matcher words = LONG_WORD.matcher(text);
        while (words.find()) {
            if (isChance(words.group()) && !isExplained(words.group())) {
                leaks.add("a word that nothing explains, \"" + words.group() + "\"");
            }
        }
        return new ArrayList<>(leaks);
    }

    /** A text of which each word is one of sshwhy's own may stand in a sentence of its own as well. */
    private boolean isOwnWording(Replacement it) {
        Matcher words = Chunks.in(it.value());
        boolean own = it.kind() == Kind.TEXT;
        while (own && words.find()) {
            own = this.own.has(Chunks.core(words.group())) || SafeWords.has(Chunks.core(words.group()));
        }
        return own;
    }

    /** Short and ordinary names say something only as {@code name@} and as a part of a path. */
    private boolean isIn(String lower, String value) {
        if (Rewriter.isOrdinary(value, own)) {
            return Pattern.compile("(?<![a-z0-9._-])" + Pattern.quote(value) + "@|[/\\\\]" + Pattern.quote(value)
                                    + "(?![a-z0-9._-])")
                            .matcher(lower)
                            .find()
                    && !PathParts.isUsual(value);
        }
        for (int at = lower.indexOf(value); at >= 0; at = lower.indexOf(value, at + 1)) {
            String word = wordAround(lower, at, at + value.length());
            boolean isAnother = word.length() > value.length()
                    && (value.length() < LONG_NAME
                            || own.has(word)
                            || PathParts.isUsual(word.substring(0, PathParts.stem(word))));
            if (!isAnother) {
                return true;
            }
        }
        return false;
    }

    private static String wordAround(String text, int start, int end) {
        int from = start;
        while (from > 0 && isOfName(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && isOfName(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isOfName(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '-';
    }

    /** Whether any piece of a key's body is there, also where its lines were broken anew. */
    private static boolean hasPiece(String letters, String body) {
        String lower = body.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9+/]", "");
        for (int at = WINDOW; at + WINDOW <= lower.length(); at += WINDOW / 2) {
            if (letters.contains(lower.substring(at, at + WINDOW))) {
                return true;
            }
        }
        return false;
    }

    private boolean isExplained(String word) {
        return kept.stream().anyMatch(it -> it.contains(word)) // a fingerprint, or its part between two slashes
                || own.has(word);
    }

    /** Whether capitals, small letters and digits change as often as in a key or a token; in words and names they do not. */
    static boolean isChance(String word) {
        int changes = 0;
        for (int i = 1; i < word.length(); i++) {
            changes += letterClass(word.charAt(i)) == letterClass(word.charAt(i - 1)) ? 0 : 1;
        }
        return changes * 4 >= word.length();
    }

    private static int letterClass(char letter) {
        if (Character.isDigit(letter)) {
            return 0;
        }
        return Character.isUpperCase(letter) ? 1 : 2;
    }

    /** The text with the escapes of HTML and JSON taken back. */
    static String plain(String finished) {
        String text = finished.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        Matcher escapes = Pattern.compile("\\\\u([0-9A-Fa-f]{4})|&#(x?)([0-9A-Fa-f]{1,6});")
                .matcher(text);
        String letters =
                escapes.replaceAll(it -> Matcher.quoteReplacement(letter(it.group(1), it.group(2), it.group(3))));
        return letters.replace("\\n", "\n")
                .replace("\\\"", "\"")
                .replace("\\/", "/")
                .replace("\\\\", "\\");
    }

    private static String letter(String json, String hexadecimal, String html) {
        int code = Optional.ofNullable(json)
                .map(it -> Integer.parseInt(it, 16))
                .orElseGet(() -> Integer.parseInt(html, hexadecimal.isEmpty() ? 10 : 16));
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }
}
