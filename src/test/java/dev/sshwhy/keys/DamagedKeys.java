package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What happens to key files on their way, by name. */
final class DamagedKeys {
    private static final Map<String, UnaryOperator<String>> REPAIRABLE = Map.ofEntries(
            Map.entry("crlf", text -> text.replace("\n", "\r\n")),
            Map.entry("no newline", String::stripTrailing),
            Map.entry("mark", text -> "\ufeff" + text),
            Map.entry("one line", text -> text.stripTrailing().replace("\n", " ") + "\n"),
            Map.entry("escaped", text -> text.replace("\n", "\\n") + "\n"),
            Map.entry("indented", text -> "  " + text.stripTrailing().replace("\n", "\n  ") + "\n"),
            Map.entry("text before", text -> "# my key\n" + text),
            Map.entry("dashes", text -> text.replace("-----BEGIN", "\u2014\u2013BEGIN")),
            Map.entry("no header", text -> text.substring(text.indexOf('\n') + 1)),
            Map.entry("no footer", text -> text.substring(0, text.lastIndexOf("-----END"))));
    private static final Map<String, UnaryOperator<String>> LOST = Map.of(
            "cut", text -> text.substring(0, text.length() / 2),
            "stray", text -> text.replaceFirst("(?<=KEY-----\n.....).", "*"));

    private DamagedKeys() {}

    static List<String> repairable() {
        return REPAIRABLE.keySet().stream().sorted().toList();
    }

    static byte[] of(String text, String damage) {
        return Optional.ofNullable(REPAIRABLE.get(damage))
                .or(() -> Optional.ofNullable(LOST.get(damage)))
                .orElseThrow()
                .apply(text)
                .getBytes(StandardCharsets.UTF_8);
    }
}
