package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a linter says, in the form that editors read: {@code file:line:column: severity: message [rule]}.
 *
 * @param findings in any order
 * @param gaps what could not be judged
 * @param files what was read
 */
public record LintReport(List<RuleFinding> findings, List<Gap> gaps, List<String> files) {
    private static final String MARGIN = "    ";

    public LintReport {
        findings = findings.stream()
                .sorted(Comparator.comparing((RuleFinding it) -> place(it).source())
                        .thenComparing(it -> place(it).line())
                        .thenComparing(RuleFinding::rule))
                .toList();
        gaps = List.copyOf(gaps);
        files = List.copyOf(files);
    }

    /** Whether anything is as grave as an error. */
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    /** The text for a terminal or an editor. */
    public String text(UnaryOperator<String> shownPath, TextStyle style) {
        StringBuilder out = new StringBuilder();
        findings.forEach(it -> finding(out, it, shownPath, style));
        gaps.forEach(it -> out.append("not checked: ")
                .append(Visible.text(it.what()))
                .append(": ")
                .append(Visible.text(it.why()))
                .append('\n'));
        if (!findings.isEmpty()) {
            out.append('\n');
        }
        return out.append(total(style)).append('\n').toString();
    }

    private static Span place(RuleFinding finding) {
        return finding.finding().evidence().stream()
                .map(Evidence::span)
                .findFirst()
                .orElse(Span.of("", ""));
    }

    private static void finding(StringBuilder out, RuleFinding it, UnaryOperator<String> shownPath, TextStyle style) {
        Span at = place(it);
        out.append(style.bold(position(at, shownPath)))
                .append(": ")
                .append(severityWord(it.severity(), style))
                .append(": ")
                .append(Visible.text(it.finding().message()))
                .append(' ')
                .append(style.dim("[" + it.rule() + "]"))
                .append('\n');
        for (Evidence evidence : it.finding().evidence()) {
            Span span = evidence.span();
            String line = Visible.text(span.text().strip(), style.width() - MARGIN.length() - 8);
            if (!line.isEmpty()) {
                String number = span.line() == 0 ? "" : Integer.toString(span.line());
                String file =
                        span.source().equals(at.source()) ? "" : Visible.text(shownPath.apply(span.source())) + " ";
                out.append(MARGIN)
                        .append(file)
                        .append(number)
                        .append(style.signs() ? " │ " : " | ")
                        .append(line)
                        .append('\n');
            }
        }
        it.finding()
                .fix()
                .map(Fix::summary)
                .ifPresent(fix -> out.append(MARGIN)
                        .append("fix: ")
                        .append(Visible.text(fix))
                        .append('\n'));
    }

    private static String position(Span at, UnaryOperator<String> shownPath) {
        String file = Visible.text(shownPath.apply(at.source()));
        if (at.line() == 0) {
            return file;
        }
        return file + ":" + at.line() + (at.column() > 0 ? ":" + at.column() : "");
    }

    private static String severityWord(Severity severity, TextStyle style) {
        return switch (severity) {
            case ERROR -> style.red("error");
            case WARNING -> style.yellow("warning");
            case NOTE -> "note";
        };
    }

    private String total(TextStyle style) {
        String where = files.size() == 1 ? "1 file" : files.size() + " files";
        if (findings.isEmpty() && !gaps.isEmpty()) {
            return "no fault found in what could be checked of " + where;
        }
        if (findings.isEmpty()) {
            return files.isEmpty() ? "no file to look at" : style.tick() + " no fault found in " + where;
        }
        return counted(count(Severity.ERROR), "error") + ", " + counted(count(Severity.WARNING), "warning") + ", "
                + counted(count(Severity.NOTE), "note") + " in " + where;
    }

    private long count(Severity severity) {
        return findings.stream().filter(it -> it.severity() == severity).count();
    }

    private static String counted(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
