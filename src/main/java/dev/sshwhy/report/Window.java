package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;

/**
 * The part of a line that fits, with marks below the piece that is meant.
 *
 * @param text what is shown of the line
 * @param marks blanks and carets to print below it; empty when the whole line is meant
 */
record Window(String text, String marks) {
    private static final int LONGEST_MARK = 40;

    static Window of(Span span, int room) {
        String line = span.text().replace('\t', ' '); // so that the marks stand below what they mean
        if (line.isEmpty()) {
            return new Window("", "");
        }
        if (span.column() == 0) {
            return new Window(cut(line, 0, room), "");
        }
        int at = Math.min(span.column() - 1, line.length());
        int start = at < room - 12 ? 0 : Math.max(0, at - room / 3);
        String before = (start > 0 ? "…" : "") + Visible.text(line.substring(start, at));
        int length = span.length() > 0 ? span.length() : line.length() - at;
        String meant = Visible.text(line.substring(at, Math.min(line.length(), at + length)));
        String shown =
                cut(before + meant + Visible.text(line.substring(Math.min(line.length(), at + length))), 0, room);
        int marks = Math.max(1, Math.min(Math.min(meant.length(), LONGEST_MARK), room - before.length()));
        return new Window(shown, " ".repeat(before.length()) + "^".repeat(marks));
    }

    private static String cut(String text, int from, int room) {
        String visible = Visible.text(text.substring(from, Math.min(text.length(), from + room)));
        return text.length() - from > room
                ? visible.substring(0, Math.min(visible.length(), Math.max(1, room - 1))) + "…"
                : visible;
    }
}
