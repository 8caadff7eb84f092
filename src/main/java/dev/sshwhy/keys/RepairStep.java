package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One thing that happens to key files on their way through editors, mails and web forms, and how it is undone; in the order of undoing. */
enum RepairStep {
    WIDE_LETTERS,
    INVISIBLE,
    ESCAPED,
    QUOTED,
    LINE_ENDS,
    LAST_NEWLINE,
    ARMOUR_MISSPELT,
    INDENTED,
    TRAILING_BLANKS,
    HEADER_MISSING,
    FOOTER_MISSING,
    SURROUNDED,
    LINE_BREAKS;

    private static final String PEM_LINES = "perl -ni -e 'print if /^-----BEGIN/ .. /^-----END/' {file}";
    private static final String OPENSSH_START = "b3BlbnNzaC1rZXktdjE";

    /** The text with this undone; equal to the text where there is nothing of the kind. */
    String change(String text) {
        return switch (this) {
            case WIDE_LETTERS -> text; // TextEncoding has read it already
            case INVISIBLE -> text.replaceAll("[\ufeff\u200b-\u200f\u2060\u00ad]", "");
            case ESCAPED -> unescaped(text);
            case QUOTED -> unquoted(text);
            case LINE_ENDS -> text.replace("\r\n", "\n").replace('\r', '\n');
            case LAST_NEWLINE -> text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            case ARMOUR_MISSPELT -> spelt(text);
            case INDENTED -> lines(text, String::stripLeading);
            case TRAILING_BLANKS -> lines(text, String::stripTrailing);
            case HEADER_MISSING -> headed(text);
            case FOOTER_MISSING -> footed(text);
            case SURROUNDED -> alone(text);
            case LINE_BREAKS -> rewrapped(text);
        };
    }

    /** What was seen, for a text that this step changes; {@code content} is the file it came from. */
    KeyFault fault(String text, byte[] content) {
        return switch (this) {
            case WIDE_LETTERS -> wide(content);
            case INVISIBLE ->
                text.startsWith("\ufeff") && change(text).equals(text.substring(1))
                        ? fault(
                                "a byte order mark (EF BB BF) stands before the first line; save the file as UTF-8 without one",
                                1,
                                "perl -pi -e 's/^\\xEF\\xBB\\xBF//' {file}")
                        : fault(
                                (text.length() - change(text).length())
                                        + " invisible characters stand inside, such as zero-width spaces; copy the key again as plain text",
                                0,
                                "perl -pi -e 's/[^\\x00-\\x7F]+//g' {file}");
            case ESCAPED ->
                fault(
                        "the lines are joined by the two letters \\n where line breaks belong",
                        1,
                        "perl -pi -e 's/(\\\\r)?\\\\n/\\n/g' {file}");
            case QUOTED ->
                fault(
                        "the key stands in quotation marks; take them away",
                        1,
                        "perl -0777 -pi -e 's/^\\s*[\\x22\\x27]//; s/[\\x22\\x27]\\s*$/\\n/' {file}");
            case LINE_ENDS -> lineEnds(text);
            case LAST_NEWLINE -> fault("the last line has no newline at its end", lastLine(text), "echo >> {file}");
            case ARMOUR_MISSPELT -> misspelt(text);
            case INDENTED -> indented(text);
            case TRAILING_BLANKS ->
                fault(
                        "blanks stand at the end of the BEGIN or END line; they must end in their last dash",
                        0,
                        "perl -pi -e 's/[ \\t]+$//' {file}");
            case HEADER_MISSING -> headerMissing(text);
            case FOOTER_MISSING -> {
                String footer = Armour.in(text).map(Armour::footer).orElse("");
                yield fault(
                        "the last line, " + footer + ", is missing or cut",
                        lastLine(text),
                        "echo '" + footer + "' >> {file}");
            }
            case SURROUNDED -> surrounded(text);
            case LINE_BREAKS -> lineBreaks(text);
        };
    }

