package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    public static String of(Diagnosis diagnosis, TextStyle style) {
        TextReport report = new TextReport(style, diagnosis.facts());
        report.write(diagnosis, false);
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

    /** The whole report, and how ssh comes to each key. */
    public static String verbose(Diagnosis diagnosis, TextStyle style) {
        TextReport report = new TextReport(style, diagnosis.facts());
        report.write(diagnosis, true);
        return report.out.toString();
    }

    private void write(Diagnosis diagnosis, boolean verbose) {
        wrapped(mark(diagnosis.verdict(), style) + " ", diagnosis.summary(), "  ", true);
        Optional<Diagnosed> cause = diagnosis.firstCause();
        cause.ifPresent(this::cause);
        others(diagnosis, cause);
        Snapshot there = facts.lastJump().orElse(facts);
        keys(there);
        if (verbose) {
            trace(there);
            stages();
        }
        login();
        notChecked(diagnosis);
        cause.ifPresent(it -> {
            blank();
            line(style.dim("  More about it: sshwhy explain " + it.rule()));
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

    private void others(Diagnosis diagnosis, Optional<Diagnosed> cause) {
        List<Diagnosed> rest = diagnosis.findings().stream()
                .filter(it -> !Optional.of(it).equals(cause))
                .toList();
        if (rest.isEmpty()) {
            return;
        }
        Map<String, Long> alike = rest.stream()
                .collect(Collectors.groupingBy(Diagnosed::rule, LinkedHashMap::new, Collectors.counting()));
        blank();
        line("  " + style.bold("Also seen"));
        int shown = 0;
        for (Diagnosed it : rest) {
            Long count = alike.remove(it.rule());
            if (count != null && ++shown <= OTHER_RULES) {
                String more = count > 1 ? " And " + (count - 1) + " more like it." : "";
                wrapped("    " + it.rule() + ": ", it.finding().message() + more + standing(it), MARGIN, false);
            }
        }
        if (shown > OTHER_RULES) {
            line("    and findings of " + (shown - OTHER_RULES) + " more rules (--format json has them all)");
        }
    }

    private static String standing(Diagnosed it) {
        if (it.causedBy().isPresent()) {
            return " (follows from it)";
        }
        return it.effect() == Effect.NONE ? " (no matter here)" : "";
    }

    /** The keys at the host where the way ends. */
    private void keys(Snapshot there) {
        List<Identity> shown = there.identities().stream().limit(KEY_ROWS).toList();
        if (shown.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        String to = facts.lastJump().isEmpty()
                ? ""
                : " to " + Visible.text(there.target().typedHost());
        rows.add(List.of("", "Keys ssh offers" + to, "mode", "pair", "agent", "account", "server"));
        shown.forEach(it -> rows.add(row(there, it)));
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
        int more = there.identities().size() - shown.size();
        if (more > 0) {
            line("  and " + more + " more");
        }
    }

    private List<String> row(Snapshot there, Identity it) {
        return List.of(
                it.isOffered() ? Integer.toString(it.offered()) : "-",
                Visible.text(name(it), 48),
                it.file()
                        .match(
                                file -> file.file().modeText(),
                                where -> it.path().isEmpty() ? "-" : "missing",
                                (where, reason) -> "unread",
                                why -> "-"),
                it.pair() == Identity.Pair.NONE ? "-" : word(it.pair()),
                it.inAgent() ? "yes" : "no",
                there.account().match(field -> inAccount(field, it), where -> "-", (where, reason) -> "-", why -> "-"),
                server(there, it));
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
            wrapped(head, name(it) + key, indent, false);
            it.namedAt()
                    .ifPresent(
                            at -> wrapped(indent, place(at) + ": " + at.text().strip(), indent + "  ", false));
            wrapped(indent, fate(there, it), indent + "  ", false);
        }
    }

    private String fate(Snapshot there, Identity it) {
        if (!it.isOffered()) {
            return it.why();
        }
        String half = switch (it.publicFrom()) {
            case FILE_ITSELF -> "; its public half stands in the file itself";
            case PUB_FILE -> "; its public half stands in " + facts.shown(it.path()) + ".pub";
            case EMBEDDED -> "; its public half stands in the private file";
            case LOADED -> "; ssh knows it only once it has loaded the private file";
            case CERTIFICATE, AGENT, NONE -> "";
        };
        String signing = switch (it.signing()) {
            case BY_AGENT -> "; the agent would sign";
            case BY_FILE -> "; its file would sign";
            case ASKS_PASSPHRASE -> "; ssh would ask for its passphrase";
            case NEEDS_TOKEN -> "; its token would have to be there";
            case IMPOSSIBLE -> "; ssh cannot sign with it";
        };
        String answer = answer(there, it).map(found -> "; " + found.saying()).orElse("");
        return "offered: " + it.why() + half + signing + answer;
    }

    private String name(Identity it) {
        return it.path().isEmpty()
                ? "agent: "
                        + it.publicKey()
                                .map(key -> key.comment().isEmpty() ? key.fingerprint() : key.comment())
                                .orElse("")
                : facts.shown(it.path());
    }

    private static Optional<KeyAnswer> answer(Snapshot there, Identity it) {
        return there.handshake().seen().flatMap(handshake -> it.publicKey().flatMap(handshake::answerTo));
    }

    private static String inAccount(AccountField field, Identity it) {
        return it.publicKey().filter(field::accepts).isPresent() ? "yes" : "no";
    }

    private static String server(Snapshot there, Identity it) {
        if (!it.isOffered()) {
            return "not offered";
        }
        return answer(there, it).map(KeyAnswer::answer).map(TextReport::word).orElse("not asked");
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

    private List<Snapshot> hosts() {
        List<Snapshot> hosts = new ArrayList<>(facts.jumps());
        hosts.add(facts);
        return hosts;
    }

    private void login() {
        List<String> loggedIn = new ArrayList<>();
        int tries = 0;
        for (Snapshot there : hosts()) {
            Optional<Handshake> handshake = there.handshake().seen();
            if (handshake.filter(it -> it.login() instanceof Login.Succeeded).isPresent()) {
                loggedIn.add(there.target().typedHost());
            }
            tries += handshake.map(Handshake::tries).orElse(0);
        }
        boolean atTargetAlone = facts.jumps().isEmpty();
        if (!loggedIn.isEmpty()) {
            boolean one = loggedIn.size() == 1;
            String where = atTargetAlone ? "" : " at " + String.join(", ", loggedIn);
            blank();
            wrapped(
                    "  ",
                    one
                            ? "The login" + where
                                    + " was real: it was ended at once and ran nothing, but the server's log shows it."
                            : "The logins" + where
                                    + " were real: they were ended at once and ran nothing, but the servers' logs show"
                                    + " them.",
                    "  ",
                    false);
        }
        if (tries > 0 && (loggedIn.isEmpty() || !atTargetAlone)) {
            blank();
            wrapped(
                    "  ",
                    "Asking cost " + tries + (tries == 1 ? " refused try" : " refused tries")
                            + (atTargetAlone ? " at the server" : " on the way") + ", no more than ssh itself spends.",
                    "  ",
                    false);
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
