package dev.sshwhy.report;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Fix;

/** What to do. What is there to be pasted stands on lines of its own, never cut and never broken. */
final class TextFix {
    private static final String PASTE = TextReport.MARGIN + "  ";

    private final Sheet sheet;
    private final TextStyle style;
    private final Snapshot facts;

    private TextFix(Sheet sheet, Snapshot facts) {
        this.sheet = sheet;
        this.style = sheet.style();
        this.facts = facts;
    }

    static void write(Sheet sheet, Snapshot facts, Fix fix) {
        TextFix it = new TextFix(sheet, facts);
        sheet.sentence("  " + it.style.bold("Fix") + "   ", TextReport.MARGIN.length(), fix.summary());
        fix.steps().forEach(it::step);
    }

    private void step(Fix.Step step) {
        if (!step.command().isEmpty()) {
            paste(ShellWords.quoted(step.command(), facts.machine()));
        }
        step.file().ifPresent(file -> sheet.sentence(TextReport.MARGIN, "in " + facts.shown(file) + ":"));
        step.text().stream().flatMap(String::lines).forEach(line -> {
            if (step.kind() == Fix.Step.Kind.MANUAL && !Fix.Step.isToType(line)) {
                sheet.sentence(TextReport.MARGIN, line);
            } else if (step.isChange() && line.startsWith("-")) {
                sheet.line(PASTE + Visible.text(line));
            } else {
                paste(step.kind() == Fix.Step.Kind.MANUAL ? line.substring(2) : line);
            }
        });
    }

    private void paste(String line) {
        sheet.line(PASTE + style.bold(Visible.text(line)));
    }
}