    private static KeyFault wide(byte[] content) {
        Charset charset = TextEncoding.utf16(content).orElse(StandardCharsets.UTF_16LE);
        String name = charset.equals(StandardCharsets.UTF_16LE) ? "UTF-16LE" : "UTF-16BE";
        String mark = TextEncoding.text(content).length() * 2 < content.length ? "UTF-16" : name;
        return fault(
                "the text is " + name
                        + ", as Notepad's \"Unicode\" and the > of PowerShell write it; it must be plain ASCII",
                0,
                "iconv -f " + mark
                        + " -t UTF-8 {file} | tr -d '\\r' > {file}.new && chmod 600 {file}.new && mv {file}.new {file}");
    }

    private static KeyFault lineEnds(String text) {
        long lineFeeds = text.chars().filter(it -> it == '\n').count();
        long returns = text.chars().filter(it -> it == '\r').count();
        int first = 1
                + (int) text.substring(0, text.indexOf('\r'))
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
        String seen = lineFeeds == 0
                ? "every line ends in CR alone (line ends of old Macs)"
                : returns >= lineFeeds
                        ? "every line ends in CR LF (Windows line ends)"
                        : returns + " of " + lineFeeds
                                + " lines end in CR LF (Windows line ends), the first of them line " + first;
        return fault(seen + "; ssh wants LF alone", first, "perl -pi -e 's/\\r\\n?/\\n/g' {file}");
    }

    private static KeyFault misspelt(String text) {
        Optional<Armour> found = Armour.in(text);
        boolean header =
                found.filter(it -> !it.typed(it.begin()).equals(it.header())).isPresent();
        String typed = found.map(it ->
                        header ? it.typed(it.begin()) : it.end().map(it::typed).orElse(""))
                .orElse("");
        String wanted = found.map(it -> header ? it.header() : it.footer()).orElse("");
        int at = header
                ? found.map(it -> it.begin().start()).orElse(0)
                : found.flatMap(Armour::end).map(Armour.Marker::start).orElse(0);
        int line =
                1 + (int) text.substring(0, at).chars().filter(it -> it == '\n').count();
        return new KeyFault(
                KeyFault.Kind.DAMAGED,
                "the " + (header ? "first" : "last") + " line of the key is \"" + visible(typed)
                        + "\"; it must be exactly \"" + wanted + "\"",
                line,
                Optional.empty());
    }

    /** Letters that look like others are told by their number. */
    private static String visible(String line) {
        StringBuilder shown = new StringBuilder();
        line.codePoints().forEach(it -> {
            if ((it >= ' ' && it < 127) || (it > 0xff && Armour.isDash((char) it))) {
                shown.appendCodePoint(it);
            } else {
                shown.append(String.format("<U+%04X>", it));
            }
        });
        return shown.toString();
    }

    private static KeyFault indented(String text) {
        List<String> all = text.lines().filter(it -> !it.isBlank()).toList();
        long count = all.stream()
                .filter(it -> it.charAt(0) == ' ' || it.charAt(0) == '\t')
                .count();
        return fault(
                (count == all.size()
                                ? "every line is"
                                : count + " of " + all.size() + (count == 1 ? " lines is" : " lines are"))
                        + " indented; the lines must start at the margin",
                0,
                "perl -pi -e 's/^[ \\t]+//' {file}");
    }

    private static KeyFault headerMissing(String text) {
        String header = Armour.in(headed(text)).map(Armour::header).orElse("");
        return fault(
                "the first line, " + header + ", is missing",
                1,
                "perl -pi -e 'print \"" + header + "\\n\" if $. == 1' {file}");
    }

    private static KeyFault surrounded(String text) {
        Optional<Armour> found = Armour.in(text);
        int start = found.map(it -> it.begin().start()).orElse(0);
        long before = text.substring(0, start).chars().filter(it -> it == '\n').count();
        boolean blank = text.substring(0, start).isBlank();
        String seen = start == 0
                ? "other text stands around the key"
                : (before == 1 ? "one " : before + " ") + (blank ? "blank " : "")
                        + (before == 1 ? "line stands" : "lines stand") + " before the key";
        return fault(seen + "; the BEGIN line must be the very first", 1, PEM_LINES);
    }

