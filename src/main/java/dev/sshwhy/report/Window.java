package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;

/**
 * The part of a line that fits, with marks below the piece that is meant.
 *
 * @param text what is shown of the line; empty when there is none
 * @param marks blanks and carets to print below it
 */
record Window(String text, String marks) {
    private static final int LONGEST_MARK = 40;

    /** A whole line that is meant is marked from its first letter to its last. */
    static Window of(Span span, int room, TextStyle style, boolean whole) {
        String line = span.text().replace('\t', ' '); // so that the marks stand below what they mean
        if (line.isBlank()) {
            return new Window("", "");
        }
        int at = span.column() == 0
                ? line.length() - line.stripLeading().length()
                : Math.min(span.column() - 1, line.length());
        int length = span.length() == 0 ? line.length() - at : span.length();
        int end = span.column() == 0 ? line.stripTrailing().length() : Math.min(line.length(), at + length);
        Piece before = new Piece(line.substring(0, at), style, whole);
        Piece meant = new Piece(line.substring(at, end), style, whole);
        Piece after = new Piece(line.substring(end), style, whole);

        int shownMeant = Math.min(meant.columns(), room);
        int roomBefore = Math.min(before.columns(), Math.max(room / 3, room - shownMeant - after.columns()));
        roomBefore = Math.max(0, Math.min(roomBefore, room - shownMeant));
        String head = before.columns() <= roomBefore ? before.text() : lastPart(before.text(), roomBefore, style);
        String text = style.cut(head + meant.text() + after.text(), room);
        boolean isLong = shownMeant > LONGEST_MARK;
        int most = isLong && span.column() == 0 ? 1 : LONGEST_MARK; // what marks a whole line need not run along it
        int marks = Math.max(1, Math.min(Math.min(shownMeant, most), room - Columns.of(head)));
        return new Window(text, " ".repeat(Columns.of(head)) + "^".repeat(marks));
    }

    private static String lastPart(String text, int room, TextStyle style) {
        int kept = room - style.ellipsis().length();
        return kept <= 0 ? "" : style.ellipsis() + Columns.tail(text, kept);
    }

    /** A part of the line, fit to show. */
    private record Piece(String text, int columns) {
        Piece(String raw, TextStyle style, boolean whole) {
            this(style.quote(whole ? raw : Shortened.values(raw, style.ellipsis())));
        }

        private Piece(String text) {
            this(text, Columns.of(text));
        }
    }
}
