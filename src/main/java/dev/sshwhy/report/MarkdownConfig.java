package dev.sshwhy.report;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the configuration comes to, folded in: each line that won, and the ones that lost to it. */
final class MarkdownConfig {
    private static final int LONGEST_TEXT = 160;
    private static final int MOST_SHADOWED = 6;
    private static final int MOST_ROWS = 60;

    private final Markdown page;
    private final Snapshot facts;
    private final Snapshot there;

    /**
     * @param facts the whole way
     * @param there the host on it whose configuration is told
     */
    MarkdownConfig(Markdown page, Snapshot facts, Snapshot there) {
        this.page = page;
        this.facts = facts;
        this.there = there;
    }

    void write() {
        Configuration configuration = there.configuration();
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, List<ConfigValue>> option :
                configuration.options().entrySet()) {
            for (ConfigValue it : option.getValue()) {
                rows.add(List.of(
                        Markdown.cell(option.getKey()),
                        Markdown.cell(Visible.text(it.value(), LONGEST_TEXT)),
                        Markdown.cell(MarkdownEvidence.place(facts, it.setAt())),
                        losers(it.shadowed())));
            }
        }
        if (rows.isEmpty() && configuration.problems().isEmpty()) {
            return;
        }
        boolean isJump = facts.jumps().contains(there);
        page.details("What the configuration says for " + (isJump ? "the jump host" : "this host"), () -> {
            if (!facts.jumps().isEmpty()) {
                page.paragraph(Markdown.code(there.target().typedHost()) + ":");
            }
            if (!rows.isEmpty()) {
                page.table(
                        List.of("option", "value", "decided by", "beats"),
                        rows.subList(0, Math.min(rows.size(), MOST_ROWS)));
            }
            if (rows.size() > MOST_ROWS) {
                page.paragraph("And " + (rows.size() - MOST_ROWS) + " more values.");
            }
            List<ConfigProblem> problems = configuration.problems();
            if (!problems.isEmpty()) {
                page.items(problems.subList(0, Math.min(problems.size(), MOST_ROWS)).stream()
                        .map(it -> "At " + Markdown.inline(MarkdownEvidence.place(facts, it.at())) + ": "
                                + Markdown.inline(it.message()))
                        .toList());
            }
        });
    }

    private String losers(List<Span> shadowed) {
        List<String> shown = new ArrayList<>();
        for (Span it : shadowed.subList(0, Math.min(shadowed.size(), MOST_SHADOWED))) {
            shown.add(Markdown.cell(MarkdownEvidence.place(facts, it)) + " "
                    + Markdown.cell(Visible.text(it.text().strip(), LONGEST_TEXT)));
        }
        if (shadowed.size() > MOST_SHADOWED) {
            shown.add("and " + (shadowed.size() - MOST_SHADOWED) + " more");
        }
        return String.join(", ", shown);
    }
}
