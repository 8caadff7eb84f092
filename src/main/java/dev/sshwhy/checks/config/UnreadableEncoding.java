package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;

/** A byte order mark, UTF-16 or characters that only look like blanks: ssh takes them for part of a word, and stops. */
public final class UnreadableEncoding implements LintCheck {
    private static final String MARK = "\ufeff";

    @Override
    public Outcome check(Snapshot facts) {
        return judge(facts.machine(), facts.configuration());
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return judge(tree.machine(), tree.configuration());
    }

    private static Outcome judge(Machine machine, Configuration configuration) {
        return ConfigLines.refused(
                configuration.problems(),
                ConfigProblem.Kind.ENCODING,
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
            return ConfigLines.replaceLine(
                    Fix.safe("Write " + ConfigLines.place(machine, at)
                            + " with plain blanks, and nothing hidden in it."),
                    at,
                    plain);
        }
        return Fix.manual("Save " + machine.shown(at.source())
                + " as plain UTF-8 text without a byte order mark; in Windows Notepad the encoding is called UTF-8,"
                + " in PowerShell: Set-Content -Encoding ascii.");
    }

    /** The first line as it really begins: the reader of the file passes over the byte order mark. */
    private static Span withMark(ConfigProblem problem) {
        Span at = problem.at();
        boolean isMarked = at.line() == 1 && problem.message().contains("byte order mark");
        return isMarked && !at.text().startsWith(MARK) ? Span.line(at.source(), 1, MARK + at.text()) : at;
    }

    /** The line as it was meant: blanks for what looks like one, nothing for what cannot be seen. */
    private static String plain(String line) {
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

    private static boolean isHidden(int letter) {
        return Character.getType(letter) == Character.FORMAT || Character.isISOControl(letter);
    }
}
