package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The report for an issue tracker or a ticket: what a reader needs first, and the long parts folded in. */
public final class MarkdownReport {
    private static final int WIDTH = 96;
    private static final TextStyle STYLE = new TextStyle(false, true, WIDTH);
    private static final int LONGEST_TEXT = 160;
    private static final int MOST_SHADOWED = 6;
    private static final int MOST_ROWS = 60;
    private static final Pattern NUMBERED = Pattern.compile("^\\d+\\. ");

    private final Markdown page = new Markdown();
    private final Snapshot facts;
    private final List<Snapshot> hosts;

    private MarkdownReport(Snapshot facts) {
        this.facts = facts;
        this.hosts = facts.hosts();
    }

    /** The whole report. */
    public static String of(Diagnosis diagnosis, Run run) {
        MarkdownReport report = new MarkdownReport(diagnosis.facts());
        report.write(diagnosis, run);
        return report.page.toString();
    }

    private void write(Diagnosis diagnosis, Run run) {
        page.heading(2, TextReport.sign(diagnosis.verdict(), STYLE) + " " + Markdown.inline(diagnosis.summary()));
        run.note().ifPresent(it -> page.paragraph(Markdown.inline(it)));
        diagnosis.firstCause().ifPresent(this::cause);
        hosts.forEach(this::keys);
        others(diagnosis);
        notChecked(diagnosis);
        Spent.of(facts).forEach(it -> page.paragraph(Markdown.inline(it)));
        for (Snapshot it : facts.jumps()) {
            handshake("What the jump host did", it, run.detailed());
        }
        handshake("What the server did", facts, run.detailed());
        for (Snapshot it : hosts) {
            configuration(it);
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
        page.fence("text", excerpts(finding.evidence()));
        finding.fix().ifPresent(this::fix);
    }

    /** Where it stands, what stands there, and what that shows; carets below the piece that is meant. */
    private List<String> excerpts(List<Evidence> all) {
        int widest =
                all.stream().mapToInt(it -> place(it.span()).length()).max().orElse(0);
        String under = " ".repeat(widest) + " | ";
        List<String> lines = new ArrayList<>();
        for (Evidence it : all) {
            String place = place(it.span());
            String head = place + " ".repeat(widest - place.length()) + " | ";
            Window window = Window.of(it.span(), Math.max(WIDTH / 2, WIDTH - under.length()), STYLE, true);
            if (!window.text().isEmpty()) {
                lines.add(head + window.text());
                head = under;
            }
            if (!window.marks().isEmpty()) {
                lines.add(head + window.marks());
            }
            wrapped(lines, head, it.saying(), under);
        }
        return lines;
    }

    private static void wrapped(List<String> lines, String head, String sentence, String under) {
        StringBuilder current = new StringBuilder(head);
        for (String word : Visible.text(sentence).split(" ", -1)) {
            boolean isFirst = current.length() == under.length();
            if (!isFirst && current.length() + 1 + word.length() > WIDTH) {
                lines.add(current.toString());
                current = new StringBuilder(under).append(word);
            } else {
                current.append(isFirst ? "" : " ").append(word);
            }
        }
        lines.add(current.toString());
    }

    private String place(Span span) {
        String source = Visible.text(facts.shown(span.source()), LONGEST_TEXT);
        return span.line() == 0 ? source : source + " " + span.line();
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
            step.text().map(it -> it.lines().toList()).ifPresent(lines -> {
                boolean isChange = lines.stream().allMatch(it -> it.startsWith("-") || it.startsWith("+"));
                page.fence(isChange ? "diff" : "text", lines);
            });
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
            page.items(steps.stream().map(MarkdownReport::item).toList());
        }
        steps.clear();
    }

    private static String item(String text) {
        return text.lines()
                .map(it -> Fix.Step.isToType(it) ? Markdown.code(it.strip()) : Markdown.inline(it))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(" "));
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

