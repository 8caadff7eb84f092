package dev.sshwhy.report;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text report, none longer than the style's width but those that are there to be pasted. */
final class Sheet {
    private final TextStyle style;
    private final StringBuilder out = new StringBuilder();

    Sheet(TextStyle style) {
        this.style = style;
    }

    TextStyle style() {
        return style;
    }

    void blank() {
        out.append('\n');
    }

    /** A line as it is. */
    void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    /** A shown sentence that stands out, behind a sign of so many columns. */
    void headline(String sign, int signColumns, String sentence) {
        String lead = sign;
        for (String it : folded(sentence, style.width() - signColumns)) {
            line(lead + style.bold(it));
            lead = " ".repeat(signColumns);
        }
    }

    /** A sentence, broken at blanks; the lines below the first begin below its first word. */
    void sentence(String head, int headColumns, String sentence) {
        String lead = head;
        for (String it : folded(style.prose(sentence), style.width() - headColumns)) {
            line(lead + it);
            lead = " ".repeat(headColumns);
        }
    }

    /** A sentence behind a label that needs no escape codes. */
    void sentence(String head, String sentence) {
        sentence(head, Columns.of(head), sentence);
    }

    /** A shown text in lines of so many columns at most; at least one line. */
    static List<String> folded(String text, int room) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            while (Columns.of(rest) > room) {
                String head = Columns.head(rest, room);
                words.add(head);
                rest = rest.substring(head.length());
            }
            words.add(rest);
        }
        return lines(words, room);
    }

    /** The same with every word in one piece, however long, so that it can be copied. */
    static List<String> wrapped(String text, int room) {
        return lines(List.of(text.split(" ", -1)), room);
    }

    private static List<String> lines(List<String> words, int room) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || Columns.of(longer) <= room) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        lines.add(line);
        return lines;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
