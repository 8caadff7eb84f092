package dev.sshwhy.cli;

import dev.sshwhy.report.Format;
import dev.sshwhy.report.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a report goes, and how it may look there. */
final class Output {
    private static final int USUAL_WIDTH = 100;

    private final Arguments arguments;
    private final Streams streams;

    Output(Arguments arguments, Streams streams) {
        this.arguments = arguments;
        this.streams = streams;
    }

    /** Whether JSON was asked for, where there is text beside it. */
    boolean isJson() throws UsageException {
        return format(Format.TEXT, Format.JSON) == Format.JSON;
    }

    /** One of the formats that a command can be told in: the one that was asked for, or that the file's name says, or the first. */
    Format format(Format... possible) throws UsageException {
        String file = arguments.value("output").orElse("").toLowerCase(Locale.ROOT);
        Optional<Format> byEnding = Arrays.stream(possible)
                .filter(it -> !arguments.has("format") && file.endsWith("." + it.ending()))
                .findFirst();
        if (byEnding.isPresent()) {
            return byEnding.get();
        }
        String[] words = Arrays.stream(possible).map(Format::word).toArray(String[]::new);
        return Format.valueOf(arguments.oneOf("format", words).toUpperCase(Locale.ROOT));
    }

    void print(String text) throws UsageException {
        Optional<String> file = arguments.value("output");
        if (file.isEmpty()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            streams.out().write(bytes, 0, bytes.length);
            streams.out().flush();
            return;
        }
        try {
            Files.writeString(Path.of(file.get()), text);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--output " + file.get() + " cannot be written: " + e.getMessage());
        }
    }

    TextStyle style() throws UsageException {
        String color = arguments.oneOf("color", "auto", "always", "never");
        boolean plain = arguments.has("plain");
        boolean wanted = color.equals("always")
                || (color.equals("auto")
                        && streams.terminal()
                        && !arguments.has("output")
                        && variable("NO_COLOR").isEmpty()
                        && !variable("TERM").equals(Optional.of("dumb")));
        return new TextStyle(
                wanted && !plain, unicode(), plain, columns(streams).orElse(USUAL_WIDTH));
    }

    /** Whether the locale is a UTF-8 one (locale(7): LC_ALL before LC_CTYPE before LANG). */
    private boolean unicode() {
        String locale = variable("LC_ALL")
                .or(() -> variable("LC_CTYPE"))
                .or(() -> variable("LANG"))
                .orElse("");
        String upper = locale.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
    }

    /** How wide the terminal is, where it is known. */
    static Optional<Integer> columns(Streams streams) {
        return Optional.ofNullable(streams.environment().get("COLUMNS"))
                .filter(it -> it.matches("[1-9][0-9]{0,3}")) // some terminals say 0
                .map(Integer::parseInt);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(streams.environment().get(name)).filter(it -> !it.isEmpty());
    }
}
