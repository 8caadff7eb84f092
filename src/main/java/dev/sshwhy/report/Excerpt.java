package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;

/**
 * A line of something that was read, with the piece that is meant; long ones are cut on both sides of it.
 *
 * @param before what stands before the piece
 * @param meant the piece; empty when the whole line is meant
 * @param after what stands behind it
 */
record Excerpt(String before, String meant, String after) {
    private static final int AROUND = 300;
    private static final int LONGEST_LINE = 1_200;

    static Excerpt of(Span span) {
        String line = span.text();
        if (span.column() == 0 || span.start() == line.length()) {
            return new Excerpt(cut(line, LONGEST_LINE), "", "");
        }
        int from = whole(line, Math.max(0, span.start() - AROUND));
        return new Excerpt(
                (from > 0 ? "…" : "") + line.substring(from, span.start()),
                cut(line.substring(span.start(), span.end()), LONGEST_LINE),
                cut(line.substring(span.end()), AROUND));
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, whole(text, limit)) + "…";
    }

    /** Not between the two halves of one character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))
                ? at - 1
                : at;
    }
}
