package dev.sshwhy.report.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    /** What a value looks like that says no more than a pseudonym, such as the host-1 of a laboratory. */
    private static final Pattern PSEUDONYM = Pattern.compile("(?i)"
            + Arrays.stream(Kind.values())
                    .map(it -> it.numbered(0))
                    .collect(Collectors.joining("|"))
                    .replace("0", "\\d+"));

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})|&#(x?)([0-9A-Fa-f]{1,6});");
    private static final Pattern BACKSLASHED = Pattern.compile("\\\\([!-/:-@\\[-`{-~])");

    private final Map<String, Replacement> personal = new LinkedHashMap<>();
    private final Map<String, Replacement> keyPieces = new HashMap<>();
    private final ManyValues telling;
    private final ManyValues ordinary;
    private final String home;
    private final Vocabulary own;
    private final Set<String> kept;

    LeakScan(List<Replacement> personal, String home, Vocabulary own, Set<String> kept) {
        this.home = home;
        this.own = own;
        this.kept = Set.copyOf(kept);
        for (Replacement it : personal) {
            if (!(it.kind() == Kind.TEXT && own.isMadeOf(it.value())) && isName(it.value())) {
                this.personal.put(ManyValues.folded(it.value()), it);
            }
            if (it.kind() == Kind.KEY_BODY) {
                addPieces(it);
            }
        }
        Map<Boolean, List<String>> values =
                this.personal.keySet().stream().collect(Collectors.partitioningBy(it -> WordJudge.isOrdinary(it, own)));
        this.telling = new ManyValues(values.getOrDefault(false, List.of()));
        this.ordinary = new ManyValues(values.getOrDefault(true, List.of()));
    }

    /**
     * What is found that must not be there, in words for the user, whose values these are.
     *
     * @param finished the report as it would be written, in any of the forms
     */
    public List<String> leaks(String finished) {
        String text = STYLE_HASH.matcher(plain(finished)).replaceAll("");
        for (String it : kept) {
            text = Chunks.isOne(it) ? text : text.replace(it, "-"); // its pieces say something only elsewhere
        }
        Set<String> leaks = new LinkedHashSet<>(leaksOf(text));
        String unescaped = BACKSLASHED.matcher(text).replaceAll("$1"); // as Markdown has it
        if (!unescaped.equals(text)) {
            leaks.addAll(leaksOf(unescaped));
        }
        return new ArrayList<>(leaks);
    }

    private Set<String> leaksOf(String text) {
        String folded = ManyValues.folded(text);
        Set<String> leaks = new LinkedHashSet<>();
        if (home.length() > 1 && !home.equals("/root") && folded.contains(ManyValues.folded(home))) {
            leaks.add("the home directory " + home);
        }
        for (int place = 0; place < folded.length(); place++) {
            for (String value : telling.at(folded, place)) {
                if (isTold(text, folded, place, value)) {
                    leaks.add(inWords(value));
                }
            }
            for (String value : ordinary.at(folded, place)) {
                if (isNameOrPart(text, folded, place, value)) {
                    leaks.add(inWords(value));
                }
            }
        }
        String letters = keyLetters(folded);
        for (int at = 0; at + WINDOW <= letters.length() && !keyPieces.isEmpty(); at++) {
            Replacement key = keyPieces.get(letters.substring(at, at + WINDOW));
            if (key != null) {
                leaks.add("a piece of the key \"" + key.value() + "\"");
            }
        }
        Matcher words = LONG_WORD.matcher(text);
        while (words.find()) {
            if (isChance(words.group()) && !isExplained(words.group())) {
                leaks.add("a word that nothing explains, \"" + words.group() + "\"");
            }
        }
        return leaks;
    }

    private String inWords(String folded) {
        return Optional.ofNullable(personal.get(folded))
                .map(it -> it.kind().counted(1).substring(2) + " \"" + it.value() + "\"")
                .orElse("\"" + folded + "\"");
    }

    /** Whether it can be recognised: it has a letter or a digit, and is not written like a pseudonym. */
    private static boolean isName(String value) {
        return !PSEUDONYM.matcher(value).matches() && value.chars().anyMatch(Character::isLetterOrDigit);
    }

    private boolean isOwn(String word) {
        return !Chunks.isAddress(word) && (own.has(word) || SafeWords.has(word));
    }

    /** Short and ordinary names say something only as {@code name@} and as a part of a path. */
    private boolean isNameOrPart(String text, String folded, int start, String value) {
        int end = start + value.length();
        boolean begins = start == 0 || !isOfHost(folded.charAt(start - 1));
        boolean ends = end == folded.length() || !isOfHost(folded.charAt(end));
        boolean isName = begins && end < folded.length() && folded.charAt(end) == '@';
        boolean isPart = ends
                && start > 0
                && "/\\".indexOf(folded.charAt(start - 1)) >= 0
                && !folded.startsWith("</", start - 2) // the end of an element of a page
                && !PathParts.isUsual(personalValue(value));
        return (isName || isPart) && !isOwn(Chunks.around(text, start, end));
    }

    private String personalValue(String folded) {
        return Optional.ofNullable(personal.get(folded)).map(Replacement::value).orElse(folded);
    }

    private boolean isTold(String text, String folded, int start, String value) {
        int end = start + value.length();
        String word = wordAround(folded, start, end);
        boolean isAnother = word.length() > value.length()
                && (value.length() < LONG_NAME
                        || Chunks.isAddress(value)
                        || own.has(word)
                        || PathParts.isUsual(word.substring(0, PathParts.stem(word))));
        return !isAnother && !isOwn(Chunks.around(text, start, end));
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

    private static boolean isOfHost(char letter) {
        return isOfName(letter) || letter == '.';
    }

    /** Remembers the pieces of a key's body, which are found also where its lines were broken anew. */
    private void addPieces(Replacement key) {
        String letters = keyLetters(ManyValues.folded(key.value()));
        for (int at = WINDOW; at + WINDOW <= letters.length(); at += WINDOW / 2) { // keys of a type begin alike
            keyPieces.put(letters.substring(at, at + WINDOW), key);
        }
    }

    private static String keyLetters(String folded) {
        StringBuilder letters = new StringBuilder();
        folded.chars()
                .filter(it -> (it >= 'a' && it <= 'z') || (it >= '0' && it <= '9') || it == '+' || it == '/')
                .forEach(it -> letters.append((char) it));
        return letters.toString();
    }

    private boolean isExplained(String word) {
        return kept.stream().anyMatch(it -> it.contains(word)) // a fingerprint, or its part between two slashes
                || own.has(
                        word.replaceAll("[+=]", "")); // such as an option before its value, or in a line that is added
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
        Matcher escapes = ESCAPE.matcher(text);
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
