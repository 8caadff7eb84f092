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
        boolean isWholeLine = span.column() == 0;
        int start = isWholeLine ? line.length() - line.stripLeading().length() : span.start();
        int end = isWholeLine ? line.stripTrailing().length() : span.end();
        Piece before = new Piece(line.substring(0, start), style, whole);
        Piece meant = new Piece(line.substring(start, end), style, whole);
        Piece after = new Piece(line.substring(end), style, whole);

        int shownMeant = Math.min(meant.columns(), room);
        int roomBefore = Math.min(before.columns(), Math.max(room / 3, room - shownMeant - after.columns()));
        roomBefore = Math.max(0, Math.min(roomBefore, room - shownMeant));
        boolean isBare =
                before.columns() > roomBefore && roomBefore <= style.ellipsis().length();
        String head = isBare ? "" : style.cutBefore(before.text(), roomBefore);
        String text = style.cut(head + meant.text() + after.text(), room);
        boolean isLong = shownMeant > LONGEST_MARK;
        int most = isLong && isWholeLine ? 1 : LONGEST_MARK; // what marks a whole line need not run along it
        int marks = Math.max(1, Math.min(Math.min(shownMeant, most), room - Columns.of(head)));
        return new Window(text, " ".repeat(Columns.of(head)) + "^".repeat(marks));
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
