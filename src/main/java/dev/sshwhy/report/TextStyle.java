package dev.sshwhy.report;

import dev.sshwhy.evidence.Visible;

/**
 * How a text report may look.
 *
 * @param colour whether escape codes are welcome
 * @param unicode whether signs beyond ASCII are
 * @param plain whether it is read aloud: words in place of drawn signs, sentences in place of tables
 * @param width how many columns a line may take
 */
public record TextStyle(boolean colour, boolean unicode, boolean plain, int width) {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 110;

    public TextStyle {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    /** A report that is looked at. */
    public TextStyle(boolean colour, boolean unicode, int width) {
        this(colour, unicode, false, width);
    }

    String bold(String text) {
        return escaped("1", text);
    }

    String dim(String text) {
        return escaped("2", text);
    }

    String red(String text) {
        return escaped("1;31", text);
    }

    String green(String text) {
        return escaped("1;32", text);
    }

    String yellow(String text) {
        return escaped("1;33", text);
    }

    /** Whether signs may be drawn. */
    boolean signs() {
        return unicode && !plain;
    }

    /** The sign of what is as it should be. */
    String tick() {
        return green(signs() ? "✓" : "OK");
    }

    /** The sign of what is not. */
    String cross() {
        return red(signs() ? "✗" : "X");
    }

    /** What stands for something that was left out. */
    String ellipsis() {
        return unicode ? "…" : "...";
    }

    /** Words of our own with values in them, fit to show. */
    String prose(String text) {
        return quote(unicode ? text : text.replace("…", "...")).replace('\t', ' ');
    }

    /** What others wrote, fit to show: where the locale knows nothing but ASCII, every other letter by its number. */
    String quote(String text) {
        String shown = Visible.text(text);
        if (unicode || Visible.isPlain(shown)) {
            return shown;
        }
        StringBuilder ascii = new StringBuilder();
        shown.codePoints()
                .forEach(letter -> ascii.append(letter < 128 ? Character.toString(letter) : Visible.number(letter)));
        return ascii.toString();
    }

    /** As much of a text as fits, with an ellipsis where something is missing; the text is shown already. */
    String cut(String text, int room) {
        return Columns.of(text) <= room
                ? text
                : Columns.head(text, room - ellipsis().length()) + ellipsis();
    }

    /** The same with the missing part in the middle. */
    String cutWithin(String text, int room) {
        if (Columns.of(text) <= room) {
            return text;
        }
        int kept = room - ellipsis().length();
        return Columns.head(text, kept - kept / 2) + ellipsis() + Columns.tail(text, kept / 2);
    }

    /** The same with the missing part in front. */
    String cutBefore(String text, int room) {
        return Columns.of(text) <= room
                ? text
                : ellipsis() + Columns.tail(text, room - ellipsis().length());
    }

    private String escaped(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
