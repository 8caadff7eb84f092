package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a line falls into words: two different ways, as in OpenSSH misc.c. */
final class Words {
    static final String BLANKS = " \t\r\n";

    private final String line;
    private int at;
    private boolean ended;

    private Words(String line) {
        this.line = line;
    }

    /** Starts cutting words off a line, one by one. */
    static Words of(String line) {
        return new Words(line);
    }

    /**
     * The next word (strdelim): up to a blank or one {@code =}, or up to the end of a double-quoted part. Empty at the end
     * of the line, or when a quote stays open.
     */
    Optional<String> next() {
        if (ended) {
            return Optional.empty();
        }
        int start = at;
        int end = start;
        while (end < line.length() && line.charAt(end) != '"' && line.charAt(end) != '=' && !isBlank(end)) {
            end++;
        }
        if (end == line.length()) {
            ended = true;
            return Optional.of(line.substring(start));
        }
        if (line.charAt(end) == '"') {
            int close = line.indexOf('"', end + 1);
            if (close < 0) {
                ended = true;
                return Optional.empty();
            }
            at = afterBlanks(close + 1);
            return Optional.of(line.substring(start, end) + line.substring(end + 1, close));
        }
        at = afterBlanks(end + 1);
        // "Keyword = value": one sign of equality may stand between the blanks.
        if (line.charAt(end) != '=' && at < line.length() && line.charAt(at) == '=') {
            at = afterBlanks(at + 1);
        }
        return Optional.of(line.substring(start, end));
    }

    /** What is left of the line; empty when the last word reached its end. */
    String rest() {
        return ended ? "" : line.substring(at);
    }

    /** Passes over all that is left. */
    void skipRest() {
        ended = true;
    }

    /** Passes over blanks. */
    void skipBlanks() {
        at = afterBlanks(at);
    }

    private int afterBlanks(int from) {
        int index = from;
        while (index < line.length() && isBlank(index)) {
            index++;
        }
        return index;
    }

    private boolean isBlank(int index) {
        return BLANKS.indexOf(line.charAt(index)) >= 0;
    }

    /**
     * Splits arguments (argv_split, ending at a comment): single and double quotes, backslash escapes. Empty when a quote
     * stays open.
     */
    static Optional<List<String>> split(String text) {
        return split(text, true);
    }

    /** The same, where a {@code #} may be a letter like any other. */
    static Optional<List<String>> split(String text, boolean endsAtComment) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                i++;
                continue;
            }
            if (c == '#' && endsAtComment) {
                break;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; i < text.length(); i++) {
                c = text.charAt(i);
                if (c == '\\') {
                    char following = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                    boolean escapes = following == '\''
                            || following == '"'
                            || following == '\\'
                            || (quote == 0 && following == ' ');
                    word.append(escapes ? following : c);
                    i += escapes ? 1 : 0;
                } else if (quote == 0 && (c == ' ' || c == '\t')) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                return Optional.empty();
            }
            words.add(word.toString());
        }
        return Optional.of(words);
    }
}
