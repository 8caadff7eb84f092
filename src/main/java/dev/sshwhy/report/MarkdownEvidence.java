package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Where it stands, what stands there, and what that shows; carets below the piece that is meant. */
final class MarkdownEvidence {
    private static final int WIDTH = 96;
    static final TextStyle STYLE = new TextStyle(false, true, WIDTH);
    private static final int LONGEST_SOURCE = 160;

    private MarkdownEvidence() {}

    static void write(Markdown page, Snapshot facts, List<Evidence> all) {
        int widest = all.stream()
                .mapToInt(it -> Columns.of(place(facts, it.span())))
                .max()
                .orElse(0);
        String under = " ".repeat(widest) + " | ";
        int room = WIDTH - under.length();
        List<String> lines = new ArrayList<>();
        for (Evidence it : all) {
            String head = Columns.padded(place(facts, it.span()), widest) + " | ";
            Window window = Window.of(it.span(), Math.max(WIDTH / 2, room), STYLE, true);
            if (!window.text().isEmpty()) {
                lines.add(head + window.text());
                head = under;
            }
            if (!window.marks().isEmpty()) {
                lines.add(head + window.marks());
            }
            for (String line : Sheet.wrapped(Visible.text(it.saying()), room)) {
                lines.add(head + line);
                head = under;
            }
        }
        page.fence("text", lines);
    }

    /** A file as people write it, and the line. */
    static String place(Snapshot facts, Span span) {
        String source = Visible.text(facts.shown(span.source()), LONGEST_SOURCE);
        return span.line() == 0 ? source : source + " " + span.line();
    }
}