    private void handshake(String title, Snapshot there, boolean timings) {
        Optional<Handshake> handshake = there.handshake().seen();
        handshake.ifPresent(seen -> page.details(title, () -> {
            List<String> lines = new ArrayList<>();
            add(lines, "host", there.target().typedHost() + " at " + seen.address());
            seen.linesBefore().forEach(it -> add(lines, "before", it));
            seen.ident().ifPresent(it -> add(lines, "greeting", it));
            seen.hostKey()
                    .ifPresent(it -> add(
                            lines,
                            "host key",
                            it.key().type() + " " + it.key().fingerprint() + ", known: "
                                    + TextReport.word(it.known())));
            if (!seen.methods().isEmpty()) {
                add(lines, "methods", String.join(", ", seen.methods()));
            }
            add(lines, "login", login(seen.login()));
            seen.banner().stream().flatMap(String::lines).forEach(it -> add(lines, "banner", it));
            seen.remarks().forEach(it -> add(lines, "remark", it));
            seen.failure().ifPresent(it -> add(lines, "ended", it.saying()));
            lines.add("");
            for (Handshake.Stage it : seen.stages()) {
                String time = timings ? " (" + it.took().toMillis() + " ms)" : "";
                add(lines, TextReport.word(it.layer()), (it.done() ? "" : "no: ") + it.saying() + time);
            }
            page.fence("text", lines);
        }));
    }

    private static String login(Login login) {
        if (login instanceof Login.NotTried it) {
            return "not tried: " + it.why();
        }
        if (login instanceof Login.Denied it) {
            return "denied to " + it.key().fingerprint() + ": " + it.saying();
        }
        if (login instanceof Login.Partial it) {
            return it.key().fingerprint() + " is right, and the server also wants " + String.join(", ", it.methods());
        }
        if (login instanceof Login.NotSigned it) {
            return "no signature with " + it.key().fingerprint() + ": " + it.why();
        }
        return ((Login.Succeeded) login)
                .key()
                .map(it -> "succeeded with " + it.fingerprint())
                .orElse("succeeded without a key");
    }

    private static void add(List<String> lines, String name, String value) {
        lines.add(String.format("%-9s ", name) + Visible.text(value, LONGEST_TEXT));
    }

    /** Each line that won, and the ones that lost to it. */
    private void configuration(Snapshot there) {
        Configuration configuration = there.configuration();
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, List<ConfigValue>> option : new TreeMap<>(configuration.options()).entrySet()) {
            for (ConfigValue it : option.getValue()) {
                rows.add(List.of(
                        Markdown.cell(option.getKey()),
                        Markdown.cell(Visible.text(it.value(), LONGEST_TEXT)),
                        Markdown.cell(place(it.setAt())),
                        losers(it.shadowed())));
            }
        }
        if (rows.isEmpty() && configuration.problems().isEmpty()) {
            return;
        }
        boolean isJump = facts.jumps().contains(there);
        page.details("What the configuration says for " + (isJump ? "the jump host" : "this host"), () -> {
            if (hosts.size() > 1) {
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
                        .map(it -> "At " + Markdown.inline(place(it.at())) + ": " + Markdown.inline(it.message()))
                        .toList());
            }
        });
    }

    private String losers(List<Span> shadowed) {
        List<String> shown = new ArrayList<>();
        for (Span it : shadowed.subList(0, Math.min(shadowed.size(), MOST_SHADOWED))) {
            shown.add(Markdown.cell(place(it)) + " "
                    + Markdown.cell(Visible.text(it.text().strip(), LONGEST_TEXT)));
        }
        if (shadowed.size() > MOST_SHADOWED) {
            shown.add("and " + (shadowed.size() - MOST_SHADOWED) + " more");
        }
        return String.join(", ", shown);
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
                page.fence("text", excerpts(it.finding().evidence()));
                if (!diagnosis.firstCause().equals(Optional.of(it))) {
                    it.finding().fix().ifPresent(this::fix);
                }
            }
        });
    }
}
