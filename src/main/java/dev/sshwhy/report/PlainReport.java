package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import java.util.ArrayList;
import java.util.List;

/** The report for someone who hears it: nothing is drawn, nothing hangs on where it stands, headings are words. */
final class PlainReport {
    private static final int MOST_KEYS = 12;

    private final Sheet sheet;
    private final TextStyle style;
    private final Snapshot facts;
    private final Run run;

    private PlainReport(TextStyle style, Snapshot facts, Run run) {
        this.sheet = new Sheet(style);
        this.style = style;
        this.facts = facts;
        this.run = run;
    }

    static String of(Diagnosis diagnosis, Run run, TextStyle style) {
        PlainReport report = new PlainReport(style, diagnosis.facts(), run);
        report.write(diagnosis);
        return report.sheet.toString();
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case READY -> "Ready";
            case PROMPTS -> "Asks";
            case BLOCKED -> "Blocked";
            case UNKNOWN -> "Not proven";
        };
    }

    private void write(Diagnosis diagnosis) {
        say(word(diagnosis.verdict()) + ": " + diagnosis.summary());
        diagnosis.firstCause().ifPresent(this::cause);
        Snapshot there = facts.lastJump().orElse(facts);
        keys(
                KeyTable.of(there),
                facts.lastJump().isEmpty() ? "" : " to " + there.target().typedHost());
        if (run.detailed()) {
            TextDetails.write(sheet, facts, there);
        }
        List<AlsoSeen> also = AlsoSeen.in(diagnosis);
        if (!also.isEmpty()) {
            heading("Also found:");
            also.forEach(this::other);
        }
        if (!diagnosis.notChecked().isEmpty()) {
            heading("Not checked:");
            for (Gap it : diagnosis.notChecked()) {
                say(sentence(it.what() + ": " + it.why()));
            }
        }
        List<String> spent = Spent.of(facts);
        if (!spent.isEmpty()) {
            heading("What the asking cost:");
            spent.forEach(this::say);
        }
        run.next().ifPresent(it -> {
            heading("Next command:");
            sheet.line(it);
        });
    }

    private void cause(Diagnosed it) {
        sheet.blank();
        say("Why: " + brief(it.finding().message()));
        say("Rule: " + it.rule() + ", " + TextReport.word(it.finding().certainty()) + ".");
        heading("Evidence:");
        it.finding().evidence().forEach(this::evidence);
        it.finding().fix().ifPresent(this::fix);
    }

    private void evidence(Evidence it) {
        Span span = it.span();
        StringBuilder text = new StringBuilder(facts.shown(span.source()));
        if (span.line() > 0) {
            text.append(", line ").append(span.line());
        }
        String quoted = span.text();
        if (span.column() > 0 && span.column() <= quoted.length()) {
            int to = span.end();
            text.append(to - span.start() > 1 ? ", characters " + span.column() + " to " + to : ", character " + to);
            quoted = quoted.substring(span.start(), to);
        }
        if (!quoted.isBlank()) {
            String shown = style.quote(brief(quoted.strip()));
            text.append(", \"").append(style.cutWithin(shown, style.width())).append('"');
        }
        say(text + (it.saying().isEmpty() ? "." : ": " + sentence(brief(it.saying()))));
    }

    private void fix(Fix fix) {
        sheet.blank();
        say("Fix: " + fix.summary());
        for (Fix.Step step : fix.steps()) {
            if (!step.command().isEmpty()) {
                say("Run this command:");
                sheet.line(ShellWords.quoted(step.command(), facts.machine()));
            }
            step.file().ifPresent(file -> say("In the file " + facts.shown(file) + ":"));
            List<String> lines = step.text().stream().flatMap(String::lines).toList();
            switch (step.kind()) {
                case RUN, PASTE, EDIT -> {
                    if (step.isChange()) {
                        change(lines);
                    } else {
                        lines.forEach(it -> sheet.line(Visible.text(it)));
                    }
                }
                case MANUAL ->
                    lines.forEach(it -> {
                        if (Fix.Step.isToType(it)) {
                            sheet.line(Visible.text(it.strip()));
                        } else {
                            say(it);
                        }
                    });
            }
        }
    }

    /** The signs of changed lines are told as words. */
    private void change(List<String> lines) {
        char last = ' ';
        for (String it : lines) {
            char sign = it.charAt(0);
            if (sign != last) {
                say(sign == '-' ? "Remove this:" : "Add this:");
            }
            last = sign;
            sheet.line(Visible.text(it.substring(1)));
        }
    }

    private void keys(List<KeyTable.Row> rows, String to) {
        if (rows.isEmpty()) {
            return;
        }
        heading("Keys ssh offers" + to + ":");
        for (KeyTable.Row it : rows.subList(0, Math.min(rows.size(), MOST_KEYS))) {
            String number = it.place().equals("-") ? "Not offered" : "Key " + it.place();
            List<String> told = new ArrayList<>();
            tell(told, "file ", it.file());
            tell(told, "mode ", it.mode());
            tell(told, "pair ", it.pair());
            tell(told, "in the agent ", it.agent());
            tell(told, "in the account ", it.account());
            tell(told, "server ", it.server());
            say(number + ", " + it.name() + ": " + String.join(", ", told) + ".");
        }
        if (rows.size() > MOST_KEYS) {
            say("And " + (rows.size() - MOST_KEYS) + " more.");
        }
    }

    /** What nobody knows is not told. */
    private static void tell(List<String> told, String name, KeyTable.Cell cell) {
        if (!cell.text().equals("-")) {
            told.add(name + cell.text());
        }
    }

    private void other(AlsoSeen it) {
        String standing = it.standing().isEmpty() ? "" : " (" + it.standing() + ")";
        String more = it.more() > 0 ? " And " + it.more() + " more like it." : "";
        say(it.finding().rule() + standing + ": " + brief(it.finding().finding().message()) + more);
    }

    private String brief(String text) {
        return run.detailed() ? text : Shortened.values(text, style.ellipsis());
    }

    private static String sentence(String text) {
        return text.matches("(?s).*[.!?]") ? text : text + ".";
    }

    private void heading(String text) {
        sheet.blank();
        say(text);
    }

    private void say(String text) {
        sheet.sentence("", text);
    }
}
