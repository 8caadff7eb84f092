package dev.sshwhy.checks.target;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word without what crept into it on its way through a web page, a chat or a word processor.
 *
 * @param words what is left: mostly one word, two where it held a no-break space, none where nothing is left
 * @param found what was taken out or replaced, in words
 */
record Odd(List<String> words, List<String> found) {
    /** In a name, which has none of these; within other words they may be meant. */
    private static final String NEVER_IN_A_NAME = "\"'`";

    private static final String NEVER_AT_ITS_END = ",;\\";

    Odd {
        words = List.copyOf(words);
        found = List.copyOf(found);
    }

    static Odd asItIs(String word) {
        return new Odd(List.of(word), List.of());
    }

    /** Whether it begins with something that looks like the dash of an option. */
    static boolean hasFalseDash(String word) {
        return !word.isEmpty() && isDash(word.codePointAt(0));
    }

    /** An option, or the value of one. */
    static Odd word(String word) {
        return of(word, false);
    }

    /** A host, a user or a port. */
    static Odd name(String word) {
        return of(word, true);
    }

    private static Odd of(String word, boolean isName) {
        Set<String> found = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (int letter : word.codePoints().toArray()) {
            boolean space = Character.isSpaceChar(letter) && letter != ' ';
            boolean dash = isDash(letter) && (isName || current.isEmpty());
            boolean quote = isQuote(letter) || (isName && NEVER_IN_A_NAME.indexOf(letter) >= 0);
            if (!space && !dash && !quote && !isHidden(letter)) {
                current.appendCodePoint(letter);
                continue;
            }
            found.add(named(letter));
            if (dash) {
                current.append('-');
            } else if (space) {
                words.add(current.toString());
                current.setLength(0);
            }
        }
        while (isName && !current.isEmpty() && NEVER_AT_ITS_END.indexOf(current.charAt(current.length() - 1)) >= 0) {
            found.add(named(current.charAt(current.length() - 1)));
            current.setLength(current.length() - 1);
        }
        words.add(current.toString());
        if (!found.isEmpty()) {
            words.removeIf(String::isEmpty);
        }
        return new Odd(words, List.copyOf(found));
    }

    /** "U+2013 (en dash)", or the letter itself where a keyboard has it. */
    private static String named(int letter) {
        String name = Character.getName(letter);
        return letter > ' ' && letter < 0x7f
                ? Character.toString(letter)
                : String.format("U+%04X (%s)", letter, name == null ? "unnamed" : name.toLowerCase(Locale.ROOT));
    }

    private static boolean isHidden(int letter) {
        int type = Character.getType(letter);
        return type == Character.FORMAT || type == Character.CONTROL;
    }

    /** Hyphens, dashes and minus signs that are not the "-" of a keyboard. */
    private static boolean isDash(int letter) {
        return (letter >= 0x2010 && letter <= 0x2015)
                || letter == 0x2212
                || letter == 0xfe58
                || letter == 0xfe63
                || letter == 0xff0d;
    }

    /** Typographic quotation marks, primes and the acute accent. */
    private static boolean isQuote(int letter) {
        return (letter >= 0x2018 && letter <= 0x201f)
                || (letter >= 0x2032 && letter <= 0x2036)
                || "\u00ab\u00bb\u00b4\u2039\u203a\uff02\uff07".indexOf(letter) >= 0;
    }
}
