package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * rsync's own splitting of {@code -e} and RSYNC_RSH, which is not the shell's: only blanks separate, a backslash is
 * nothing special, and a doubled quote within quotes stands for itself (rsync main.c do_cmd).
 */
final class RsyncShell {
    private RsyncShell() {}

    /** The words; empty when a quote is not closed. */
    static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && c == ' ') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
                continue;
            }
            begun = true;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                if (text.startsWith(String.valueOf(quote), i + 1)) {
                    word.append(c);
                    i++;
                } else {
                    quote = 0;
                }
            } else {
                word.append(c);
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }
}
