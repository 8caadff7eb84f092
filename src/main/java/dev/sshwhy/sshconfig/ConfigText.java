package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Statement.Line;
import dev.sshwhy.sshconfig.Statement.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The text of one file → its lines. Text in an encoding that ssh cannot read is refused once, and then read as it was meant. */
final class ConfigText {
    private static final int MANY_LINES = 5_000;
    private static final int MOST_FAULTS = 10_000;
    private static final String UTF8_MARK = "\u00ef\u00bb\u00bf";
    private static final String NO_BREAK_SPACE = "\u00c2\u00a0";

    private final StatementParser parser;

    ConfigText(StatementParser parser) {
        this.parser = parser;
    }

    /** Reads a file's bytes. Lines end at LF and are counted from 1; those that say nothing are left out. */
    List<Line> lines(String path, String bytes) {
        Optional<Charset> wide = wideEncoding(bytes);
        if (wide.isPresent()) {
            String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), wide.get());
            String meant = Bytes.of(text.startsWith("\ufeff") ? text.substring(1) : text);
            return lines(path, meant, Optional.of("the file is UTF-16 text; ssh reads UTF-8 or ASCII only"));
        }
        boolean mark = bytes.startsWith(UTF8_MARK);
        return lines(
                path,
                mark ? bytes.substring(UTF8_MARK.length()) : bytes,
                mark
                        ? Optional.of("the file begins with a UTF-8 byte order mark, which ssh takes for a part of the"
                                + " first keyword")
                        : Optional.empty());
    }

    private List<Line> lines(String path, String bytes, Optional<String> encodingFault) {
        List<Line> lines = new ArrayList<>();
        List<String> texts = cut(bytes);
        PrivateLines.hide(texts);
        IntStream numbers = IntStream.rangeClosed(1, texts.size());
        List<Line> all = (texts.size() > MANY_LINES ? numbers.parallel() : numbers)
                .mapToObj(it ->
                        new Line(Span.line(path, it, shown(texts.get(it - 1))), parser.parse(texts.get(it - 1), false)))
                .toList();
        if (encodingFault.isPresent() && !all.isEmpty()) {
            lines.add(new Line(all.get(0).at(), encoding(encodingFault.get())));
        }
        int faults = 0;
        for (Line line : all) {
            Statement statement = line.statement();
            if (statement instanceof Statement.Nothing) {
                continue;
            }
            if (faults > MOST_FAULTS) {
                break; // this is no configuration, and ssh gives up after the first line
            }
            if (!isRefused(statement)) {
                lines.add(line);
                continue;
            }
            faults++;
            String text = texts.get(line.at().line() - 1);
            if (text.contains(NO_BREAK_SPACE)) {
                Statement meant = parser.parse(text.replace(NO_BREAK_SPACE, " "), false);
                if (!isRefused(meant)) {
                    lines.add(
                            new Line(line.at(), encoding("the line has a no-break space where ssh needs a plain one")));
                    lines.add(new Line(line.at(), meant));
                    continue;
                }
            } else if (text.indexOf('\0') >= 0) {
                lines.add(new Line(
                        line.at(), encoding("the line holds NUL bytes; this is no text file that ssh can read")));
                break;
            }
            lines.add(line);
        }
        return Collections.unmodifiableList(lines);
    }

    private static boolean isRefused(Statement statement) {
        return statement instanceof Statement.Refused || statement instanceof Statement.Unknown;
    }

    private static List<String> cut(String bytes) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int end = bytes.indexOf('\n', at);
            int stop = end < 0 ? bytes.length() : end;
            lines.add(bytes.substring(at, stop));
            at = stop + 1;
        }
        return lines;
    }

    private static Statement encoding(String message) {
        return new Statement.Refused(new Refusal(ConfigProblem.Kind.ENCODING, message, Optional.empty()), false);
    }

    /** Every other byte of a UTF-16 text in a Latin script is zero, with or without a byte order mark. */
    private static Optional<Charset> wideEncoding(String bytes) {
        if (bytes.startsWith("\u00ff\u00fe") || (bytes.length() > 3 && zeroAt(bytes, 1) && zeroAt(bytes, 3))) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (bytes.startsWith("\u00fe\u00ff") || (bytes.length() > 3 && zeroAt(bytes, 0) && zeroAt(bytes, 2))) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return Optional.empty();
    }

    private static boolean zeroAt(String bytes, int index) {
        return bytes.charAt(index) == '\0' && bytes.charAt(index ^ 1) != '\0';
    }

    private static String shown(String line) {
        int end = line.length();
        while (end > 0 && Words.BLANKS.indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return Bytes.text(line.substring(0, end));
    }
}
