package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of one line that a program can make.
 *
 * @param file the file, absolute
 * @param line the line, counted from 1
 * @param removed what that line says now, and will not; empty to put something before it
 * @param inserted what stands there instead
 */
record TextEdit(String file, int line, String removed, String inserted) {

    /**
     * The edits that a finding's fix comes to, where every step of it is one: "-old" and "+new" name the line that goes and
     * the one that comes. Empty where anything is left to a person, or where it cannot be told which line is meant.
     */
    static List<TextEdit> of(Finding finding) {
        List<TextEdit> edits = new ArrayList<>();
        for (Fix.Step step : finding.fix().map(Fix::steps).orElse(List.of())) {
            Optional<TextEdit> edit =
                    step.kind() == Fix.Step.Kind.EDIT ? of(step, finding.evidence()) : Optional.empty();
            if (edit.isEmpty()) {
                return List.of();
            }
            edits.add(edit.get());
        }
        return List.copyOf(edits);
    }

    private static Optional<TextEdit> of(Fix.Step step, List<Evidence> evidence) {
        String file = step.file().orElse("");
        List<String> lines = step.text().orElse("").lines().toList();
        boolean isReplaced = lines.size() == 2
                && lines.get(0).startsWith("-")
                && lines.get(1).startsWith("+");
        boolean isRemoved = lines.size() == 1 && lines.get(0).startsWith("-");
        boolean isAdded = lines.size() == 1 && lines.get(0).startsWith("+");
        if (!FileUris.isFile(file) || !(isReplaced || isRemoved || isAdded)) {
            return Optional.empty();
        }
        String first = lines.get(0).substring(1);
        if (isAdded) {
            return Optional.of(new TextEdit(file, 1, "", first + "\n"));
        }
        List<Integer> numbers = evidence.stream()
                .map(Evidence::span)
                .filter(it ->
                        it.source().equals(file) && it.line() > 0 && it.text().equals(first))
                .map(Span::line)
                .distinct()
                .toList();
        // Columns of a line that is no plain text depend on its encoding.
        boolean isPlain = !first.isEmpty() && Visible.isPlain(first.replace('\t', ' '));
        return numbers.size() == 1 && isPlain
                ? Optional.of(new TextEdit(
                        file, numbers.get(0), first, isReplaced ? lines.get(1).substring(1) : ""))
                : Optional.empty();
    }
}
