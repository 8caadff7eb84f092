package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** git's aliases (git alias.c). */
final class GitAlias {
    private GitAlias() {}

    /** What a command's name stands for, in both spellings: the one without a subsection counts in any case. */
    static Optional<String> of(String command, GitSettings settings) {
        return settings.value("alias." + command.toLowerCase(Locale.ROOT))
                .or(() -> settings.value("alias." + command + ".command"));
    }

    /** Its words; empty for a shell command and where a quote or backslash is left open (split_cmdline). */
    static Optional<List<String>> words(String text) {
        if (text.startsWith("!")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && isSpace(c)) {
                words.add(word.toString());
                word.setLength(0);
                while (i + 1 < text.length() && isSpace(text.charAt(i + 1))) {
                    i++;
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'') {
                i++;
                if (i == text.length()) {
                    return Optional.empty();
                }
                word.append(text.charAt(i));
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
