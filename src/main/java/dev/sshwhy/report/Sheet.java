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
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (Columns.of(longer) <= room) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (Columns.of(line) > room) {
                String head = Columns.head(line, room);
                lines.add(head);
                line = line.substring(head.length());
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
