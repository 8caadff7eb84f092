package dev.sshwhy.report;

import java.lang.Character.UnicodeScript;

/** How much room a text takes at a terminal, where a letter has one column, two or none. */
final class Columns {
    /** First and last of the ranges of letters outside the scripts of {@link #isWideScript} that have two columns. */
    private static final int[] WIDE = {
        0x231a, 0x231b, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653,
        0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce,
        0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705,
        0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
        0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x3000, 0x303e, 0xff01, 0xff60,
        0xffe0, 0xffe6, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f1e6, 0x1f1ff,
        0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3,
        0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d,
        0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f,
        0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec,
        0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff,
        0x1fa70, 0x1faff,
    };

    private Columns() {}

    /** How many columns it takes. */
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            columns += of(letter);
            i += Character.charCount(letter);
        }
        return columns;
    }

    /** The beginning of it that fits into so many columns. */
    static String head(String text, int room) {
        int columns = 0;
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            columns += of(letter);
            if (columns > room) {
                break;
            }
            at += Character.charCount(letter);
        }
        return text.substring(0, at);
    }

    /** The end of it that fits into so many columns; a mark on a letter is not parted from it. */
    static String tail(String text, int room) {
        int columns = 0;
        int from = text.length();
        for (int at = text.length(); at > 0; ) {
            int letter = text.codePointBefore(at);
            columns += of(letter);
            if (columns > room) {
                break;
            }
            at -= Character.charCount(letter);
            from = of(letter) > 0 ? at : from;
        }
        return text.substring(from);
    }

    /** The text, and blanks up to so many columns. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    private static int of(int letter) {
        if (letter < 0x300) {
            return 1;
        }
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(letter) ? 2 : 1;
        };
    }

    private static boolean isWide(int letter) {
        if (letter < 0x1100) {
            return false;
        }
        if (isWideScript(letter)) {
            return true;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (letter >= WIDE[i] && letter <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWideScript(int letter) {
        boolean isHalf = letter >= 0xff61 && letter <= 0xffdc;
        boolean isInnerJamo = letter >= 0x1160 && letter <= 0x11ff;
        return !isHalf
                && !isInnerJamo
                && switch (UnicodeScript.of(letter)) {
                    case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI -> true;
                    default -> false;
                };
    }
}
