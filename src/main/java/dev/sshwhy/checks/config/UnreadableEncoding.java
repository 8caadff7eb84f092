package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A byte order mark, UTF-16 or characters that only look like blanks: ssh takes them for part of a word, and stops. */
public final class UnreadableEncoding implements LintCheck {
    private static final String MARK = "\ufeff";

    /** Options whose value is a name or a path, so that a character nobody sees makes another one of it. */
    private static final Set<String> NAMES = Set.of("hostname", "user", "proxyjump", "hostkeyalias");

    @Override
    public Outcome check(Snapshot facts) {
        Outcome refused = refused(facts.machine(), facts.configuration());
        return refused instanceof Outcome.Clear
                ? withinNames(
                        facts.machine(),
                        facts.configuration().blocks().stream()
                                .filter(BlockMatch::applies)
                                .toList())
                : refused;
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        Configuration configuration = tree.configuration();
        Outcome refused = refused(tree.machine(), configuration);
        return refused instanceof Outcome.Clear ? withinNames(tree.machine(), configuration.blocks()) : refused;
    }

    /** ssh takes such a value as it stands: it goes to another host, or as another user. */
    private static Outcome withinNames(Machine machine, List<BlockMatch> blocks) {
        List<Finding> findings = new ArrayList<>();
        for (BlockMatch match : blocks) {
            for (ConfigBlock.Line line : match.block().lines()) {
                if (NAMES.contains(line.option()) && !plain(line.value()).equals(line.value())) {
                    Span at = line.at();
                    findings.add(Finding.of(
                                    Certainty.PROVEN,
                                    Subject.host(),
                                    "ssh takes the whole of \"" + Visible.text(line.value())
                                            + "\" for the value of "
                                            + ConfigLines.keyword(at.text()) + " in "
                                            + ConfigLines.place(machine, at)
                                            + ", with a blank that is none or a character that nobody sees.")
                            .seen(at, "holds more than can be seen")
                            .withFix(plainLine(machine, at, plain(at.text()).stripTrailing())));
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    private static Outcome refused(Machine machine, Configuration configuration) {
        return ConfigLines.refused(
                configuration.problems(),
                Set.of(ConfigProblem.Kind.ENCODING),
                problem -> "ssh cannot read " + ConfigLines.place(machine, problem.at())
                        + ", and stops for every host: " + ConfigLines.clause(problem.message()) + ".",
                problem -> fix(machine, problem));
    }

    private static Fix fix(Machine machine, ConfigProblem problem) {
        Span at = withMark(problem);
        if (ConfigLines.isInFile(at) && at.text().indexOf('\0') >= 0) {
            return Fix.ask(machine.shown(at.source()) + " is no text file: move it away, and write a new one.")
                    .run("mv", at.source(), at.source() + ".no-config");
        }
        String plain = plain(at.text());
        if (ConfigLines.isInFile(at) && !plain.equals(at.text())) {
            return plainLine(machine, at, plain);
        }
        return Fix.manual("Save " + machine.shown(at.source())
                + " as plain UTF-8 text without a byte order mark; in Windows Notepad the encoding is called UTF-8,"
                + " in PowerShell: Set-Content -Encoding ascii.");
    }

    private static Fix plainLine(Machine machine, Span at, String plain) {
        return ConfigLines.replaceLine(
                Fix.safe("Write " + ConfigLines.place(machine, at) + " with plain blanks, and nothing hidden in it."),
                at,
                plain);
    }

    /** The first line as it really begins: the reader of the file passes over the byte order mark. */
    private static Span withMark(ConfigProblem problem) {
        Span at = problem.at();
        boolean isMarked = at.line() == 1 && problem.message().contains("byte order mark");
        return isMarked && !at.text().startsWith(MARK) ? Span.line(at.source(), 1, MARK + at.text()) : at;
    }

    /** The line as it was meant: blanks for what looks like one, nothing for what cannot be seen. */
    private static String plain(String line) {
        if (isAscii(line)) {
            return line;
        }
        StringBuilder plain = new StringBuilder(line.length());
        line.codePoints().forEach(letter -> {
            if (Character.isSpaceChar(letter)) {
                plain.append(' ');
            } else if (letter == '\t' || !isHidden(letter)) {
                plain.appendCodePoint(letter);
            }
        });
        return plain.toString();
    }

    /** Letters, digits and signs, as nearly every line is. */
    private static boolean isAscii(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHidden(int letter) {
        return Character.getType(letter) == Character.FORMAT || Character.isISOControl(letter);
    }
}
