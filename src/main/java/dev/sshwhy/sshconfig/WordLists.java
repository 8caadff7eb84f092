package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Values that are several words. */
public final class WordLists {
    private WordLists() {}

    /**
     * The files that an option such as UserKnownHostsFile names. Its value has them with blanks between them; where blanks
     * are also in a name, the line that set it tells the quotes.
     *
     * @param expand for tokens; the value may or may not be expanded already
     */
    public static List<String> files(ConfigValue value, UnaryOperator<String> expand) {
        String line = value.setAt().text();
        if (line.indexOf('"') < 0 && line.indexOf('\'') < 0 && line.indexOf('\\') < 0) {
            return List.of(value.value().split(" ", -1)).stream().map(expand).toList();
        }
        return quoted(line)
                .map(it -> it.stream().map(expand).toList())
                .filter(it -> !it.isEmpty())
                .orElseGet(() -> List.of(expand.apply(value.value())));
    }

    /** The words behind the keyword of a line, or of {@code -o Keyword=…}. */
    private static Optional<List<String>> quoted(String line) {
        int at = line.toLowerCase(Locale.ROOT).indexOf("file") + "file".length();
        while (at < line.length() && (Words.BLANKS.indexOf(line.charAt(at)) >= 0 || line.charAt(at) == '=')) {
            at++;
        }
        return Words.split(line.substring(Math.min(at, line.length())));
    }

    /** A command line that no shell sees (misc.c argv_split); empty when a quote stays open. */
    public static Optional<List<String>> command(String text) {
        return Words.split(text, false);
    }
}
