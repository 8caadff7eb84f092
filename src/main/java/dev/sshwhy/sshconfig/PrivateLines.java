package dev.sshwhy.sshconfig;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of a private key that were pasted into a configuration: no message about them may repeat what they say. */
final class PrivateLines {
    /**
     * One word, as such a line is, so that ssh's complaint about it stays the same: it knows no such option. What stands
     * before it stays, since a comment must remain one.
     */
    private static final String NOT_SHOWN = "(private-key-line)";

    private static final int LONGEST_KEYWORD = 32;
    /** Base64: {@code =} only fills up its end, where in a configuration a value would follow. */
    private static final Pattern WORD = Pattern.compile("(?<before>[\\s>#]*+)(?<body>[A-Za-z0-9+/]++={0,2})\\s*");

    private PrivateLines() {}

    /** Puts other words in their place. */
    static void hide(List<String> lines) {
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.indexOf('-') >= 0 && line.toLowerCase(Locale.ROOT).contains("private key")) {
                inside = line.toLowerCase(Locale.ROOT).contains("begin");
            } else if (inside || line.length() > LONGEST_KEYWORD) {
                Matcher word = WORD.matcher(line);
                boolean hidden = word.matches() && (inside || word.group("body").length() > LONGEST_KEYWORD);
                inside = inside && (hidden || line.isBlank() || line.indexOf(':') > 0); // old PEM files have headers
                if (hidden) {
                    lines.set(i, word.group("before") + NOT_SHOWN);
                }
            }
        }
    }
}
