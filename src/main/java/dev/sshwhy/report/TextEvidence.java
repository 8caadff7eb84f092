package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import java.util.List;

/** Where it stands, what stands there with the piece that is meant underlined, and what that shows. */
final class TextEvidence {
    /** A saying beside a mark is broken there only where so much room is left. */
    private static final int ROOM_BESIDE = 34;

    private final Sheet sheet;
    private final TextStyle style;
    private final boolean whole;
    private final int room;
    private final String message;

    /** The line above and what was said of it, which are not told twice. */
    private String told = "";

    private String said = "";

    private TextEvidence(Sheet sheet, int room, String message, boolean whole) {
        this.sheet = sheet;
        this.style = sheet.style();
        this.room = room;
        this.message = message;
        this.whole = whole;
    }

    static void write(Sheet sheet, Snapshot facts, Finding finding, boolean whole) {
        List<Evidence> all = finding.evidence();
        TextStyle style = sheet.style();
        int most = style.width() / 3;
        List<String> places =
                all.stream().map(it -> place(facts, it.span(), style, most)).toList();
        int widest = places.stream().mapToInt(Columns::of).max().orElse(0);
        String margin = style.width() < 80 ? "    " : TextReport.MARGIN;
        String bar = style.dim(style.unicode() ? " │ " : " | ");
        TextEvidence evidence =
                new TextEvidence(sheet, style.width() - margin.length() - widest - 3, finding.message(), whole);
        String under = margin + " ".repeat(widest) + bar;
        String last = "";
        for (int i = 0; i < places.size(); i++) {
            String place = places.get(i);
            String head = place.equals(last) ? under : margin + Columns.padded(place, widest) + bar;
            evidence.write(all.get(i), head, under);
            last = place;
        }
    }

    /** As people write it: a file below the home directory, and the line. */
    static String place(Snapshot facts, Span span, TextStyle style, int room) {
        String line = span.line() == 0 ? "" : " " + span.line();
        return style.cutWithin(style.quote(facts.shown(span.source())), room - line.length()) + line;
    }

    private void write(Evidence it, String head, String under) {
        Window window = Window.of(it.span(), room, style, whole);
        String saying = style.prose(whole ? it.saying() : Shortened.saying(it, message, style.ellipsis()));
        if (window.text().isEmpty()) {
            lines(head, under, Sheet.folded(saying, room));
            return;
        }
        if (!(head + window.text()).equals(told)) {
            sheet.line(head + window.text());
        }
        told = under + window.text();
        marked(under, window.marks(), whole || !saying.equals(said) ? saying : "");
        said = saying;
    }

    /** The saying stands beside the marks, or below them where there is more room. */
    private void marked(String under, String marks, String saying) {
        int beside = room - marks.length() - 1;
        String brief = whole ? saying : Shortened.firstClauses(saying, beside);
        if (Columns.of(brief) <= beside || beside >= ROOM_BESIDE) {
            lines(under + style.red(marks) + " ", under + " ".repeat(marks.length() + 1), Sheet.folded(brief, beside));
        } else {
            sheet.line(under + style.red(marks));
            lines(under, under, Sheet.folded(whole ? saying : Shortened.firstClauses(saying, room), room));
        }
    }

    private void lines(String first, String others, List<String> lines) {
        sheet.line(first + lines.get(0));
        lines.subList(1, lines.size()).forEach(it -> sheet.line(others + it));
    }
}
