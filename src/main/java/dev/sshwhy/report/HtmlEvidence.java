package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Fix;
import java.util.List;

/** What was seen, with the piece that is meant, and what makes it go away. */
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

    static void fix(Html html, Snapshot facts, Fix fix) {
        html.element("p", fix.summary(), "class", "lead");
        if (fix.steps().isEmpty()) {
            return;
        }
        html.open("ol", "class", "steps").line();
        for (Fix.Step it : fix.steps()) {
            html.open("li");
            if (!it.command().isEmpty()) {
                label(html, "Run");
                whole(html, ShellWords.quoted(it.command(), facts.machine()));
            }
            it.text().ifPresent(text -> {
                switch (it.kind()) {
                    case MANUAL ->
                        text.lines().forEach(line -> {
                            if (Fix.Step.isToType(line)) {
                                whole(html, line.strip());
                            } else {
                                html.element("p", line);
                            }
                        });
                    case PASTE, RUN -> {
                        label(html, "Paste");
                        whole(html, text);
                    }
                    case EDIT -> {
                        String where = "In " + it.file().map(facts::shown).orElse("the file");
                        if (it.isChange()) {
                            html.element("p", where, "class", "place");
                            change(html, text);
                        } else {
                            label(html, where);
                            whole(html, text);
                        }
                    }
                }
            });
            html.close().line();
        }
        html.close().line();
    }

    /** Lines to take out begin with a minus, new ones with a plus; the sign itself is not copied. */
    private static void change(Html html, String text) {
        html.open("pre", "class", "change").open("code");
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            html.known(i == 0 ? "" : "\n");
            String line = lines.get(i);
            html.open(line.startsWith("-") ? "del" : "ins")
                    .element("span", line.substring(0, 1) + " ", "class", "which");
            html.text(line.substring(1)).close();
        }
        html.close().close();
    }

    private static void label(Html html, String what) {
        html.open("p", "class", "place").text(what + " ");
        html.element("span", "one click selects it all", "class", "hint").close();
    }

    /** A text that one click selects from end to end. */
    static void whole(Html html, String text) {
        html.open("pre", "class", "whole").open("code");
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            html.known(i == 0 ? "" : "\n").text(lines.get(i));
        }
        html.close().close();
    }
}
