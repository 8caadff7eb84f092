package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report for an issue tracker or a ticket: what a reader needs first, and the long parts folded in. */
final class MarkdownReport {
    private static final int MOST_ROWS = 60;

    private final Markdown page = new Markdown();
    private final Snapshot facts;
    private final List<Snapshot> hosts;

    private MarkdownReport(Snapshot facts) {
        this.facts = facts;
        this.hosts = facts.hosts();
    }

    /** The whole report. */
    static String of(Diagnosis diagnosis, Run run) {
        MarkdownReport report = new MarkdownReport(diagnosis.facts());
        report.write(diagnosis, run);
        return report.page.toString();
    }

    private void write(Diagnosis diagnosis, Run run) {
        page.heading(
                2,
                TextReport.sign(diagnosis.verdict(), MarkdownEvidence.STYLE) + " "
                        + Markdown.inline(diagnosis.summary()));
        run.note().ifPresent(it -> page.paragraph(Markdown.inline(it)));
        diagnosis.firstCause().ifPresent(this::cause);
        hosts.forEach(this::keys);
        others(diagnosis);
        notChecked(diagnosis);
        Spent.of(facts).forEach(it -> page.paragraph(Markdown.inline(it)));
        for (Snapshot it : facts.jumps()) {
            MarkdownHandshake.write(page, "What the jump host did", it, run.detailed());
        }
        MarkdownHandshake.write(page, "What the server did", facts, run.detailed());
        for (Snapshot it : hosts) {
            new MarkdownConfig(page, facts, it).write();
        }
        evidence(diagnosis);
        Optional<String> explain = diagnosis
                .firstCause()
                .map(it -> ShellWords.quoted(List.of(run.program(), "explain", it.rule()), facts.machine()));
        explain.ifPresent(it -> page.paragraph("More about it: " + Markdown.code(it)));
        run.next()
                .filter(it -> !explain.equals(Optional.of(it)))
                .ifPresent(it -> page.paragraph("What to do next: " + Markdown.code(it)));
        page.paragraph("The command was "
                + Markdown.code(ShellWords.quoted(facts.target().command(), facts.machine())) + ". Written by sshwhy "
                + Markdown.inline(run.version()) + " on " + Markdown.inline(run.system()) + " with "
                + facts.machine().sshVersion().map(Markdown::inline).orElse("no ssh") + ".");
    }

    private void cause(Diagnosed it) {
        Finding finding = it.finding();
        page.paragraph("**Why:** " + Markdown.inline(finding.message()) + " (" + Markdown.code(it.rule()) + ", "
                + TextReport.word(finding.certainty()) + ")");
        MarkdownEvidence.write(page, facts, finding.evidence());
        finding.fix().ifPresent(fix -> MarkdownFix.write(page, facts, fix));
    }

    private void keys(Snapshot there) {
        List<KeyTable.Row> rows = KeyTable.of(there);
        if (rows.isEmpty()) {
            return;
        }
        String to =
                hosts.size() == 1 ? "" : " to " + Markdown.inline(there.target().typedHost());
        page.heading(3, "Keys that ssh offers" + to);
        List<List<String>> cells = new ArrayList<>();
        for (KeyTable.Row it : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            List<String> row = new ArrayList<>(List.of(it.place(), Markdown.cell(it.name())));
            for (KeyTable.Cell cell :
                    List.of(it.file(), it.mode(), it.pair(), it.agent(), it.config(), it.account(), it.server())) {
                row.add(marked(cell));
            }
            cells.add(row);
        }
        page.table(List.of("order", "key", "file", "mode", "pair", "agent", "named by", "account", "server"), cells);
        if (rows.size() > MOST_ROWS) {
            page.paragraph("And " + (rows.size() - MOST_ROWS) + " more.");
        }
    }

    /** What keeps a key out stands out, for readers without colours too. */
    private static String marked(KeyTable.Cell cell) {
        String text = cell.text().equals("-") ? "-" : Markdown.cell(cell.text());
        return cell.tone() == KeyTable.Tone.BAD ? "**" + text + "**" : text;
    }

    private void others(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        for (AlsoSeen it : AlsoSeen.in(diagnosis)) {
            String more = it.more() > 0 ? " And " + it.more() + " more like it." : "";
            String standing = it.standing().isEmpty() ? "" : " (" + it.standing() + ")";
            lines.add(Markdown.code(it.finding().rule()) + ": "
                    + Markdown.inline(it.finding().finding().message()) + more + standing);
        }
        if (!lines.isEmpty()) {
            page.heading(3, "Also seen");
            page.items(lines);
        }
    }

    private void notChecked(Diagnosis diagnosis) {
        if (!diagnosis.notChecked().isEmpty()) {
            page.heading(3, "Not checked");
            page.items(diagnosis.notChecked().stream()
                    .map(it -> Markdown.inline(it.what()) + ": " + Markdown.inline(it.why()))
                    .toList());
        }
    }

    private void evidence(Diagnosis diagnosis) {
        if (diagnosis.findings().isEmpty()) {
            return;
        }
        page.details("Every finding with its evidence", () -> {
            for (Diagnosed it : diagnosis.findings()) {
                String cause = it.causedBy()
                        .map(rule -> ", follows from " + Markdown.code(rule))
                        .orElse("");
                page.paragraph("**" + Markdown.code(it.rule()) + "** ("
                        + TextReport.word(it.page().severity()) + ", "
                        + TextReport.word(it.finding().certainty()) + ", effect here: " + TextReport.word(it.effect())
                        + cause + "): " + Markdown.inline(it.finding().message()));
                MarkdownEvidence.write(page, facts, it.finding().evidence());
                if (!diagnosis.firstCause().equals(Optional.of(it))) {
                    it.finding().fix().ifPresent(fix -> MarkdownFix.write(page, facts, fix));
                }
            }
        });
    }
}
