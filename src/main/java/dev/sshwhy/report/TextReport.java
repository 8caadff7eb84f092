package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report for a person at a terminal: the verdict, the one cause with its evidence, the fix; one screen. */
public final class TextReport {
    private static final String MARGIN = "        ";
    private static final int KEY_ROWS = 12;
    private static final int OTHER_RULES = 6;

    private final TextStyle style;
    private final Snapshot facts;
    private final StringBuilder out = new StringBuilder();

    private TextReport(TextStyle style, Snapshot facts) {
        this.style = style;
        this.facts = facts;
    }

    /** The whole report. */
    public static String of(Diagnosis diagnosis, Run run, TextStyle style) {
        TextReport report = new TextReport(style, diagnosis.facts());
        report.write(diagnosis, run);
        return report.out.toString();
    }

    /** The verdict in one line, and the cause's rule where there is one. */
    public static String oneLine(Diagnosis diagnosis, TextStyle style) {
        String rule = diagnosis
                .firstCause()
                .map(it -> " [" + it.rule() + "] " + it.finding().message())
                .orElse("");
        return mark(diagnosis.verdict(), style) + " " + Visible.text(diagnosis.summary() + rule) + "\n";
    }

    private void write(Diagnosis diagnosis, Run run) {
        wrapped(mark(diagnosis.verdict(), style) + " ", diagnosis.summary(), "  ", true);
        Optional<Diagnosed> cause = diagnosis.firstCause();
        cause.ifPresent(this::cause);
        others(diagnosis);
        Snapshot there = facts.lastJump().orElse(facts);
        keys(there);
        if (run.detailed()) {
            trace(there);
            stages();
        }
        spent();
        notChecked(diagnosis);
        cause.ifPresent(it -> {
            blank();
            line(style.dim("  More about it: " + run.program() + " explain " + it.rule()));
        });
    }

    private static String mark(Verdict verdict, TextStyle style) {
        return switch (verdict) {
            case READY -> style.green(style.unicode() ? "✓" : "OK");
            case PROMPTS -> style.yellow("?");
            case BLOCKED -> style.red(style.unicode() ? "✗" : "X");
            case UNKNOWN -> style.yellow("?");
        };
    }

    private void cause(Diagnosed it) {
        blank();
        wrapped("  " + style.bold("Why") + "   ", it.finding().message(), MARGIN, false);
        line(style.dim(MARGIN + it.rule() + ", " + word(it.finding().certainty())));
        blank();
        evidence(it.finding().evidence());
        it.finding().fix().ifPresent(this::fix);
    }

    /** Where it stands, what stands there, and what that shows. */
    private void evidence(List<Evidence> all) {
        int widest =
                all.stream().mapToInt(it -> place(it.span()).length()).max().orElse(0);
        for (Evidence it : all) {
            String place = place(it.span());
            String bar = style.unicode() ? " │ " : " | ";
            String head = MARGIN + place + " ".repeat(widest - place.length()) + bar;
            String under = MARGIN + " ".repeat(widest) + bar;
            int room = style.width() - under.length();
            Window window = Window.of(it.span(), room);
            if (!window.text().isEmpty()) {
                line(head + window.text());
                head = under;
            }
            if (window.marks().isEmpty()) {
                wrapped(head, it.saying(), under, false);
            } else if (window.marks().length() + 1 + it.saying().length() <= room) {
                line(head + style.red(window.marks()) + " " + Visible.text(it.saying()));
            } else {
                line(head + style.red(window.marks()));
                wrapped(under, it.saying(), under, false);
            }
        }
    }

    private String place(Span span) {
        String source = Visible.text(facts.shown(span.source()));
        return span.line() == 0 ? source : source + " " + span.line();
    }

    private void fix(Fix fix) {
        blank();
        wrapped("  " + style.bold("Fix") + "   ", fix.summary(), MARGIN, false);
        for (Fix.Step step : fix.steps()) {
            if (!step.command().isEmpty()) {
                line(MARGIN + "  " + style.bold(Visible.text(ShellWords.quoted(step.command(), facts.machine()))));
            }
            step.text().ifPresent(text -> {
                if (step.kind() == Fix.Step.Kind.MANUAL) {
                    wrapped(MARGIN, text, MARGIN, false);
                } else {
                    step.file().ifPresent(file -> line(MARGIN + "in " + Visible.text(facts.shown(file)) + ":"));
                    text.lines().forEach(it -> line(MARGIN + "  " + style.bold(Visible.text(it))));
                }
            });
        }
    }

