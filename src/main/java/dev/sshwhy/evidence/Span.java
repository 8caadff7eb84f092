package dev.sshwhy.evidence;

/**
 * A place in something that was read.
 *
 * @param source the absolute path of a file, or one of the names in this type ("account field", "server", …)
 * @param line counted from 1, as OpenSSH counts (lines end at LF); 0 when the whole source is meant
 * @param column counted from 1 in characters; 0 when the whole line is meant
 * @param length how many characters are meant from {@code column} on; 0 for the rest of the line
 * @param text the line as it stands there; empty when there is none
 */
public record Span(String source, int line, int column, int length, String text) {
    public static final String ACCOUNT_FIELD = "account field";
    public static final String COMMAND_LINE = "command line";
    public static final String SERVER = "server";
    public static final String AGENT = "ssh-agent";

    /** A whole source, with what it says or shows. */
    public static Span of(String source, String text) {
        return new Span(source, 0, 0, 0, text);
    }

    /** A whole line. */
    public static Span line(String source, int line, String text) {
        return new Span(source, line, 0, 0, text);
    }

    /** Where the piece that is meant begins in the text, counted from 0; the text's beginning for a whole line. */
    public int start() {
        return Math.min(Math.max(column - 1, 0), text.length());
    }

    /** Behind the last character of that piece. */
    public int end() {
        return length == 0 ? text.length() : Math.min(text.length(), start() + length);
    }

    // Written out, since the machinery behind a record's own takes 10 ms of a start when it is first needed.
    @Override
    public boolean equals(Object other) {
        return other instanceof Span it
                && line == it.line
                && column == it.column
                && length == it.length
                && source.equals(it.source)
                && text.equals(it.text);
    }

    @Override
    public int hashCode() {
        return ((source.hashCode() * 31 + line) * 31 + column) * 31 + text.hashCode();
    }
}