    private static KeyFault lineBreaks(String text) {
        Optional<Armour> found = Armour.in(text);
        String body = found.map(Armour::body).orElse("");
        boolean guarded = body.contains("DEK-Info");
        String letters = body.strip();
        if (!letters.contains("\n") || !body.startsWith("\n") || !body.endsWith("\n")) {
            String cure =
                    "perl -0777 -pi -e 's/(-----BEGIN [A-Z ]+-----)\\s*/$1\\n/; s/\\s*(-----END [A-Z ]+-----)\\s*/\\n$1\\n/' {file}";
            return new KeyFault(
                    KeyFault.Kind.DAMAGED,
                    "the line breaks are lost: the BEGIN line, the text of the key and the END line must stand on lines of their own",
                    1,
                    guarded ? Optional.empty() : Optional.of(cure));
        }
        boolean blank = letters.contains("\n\n");
        return new KeyFault(
                KeyFault.Kind.DAMAGED,
                blank
                        ? "blank lines stand inside the key"
                        : "the text of the key is not broken into lines as it must be",
                0,
                blank && !guarded ? Optional.of("perl -ni -e 'print if /\\S/' {file}") : Optional.empty());
    }

    private static KeyFault fault(String detail, int line, String cure) {
        return new KeyFault(KeyFault.Kind.DAMAGED, detail, line, Optional.of(cure));
    }

    private static int lastLine(String text) {
        return Math.max(1, (int) text.lines().count());
    }

    private static String lines(String text, Function<String, String> change) {
        StringBuilder changed = new StringBuilder(text.length());
        text.lines().forEach(it -> changed.append(change.apply(it)).append('\n'));
        return changed.length() > text.length() ? text : changed.toString();
    }

    private static String unescaped(String text) {
        String line = text.strip();
        return line.indexOf('\n') < 0 && line.contains("\\n")
                ? line.replace("\\r\\n", "\n").replace("\\n", "\n")
                : text;
    }

    private static String unquoted(String text) {
        String inside = text.strip();
        boolean quoted = inside.length() > 1
                && "\"'`\u201c\u2018\u00ab".indexOf(inside.charAt(0)) >= 0
                && "\"'`\u201d\u2019\u00bb".indexOf(inside.charAt(inside.length() - 1)) >= 0;
        return quoted ? inside.substring(1, inside.length() - 1) : text;
    }

    private static String spelt(String text) {
        Optional<Armour> found = Armour.in(text);
        if (found.isEmpty()) {
            return text;
        }
        Armour armour = found.get();
        String rest = armour.end()
                .map(it -> armour.footer() + text.substring(it.end()))
                .orElse("");
        return text.substring(0, armour.begin().start()) + armour.header() + armour.body() + rest;
    }

    /** A body without its BEGIN line still says what it is by its first letters. */
    private static String headed(String text) {
        if (Armour.in(text).isPresent()) {
            return text;
        }
        StringBuilder letters = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        text.lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !Armour.isDash(it.charAt(0)))
                .forEach(it -> {
                    letters.append(it);
                    kept.append(it).append('\n');
                });
        if (letters.indexOf(OPENSSH_START) == 0) {
            return OpenSshContainer.HEADER + "\n" + text;
        }
        boolean der = letters.length() > 40 && letters.charAt(0) == 'M';
        Optional<byte[]> data =
                der ? Base64Text.likeSsl(kept.toString().getBytes(StandardCharsets.ISO_8859_1)) : Optional.empty();
        return data.flatMap(DerPrivate::label)
                .map(it -> "-----BEGIN " + it + "-----\n" + text)
                .orElse(text);
    }

    private static String footed(String text) {
        Optional<Armour> found = Armour.in(text);
        if (found.isEmpty() || found.get().end().isPresent()) {
            return text;
        }
        String kept = text.substring(0, found.get().tailStart());
        return kept + (kept.endsWith("\n") ? "" : "\n") + found.get().footer() + "\n";
    }

    private static String rewrapped(String text) {
        return Armour.in(text)
                .map(it -> text.substring(0, it.begin().start())
                        + it.rewritten()
                        + it.end()
                                .map(end -> text.substring(end.end()).stripLeading())
                                .orElse(""))
                .orElse(text);
    }

    private static String alone(String text) {
        return Armour.in(text)
                .map(it -> text.substring(
                                it.begin().start(),
                                it.end().map(Armour.Marker::end).orElse(text.length()))
                        + "\n")
                .orElse(text);
    }
}
