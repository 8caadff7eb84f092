package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Fix;
import java.util.List;

/** What makes a finding go away, step by step; what is there to be pasted is selected by one click. */
final class HtmlFix {
    private final Html html;
    private final Snapshot facts;

    private HtmlFix(Html html, Snapshot facts) {
        this.html = html;
        this.facts = facts;
    }

    static void write(Html html, Snapshot facts, Fix fix) {
        html.element("p", fix.summary(), "class", "lead");
        if (fix.steps().isEmpty()) {
            return;
        }
        HtmlFix it = new HtmlFix(html, facts);
        html.open("ol", "class", "steps").line();
        fix.steps().forEach(it::step);
        html.close().line();
    }

    private void step(Fix.Step it) {
        html.open("li");
        if (!it.command().isEmpty()) {
            label("Run");
            whole(html, ShellWords.quoted(it.command(), facts.machine()));
        }
        it.text().ifPresent(text -> {
            switch (it.kind()) {
                case MANUAL -> byHand(text);
                case PASTE, RUN -> {
                    label("Paste");
                    whole(html, text);
                }
                case EDIT -> {
                    String where = "In " + it.file().map(facts::shown).orElse("the file");
                    if (it.isChange()) {
                        html.element("p", where, "class", "place");
                        change(text);
                    } else {
                        label(where);
                        whole(html, text);
                    }
                }
            }
        });
        html.close().line();
    }

    private void byHand(String text) {
        text.lines().forEach(line -> {
            if (Fix.Step.isToType(line)) {
                whole(html, line.strip());
            } else {
                html.element("p", line);
            }
        });
    }

    /** Lines to take out begin with a minus, new ones with a plus; the sign itself is not copied. */
    private void change(String text) {
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

    private void label(String what) {
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
