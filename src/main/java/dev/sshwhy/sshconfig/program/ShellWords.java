package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command as the shell splits it, as far as that needs no shell: quotes, backslashes and a leading {@code ~/}.
 *
 * @param words the words; empty where a shell is needed
 * @param needsShell what in the text only a shell can answer, in words for a user; empty when nothing does
 */
record ShellWords(List<String> words, Optional<String> needsShell) {
    private static final String SPECIAL = "$`;|&<>(){}*?[\n\r";

    ShellWords {
        words = List.copyOf(words);
    }

    /** Splits as POSIX sh does (Shell Command Language, 2.2 and 2.6.1). */
    static ShellWords of(String text, Optional<String> home) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '\'' || (quote == '"' && c == '"')) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
                continue;
            }
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    return needs("a backslash at its end");
                }
                char next = text.charAt(i);
                boolean escapes = quote == 0 || "$`\"\\\n".indexOf(next) >= 0;
                if (next != '\n' || !escapes) {
                    word.append(escapes ? "" : "\\").append(next);
                    begun = true;
                }
                continue;
            }
            if (quote == '"') {
                if (c == '$' || c == '`') {
                    return needs("\"" + c + "\"");
                }
                word.append(c);
                continue;
            }
            if (c == ' ' || c == '\t') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
                continue;
            }
            boolean first = !begun;
            begun = true;
            if (c == '\'' || c == '"') {
                quote = c;
            } else if (SPECIAL.indexOf(c) >= 0 || (first && c == '#')) {
                return needs(c == '\n' || c == '\r' ? "a line break" : "\"" + c + "\"");
            } else if (first && c == '~') {
                boolean own = i + 1 == text.length() || " \t/".indexOf(text.charAt(i + 1)) >= 0;
                if (!own) {
                    return needs("another user's home directory");
                }
                word.append(home.orElse("~"));
            } else if (c == '=' && words.isEmpty()) {
                return needs("a variable set for the command");
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            return needs("a quote that is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return new ShellWords(words, Optional.empty());
    }

    private static ShellWords needs(String what) {
        return new ShellWords(List.of(), Optional.of(what));
    }
}
