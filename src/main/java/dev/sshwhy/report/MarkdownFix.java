package dev.sshwhy.report;

import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What to do: what is there to be pasted in blocks of its own, what is left to a person in a list. */
final class MarkdownFix {
    private static final Pattern NUMBERED = Pattern.compile("^\\d+\\. ");

    private final Markdown page;
    private final Snapshot facts;

    private MarkdownFix(Markdown page, Snapshot facts) {
        this.page = page;
        this.facts = facts;
    }

    static void write(Markdown page, Snapshot facts, Fix fix) {
        new MarkdownFix(page, facts).fix(fix);
    }

    private void fix(Fix fix) {
        page.paragraph("**Fix:** " + Markdown.inline(fix.summary()));
        String shell = facts.machine().operatingSystem() == OperatingSystem.WINDOWS ? "powershell" : "sh";
        List<String> byHand = new ArrayList<>();
        for (Fix.Step step : fix.steps()) {
            if (step.kind() == Fix.Step.Kind.MANUAL) {
                step.text().ifPresent(byHand::add);
                continue;
            }
            byHand(byHand);
            if (!step.command().isEmpty()) {
                page.fence(shell, List.of(ShellWords.quoted(step.command(), facts.machine())));
            }
            step.file().ifPresent(it -> page.paragraph("In " + Markdown.code(facts.shown(it)) + ":"));
            step.text()
                    .ifPresent(it -> page.fence(
                            step.isChange() ? "diff" : "text", it.lines().toList()));
        }
        byHand(byHand);
    }

    /** What a person has to do, in a list of its own; some lists bring their numbers along. */
    private void byHand(List<String> steps) {
        if (steps.isEmpty()) {
            return;
        }
        if (steps.stream().allMatch(it -> NUMBERED.matcher(it).lookingAt())) {
            page.numbered(steps.stream()
                    .map(it -> item(NUMBERED.matcher(it).replaceFirst("")))
                    .toList());
        } else {
            page.items(steps.stream().map(MarkdownFix::item).toList());
        }
        steps.clear();
    }

    private static String item(String text) {
        return text.lines()
                .map(it -> Fix.Step.isToType(it) ? Markdown.code(it.strip()) : Markdown.inline(it))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
