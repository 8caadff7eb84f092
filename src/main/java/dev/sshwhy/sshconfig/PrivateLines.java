package dev.sshwhy.sshconfig;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lines of a private key that were pasted into a configuration: no message about them may repeat what they say. */
final class PrivateLines {
    /** One word, as such a line is, so that ssh's complaint about it stays the same: it knows no such option. */
    private static final String NOT_SHOWN = "(private-key-line)";

    private static final int LONGEST_KEYWORD = 32;
    private static final Pattern BODY = Pattern.compile("[\\s>#]*[A-Za-z0-9+/=]+\\s*");

    private PrivateLines() {}

    /** Puts other words in their place. */
    static void hide(List<String> lines) {
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.indexOf('-') >= 0 && line.toLowerCase(Locale.ROOT).contains("private key")) {
                inside = line.toLowerCase(Locale.ROOT).contains("begin");
            } else if (inside || isLongWord(line)) {
                boolean hidden = BODY.matcher(line).matches();
                inside = inside && (hidden || line.isBlank() || line.indexOf(':') > 0); // old PEM files have headers
                if (hidden) {
                    lines.set(i, NOT_SHOWN);
                }
            }
        }
    }

    /** A single word that is longer than any keyword. */
    private static boolean isLongWord(String line) {
        return line.length() > LONGEST_KEYWORD && line.strip().indexOf(' ') < 0;
    }
}
