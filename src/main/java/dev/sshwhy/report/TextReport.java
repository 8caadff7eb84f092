package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Gap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report for a person at a terminal: the verdict, the one cause with its evidence, the fix; one screen. */
public final class TextReport {
    static final String MARGIN = "        ";
    private static final int OTHER_RULES = 5;
    private static final int GAPS = 4;

    private final Sheet sheet;
    private final TextStyle style;
    private final Snapshot facts;
    private final Run run;

    private TextReport(TextStyle style, Snapshot facts, Run run) {
        this.sheet = new Sheet(style);
        this.style = style;
        this.facts = facts;
        this.run = run;
    }

    /** The whole report. */
    static String of(Diagnosis diagnosis, Run run, TextStyle style) {
        if (style.plain()) {
            return PlainReport.of(diagnosis, run, style);
        }
        TextReport report = new TextReport(style, diagnosis.facts(), run);
        report.write(diagnosis);
        return report.sheet.toString();
    }

    /** The verdict in one line, the cause's rule where there is one, and the command that tells more. */
    public static String oneLine(Diagnosis diagnosis, Run run, TextStyle style) {
        String rule = diagnosis
                .firstCause()
                .map(it -> " [" + it.rule() + "] " + it.finding().message())
                .orElse("");
        String sign = style.plain() ? PlainReport.word(diagnosis.verdict()) + ":" : sign(diagnosis.verdict(), style);
        String next = run.next().map(it -> " More: " + it).orElse("");
        return sign + " " + style.prose(diagnosis.summary() + rule) + next + "\n";
    }

    private void write(Diagnosis diagnosis) {
        verdict(diagnosis);
        Optional<Diagnosed> cause = diagnosis.firstCause();
        cause.ifPresent(it -> cause(it.rule(), it.finding()));
        Snapshot there = facts.lastJump().orElse(facts);
        String to = facts.lastJump().isEmpty() ? "" : " to " + there.target().typedHost();
        TextKeys.write(sheet, "Keys ssh offers" + style.quote(to), KeyTable.of(there));
        spent(!KeyTable.of(there).isEmpty());
        if (run.detailed()) {
            TextDetails.write(sheet, facts, there);
        }
        List<AlsoSeen> also = AlsoSeen.in(diagnosis);
        if (!also.isEmpty() || !diagnosis.notChecked().isEmpty()) {
            sheet.blank();
        }
        others(also);
        notChecked(diagnosis);
        run.note().ifPresent(it -> {
            sheet.blank();
            Sheet.folded(style.prose(it), style.width() - 2).forEach(line -> sheet.line("  " + line));
        });
        run.next().ifPresent(it -> {
            sheet.blank();
            sheet.line("  " + style.bold("Next") + "  " + it);
        });
    }

    private void verdict(Diagnosis diagnosis) {
        int columns = diagnosis.verdict() == Verdict.READY && !style.signs() ? 3 : 2;
        sheet.headline(sign(diagnosis.verdict(), style) + " ", columns, style.prose(diagnosis.summary()));
    }

    /** What stands before a verdict. */
    static String sign(Verdict verdict, TextStyle style) {
        return switch (verdict) {
            case READY -> style.tick();
            case PROMPTS, UNKNOWN -> style.yellow("?");
            case BLOCKED -> style.cross();
        };
    }

    private void cause(String rule, Finding finding) {
        sheet.blank();
        String message =
                run.detailed() ? finding.message() : Shortened.fingerprints(finding.message(), style.ellipsis());
        why(message, rule + ", " + word(finding.certainty()));
        TextEvidence.write(sheet, facts, finding, run.detailed());
        finding.fix().ifPresent(it -> {
            sheet.blank();
            TextFix.write(sheet, facts, it);
        });
    }

    /** The message, and at the right end of its last line the rule and how sure it is, where there is room. */
    private void why(String message, String tag) {
        String lead = "  " + style.bold("Why") + "   ";
        List<String> lines = Sheet.folded(style.prose(message), style.width() - MARGIN.length());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int left = style.width() - MARGIN.length() - Columns.of(line) - tag.length();
            boolean isLast = i == lines.size() - 1;
            sheet.line(lead + line + (isLast && left >= 2 ? " ".repeat(left) + style.dim(tag) : ""));
            if (isLast && left >= 2) {
                sheet.blank();
            } else if (isLast) {
                sheet.line(
                        " ".repeat(Math.max(0, style.width() - tag.length())) + style.dim(tag)); // as good as a blank
            }
            lead = MARGIN;
        }
    }

    private void others(List<AlsoSeen> all) {
        if (all.isEmpty()) {
            return;
        }
        // What follows from the cause goes away with it.
        List<AlsoSeen> rest =
                all.stream().sorted(Comparator.comparing(it -> !it.isLeft())).toList();
        List<AlsoSeen> shown = rest.subList(0, Math.min(rest.size(), OTHER_RULES));
        int widest = shown.stream()
                .mapToInt(it -> it.finding().rule().length())
                .max()
                .orElse(0);
        String lead = "  " + style.bold("Also") + "  ";
        for (AlsoSeen it : shown) {
            String rule = Columns.padded(it.finding().rule(), style.width() < 80 ? 0 : widest) + "  ";
            sheet.line(lead + style.dim(rule) + inOneLine(it, style.width() - MARGIN.length() - rule.length()));
            lead = MARGIN;
        }
        if (rest.size() > shown.size()) {
            sheet.line(MARGIN + "and " + (rest.size() - shown.size()) + " more (--format json has them all)");
        }
    }

    private String inOneLine(AlsoSeen it, int room) {
        // What follows from the cause has had its values told there.
        boolean follows = it.finding().causedBy().isPresent();
        String standing = follows ? "follows: " : it.standing().isEmpty() ? "" : it.standing() + ": ";
        String more = it.more() > 0 ? " (+" + it.more() + ")" : "";
        String message = Shortened.toLine(
                follows ? it.finding().page().title() : it.finding().finding().message(),
                room - standing.length() - more.length(),
                style);
        return style.dim(standing) + message + more;
    }

    /** In a line each, unless it is all that keeps the verdict open. */
    private void notChecked(Diagnosis diagnosis) {
        List<Gap> all = diagnosis.notChecked();
        if (all.isEmpty()) {
            return;
        }
        boolean inFull = run.detailed() || diagnosis.verdict() == Verdict.UNKNOWN;
        List<Gap> shown = inFull ? all : all.subList(0, Math.min(all.size(), GAPS));
        String lead = "  Not checked  ";
        int room = style.width() - lead.length();
        for (Gap it : shown) {
            String text = it.what() + ": " + it.why();
            sheet.sentence(lead, inFull ? text : Shortened.toLine(text, room, style));
            lead = " ".repeat(lead.length());
        }
        if (all.size() > shown.size()) {
            sheet.line(lead + "and " + (all.size() - shown.size()) + " more (--verbose)");
        }
    }

    private void spent(boolean belowKeys) {
        String all = String.join(" ", Spent.of(facts));
        if (!all.isEmpty()) {
            if (!belowKeys) {
                sheet.blank();
            }
            Sheet.folded(style.prose(all), style.width() - 2).forEach(it -> sheet.line("  " + style.dim(it)));
        }
    }

    /** A constant as sentences call it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