    private void others(Diagnosis diagnosis) {
        List<AlsoSeen> rest = AlsoSeen.in(diagnosis);
        if (rest.isEmpty()) {
            return;
        }
        blank();
        line("  " + style.bold("Also seen"));
        for (AlsoSeen it : rest.subList(0, Math.min(rest.size(), OTHER_RULES))) {
            String more = it.more() > 0 ? " And " + it.more() + " more like it." : "";
            String standing = it.standing().isEmpty() ? "" : " (" + it.standing() + ")";
            wrapped(
                    "    " + it.finding().rule() + ": ",
                    it.finding().finding().message() + more + standing,
                    MARGIN,
                    false);
        }
        if (rest.size() > OTHER_RULES) {
            line("    and findings of " + (rest.size() - OTHER_RULES) + " more rules (--format json has them all)");
        }
    }

    /** The keys at the host where the way ends. */
    private void keys(Snapshot there) {
        List<KeyTable.Row> all = KeyTable.of(there);
        if (all.isEmpty()) {
            return;
        }
        List<KeyTable.Row> shown = all.subList(0, Math.min(all.size(), KEY_ROWS));
        List<List<String>> rows = new ArrayList<>();
        String to = facts.lastJump().isEmpty()
                ? ""
                : " to " + Visible.text(there.target().typedHost());
        rows.add(List.of("", "Keys ssh offers" + to, "mode", "pair", "agent", "account", "server"));
        for (KeyTable.Row it : shown) {
            rows.add(List.of(
                    it.place(),
                    it.name(),
                    it.mode().text(),
                    it.pair().text(),
                    it.agent().text(),
                    it.account().text(),
                    it.server().text()));
        }
        blank();
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r).get(i);
                text.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            line(
                    r == 0
                            ? style.bold(text.toString().stripTrailing())
                            : text.toString().stripTrailing());
        }
        if (all.size() > shown.size()) {
            line("  and " + (all.size() - shown.size()) + " more");
        }
    }

    /** Each key in ssh's order, and behind them those that it leaves out: who names it, and what becomes of it. */
    private void trace(Snapshot there) {
        if (there.identities().isEmpty()) {
            return;
        }
        blank();
        line("  " + style.bold("How ssh comes to its keys"));
        for (Identity it : there.identities()) {
            String number = it.isOffered() ? Integer.toString(it.offered()) : "-";
            String key = it.publicKey()
                    .map(found -> " " + found.type() + " " + found.fingerprint())
                    .orElse("");
            String indent = MARGIN + " ";
            String head = " ".repeat(Math.max(0, MARGIN.length() - 1 - number.length())) + number + "  ";
            wrapped(head, KeyTable.name(facts, it) + key, indent, false);
            it.namedAt()
                    .ifPresent(
                            at -> wrapped(indent, place(at) + ": " + at.text().strip(), indent + "  ", false));
            wrapped(indent, KeyTable.fate(there, it), indent + "  ", false);
        }
    }

    /** What was done at each host on the way, and how long it took. */
    private void stages() {
        for (Snapshot jump : facts.jumps()) {
            stages(jump, " at the jump host " + Visible.text(jump.target().typedHost()));
        }
        stages(facts, "");
    }

    private void stages(Snapshot there, String where) {
        List<Handshake.Stage> stages =
                there.handshake().seen().map(Handshake::stages).orElse(List.of());
        if (stages.isEmpty()) {
            return;
        }
        blank();
        line("  " + style.bold("What the server did" + where));
        for (Handshake.Stage it : stages) {
            String time = it.took().toMillis() + " ms";
            String head = MARGIN + String.format("%-9s%8s  ", word(it.layer()), time);
            wrapped(head + (it.done() ? "" : "no: "), it.saying(), " ".repeat(head.length()), false);
        }
    }

    private void spent() {
        for (String sentence : Spent.of(facts)) {
            blank();
            wrapped("  ", sentence, "  ", false);
        }
    }

    private void notChecked(Diagnosis diagnosis) {
        if (diagnosis.notChecked().isEmpty()) {
            return;
        }
        blank();
        line("  " + style.bold("Not checked"));
        for (Gap gap : diagnosis.notChecked()) {
            wrapped("    ", gap.what() + ": " + gap.why(), "      ", false);
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Breaks a sentence at blanks so that it stays within the width. */
    private void wrapped(String head, String sentence, String indent, boolean bold) {
        StringBuilder current = new StringBuilder();
        String lead = head;
        int leadWidth = plainLength(head);
        for (String word : Visible.text(sentence).split(" ", -1)) {
            if (!current.isEmpty() && leadWidth + current.length() + 1 + word.length() > style.width()) {
                line(lead + (bold ? style.bold(current.toString()) : current));
                lead = indent;
                leadWidth = indent.length();
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        line(lead + (bold ? style.bold(current.toString()) : current));
    }

    private static int plainLength(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }

    private void blank() {
        line("");
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
