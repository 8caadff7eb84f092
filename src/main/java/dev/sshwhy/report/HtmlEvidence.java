package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import java.util.List;

/** What was seen, with the piece that is meant. */
final class HtmlEvidence {
    private static final int MOST = 40;

    private HtmlEvidence() {}

    static void write(Html html, Snapshot facts, List<Evidence> all) {
        if (all.isEmpty()) {
            return;
        }
        html.open("ul", "class", "evidence").line();
        for (Evidence it : all.subList(0, Math.min(all.size(), MOST))) {
            html.open("li").element("p", place(facts, it.span()), "class", "place");
            if (!it.span().text().isEmpty()) {
                line(html, Excerpt.of(it.span()));
            }
            html.element("p", it.saying(), "class", "saying").close().line();
        }
        more(html, all.size() - MOST);
        html.close().line();
    }

    /** A line as it stands there. */
    static void line(Html html, Excerpt excerpt) {
        html.open("pre").open("code").text(excerpt.before());
        if (!excerpt.meant().isEmpty()) {
            html.element("mark", excerpt.meant());
        }
        html.text(excerpt.after()).close().close();
    }

    /** As people call a place: "~/.ssh/config, line 7". */
    static String place(Snapshot facts, Span span) {
        String source = facts.shown(span.source());
        return span.line() == 0 ? source : source + ", line " + span.line();
    }

    /** The end of a list that would be too long. */
    static void more(Html html, int left) {
        if (left > 0) {
            html.element("li", "and " + left + " more", "class", "more").line();
        }
    }
}
