package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of one git configuration file → its settings, in their order (git-config(5), git config.c git_parse_source).
 * An {@code include.path} is a setting like any other here.
 */
public final class GitConfigText {
    private static final int END = -1;

    private final String text;
    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder section = new StringBuilder();
    private int at;
    private int line = 1;

    private GitConfigText(String text) {
        // Windows' Notepad puts a byte-order mark in front
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * One setting.
     *
     * @param name section and key in lower case, the subsection as it is
     * @param value its value; empty when there is not even an "=", which means true
     */
    public record Entry(String name, Optional<String> value) {
        /** What an argument of {@code git -c} sets, {@code name=value} or {@code name}; empty when git refuses it. */
        static Optional<Entry> ofArgument(String argument) {
            int equals = argument.indexOf('=');
            Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
            return canonicalName(equals < 0 ? argument : argument.substring(0, equals))
                    .map(it -> new Entry(it, value));
        }
    }

    /**
     * What a text holds.
     *
     * @param entries the settings up to the first bad line
     * @param badLine the line, counted from 1, that git cannot read and stops at
     */
    public record Contents(List<Entry> entries, Optional<Integer> badLine) {
        public Contents {
            entries = List.copyOf(entries);
        }
    }

    /** Reads a file's text. */
    public static Contents parse(String text) {
        return new GitConfigText(text).read();
    }

    /**
     * A setting's name with its section and key in lower case; empty when git refuses it (config.c
     * git_config_parse_key).
     */
    public static Optional<String> canonicalName(String name) {
        int first = name.indexOf('.');
        int last = name.lastIndexOf('.');
        if (first <= 0 || last + 1 == name.length()) {
            return Optional.empty();
        }
        String before = name.substring(0, first).toLowerCase(Locale.ROOT);
        String key = name.substring(last + 1).toLowerCase(Locale.ROOT);
        boolean good = isLetter(key.charAt(0)) && name.indexOf('\n') < 0;
        for (int i = 0; i < before.length() && good; i++) {
            good = isKeyCharacter(before.charAt(i));
        }
        for (int i = 0; i < key.length() && good; i++) {
            good = isKeyCharacter(key.charAt(i));
        }
        return good ? Optional.of(before + name.substring(first, last + 1) + key) : Optional.empty();
    }

    /** Whether a value means true (git parse.c git_parse_maybe_bool). */
    public static boolean isTrue(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean number = !lower.isEmpty() && lower.chars().allMatch(c -> c >= '0' && c <= '9');
        return List.of("true", "yes", "on").contains(lower)
                || (number && lower.chars().anyMatch(c -> c != '0'));
    }

    private Contents read() {
        while (at < text.length()) {
            int c = next();
            boolean good = true;
            if (c == '#' || c == ';') {
                skipLine();
            } else if (c == '[') {
                good = header();
            } else if (isLetter(c)) {
                good = setting(c);
            } else {
                good = isSpace(c);
            }
            if (!good) {
                // the line break of the bad line may have been read already
                int bad = at > 0 && text.charAt(at - 1) == '\n' ? line - 1 : line;
                return new Contents(entries, Optional.of(bad));
            }
        }
        return new Contents(entries, Optional.empty());
    }

    /** The next character; a CR LF is one line break, and so is the end of the text. */
    private int next() {
        if (at >= text.length()) {
            return END;
        }
        char c = text.charAt(at++);
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            c = text.charAt(at++);
        }
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private void skipLine() {
        int c = next();
        while (c != '\n' && c != END) {
            c = next();
        }
    }

    private boolean header() {
        section.setLength(0);
        while (true) {
            int c = next();
            if (c == ']') {
                section.append('.');
                return section.length() > 1;
            }
            if (isSpace(c)) {
                return section.length() > 0 && subsection(c);
            }
            if (!isKeyCharacter(c) && c != '.') {
                return false;
            }
            section.append((char) lower(c));
        }
    }

    /** {@code "subsection"]} behind the section's name and a blank. */
    private boolean subsection(int blank) {
        int c = blank;
        while (isSpace(c) && c != '\n') {
            c = next();
        }
        if (c != '"') {
            return false;
        }
        section.append('.');
        for (c = next(); c != '"'; c = next()) {
            if (c == '\\') {
                c = next();
            }
            if (c == '\n' || c == END) {
                return false;
            }
            section.append((char) c);
        }
        section.append('.');
        return next() == ']';
    }

    private boolean setting(int first) {
        StringBuilder name = new StringBuilder(section).append((char) lower(first));
        int c = next();
        while (isKeyCharacter(c)) {
            name.append((char) lower(c));
            c = next();
        }
        while (c == ' ' || c == '\t') {
            c = next();
        }
        Optional<String> value = Optional.empty();
        if (c == '=') {
            value = value();
            if (value.isEmpty()) {
                return false;
            }
        } else if (c != '\n' && c != END) {
            return false;
        }
        entries.add(new Entry(name.toString(), value));
        return true;
    }

    /** A value up to its line's end, without the blanks around it; empty when it is malformed. */
    private Optional<String> value() {
        StringBuilder out = new StringBuilder();
        int kept = 0; // the length without blanks at the end
        boolean quoted = false;
        while (true) {
            int c = next();
            if (c == '\n' || c == END) {
                out.setLength(kept);
                return quoted ? Optional.empty() : Optional.of(out.toString());
            }
            if (!quoted && isSpace(c)) {
                if (kept > 0) {
                    out.append((char) c);
                }
                continue;
            }
            if (!quoted && (c == '#' || c == ';')) {
                skipLine();
                out.setLength(kept);
                return Optional.of(out.toString());
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                c = next();
                int place = "tbn\\\"".indexOf(c);
                if (c != '\n' && c != END && place < 0) {
                    return Optional.empty();
                }
                if (place >= 0) {
                    out.append("\t\b\n\\\"".charAt(place));
                }
            } else {
                out.append((char) c);
            }
            kept = out.length();
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    private static boolean isLetter(int c) {
        return lower(c) >= 'a' && lower(c) <= 'z';
    }

    private static boolean isKeyCharacter(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
    }
}
