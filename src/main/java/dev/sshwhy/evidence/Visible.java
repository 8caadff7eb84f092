package dev.sshwhy.evidence;

/**
 * Text from a server, file or agent, made fit to show: nothing in it steers a terminal, and nothing in it hides.
 * Control characters (C0, DEL, C1), bidirectional and zero-width ones, and halves of surrogate pairs become {@code <U+001B>}.
 */
public final class Visible {
    private Visible() {}

    /** The whole text. */
    public static String text(String raw) {
        return text(raw, Integer.MAX_VALUE);
    }

    /** At most {@code limit} characters of it; what is cut off is told by an ellipsis. */
    public static String text(String raw, int limit) {
        if (raw.length() <= limit && isPlain(raw)) {
            return raw;
        }
        int end = Math.min(raw.length(), limit);
        StringBuilder shown = new StringBuilder(end);
        for (int i = 0; i < end; ) {
            int letter = raw.codePointAt(i);
            if (isHidden(letter)) {
                shown.append(number(letter));
            } else {
                shown.appendCodePoint(letter);
            }
            i += Character.charCount(letter);
        }
        return end < raw.length() ? shown.append('…').toString() : shown.toString();
    }

    /** A letter by its number, as in {@code <U+001B>}. */
    public static String number(int letter) {
        return String.format("<U+%04X>", letter);
    }

    /** Whether a text holds nothing but printable ASCII, as most do. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHidden(int letter) {
        if (letter == '\t') {
            return false;
        }
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> letter == 0x00a0 || letter == 0x115f || letter == 0x1160 || letter == 0x3164;
        };
    }
}
