package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A copied command holds a dash that is none, a hidden character, a curly quotation mark, or the prompt before it. */
public final class OddCharacters implements Check {
    private static final int SHOWN = 40;

    @Override
    public Outcome check(Snapshot facts) {
        return pastedAlong(facts).or(() -> odd(facts)).map(Outcome::of).orElseGet(Outcome::clear);
    }

    private static Optional<Finding> odd(Snapshot facts) {
        PlainWords plain = PlainWords.of(facts);
        if (plain.changes().isEmpty()) {
            return Optional.empty();
        }
        PlainWords.Change first = plain.changes().get(0);
        String meant = String.join(" ", first.plain().words());
        Finding finding = Finding.of(
                Certainty.PROVEN,
                Subject.host(),
                quoted(facts.target().command().get(first.at())) + " holds "
                        + String.join(", ", first.plain().found())
                        + (meant.isEmpty() ? ", and does not belong there" : "; " + quoted(meant) + " was meant")
                        + ".");
        for (PlainWords.Change change : plain.changes()) {
            finding = finding.seen(
                    TypedCommand.at(facts, change.at()),
                    "holds " + String.join(", ", change.plain().found()));
        }
        return Optional.of(finding.withFix(
                TypedCommand.corrected(facts, "Type the command with plain characters:", plain.command())));
    }

    private static String quoted(String word) {
        return "\"" + Visible.text(word, SHOWN) + "\"";
    }

    /** {@code ssh ssh root@host}, {@code ssh $ ssh root@host}: the first of these words is a host to ssh. */
    private static Optional<Finding> pastedAlong(Snapshot facts) {
        List<String> command = facts.target().command();
        List<Integer> operands = OptionWords.of(facts).operands();
        if (facts.target().program() != Program.SSH || operands.size() < 2) {
            return Optional.empty();
        }
        int last = operands.get(0);
        String taken = command.get(last);
        if (!isSecondSsh(facts, taken, command.get(operands.get(1)))) {
            last = operands.get(1);
            while (last < command.size() && !(command.get(last).equals("ssh") && isPrompt(command.get(last - 1)))) {
                last++;
            }
            if (last >= command.size() - 1) {
                return Optional.empty();
            }
        }
        List<String> rest = command.subList(last + 1, command.size());
        List<String> plain = new ArrayList<>(command.subList(0, operands.get(0)));
        plain.addAll(rest);
        return Optional.of(Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh takes " + quoted(taken) + ", which was pasted along, for the host's name, and "
                                + quoted(String.join(" ", rest)) + " for a command to run there.")
                .seen(TypedCommand.at(facts, operands.get(0)), "is taken for the host's name")
                .withFix(TypedCommand.corrected(facts, "Leave out what was pasted along:", plain)));
    }

    /** A machine may be called ssh; but then a command follows, and no user@host, option or host of the config. */
    private static boolean isSecondSsh(Snapshot facts, String word, String next) {
        boolean known = facts.configuration().blocks().stream()
                .anyMatch(it -> it.block().kind() == ConfigBlock.Kind.HOST
                        && it.block().conditions().contains(next));
        return word.equals("ssh")
                && facts.target().host().equals("ssh")
                && (known || next.indexOf('@') > 0 || next.startsWith("ssh://"));
    }

    private static boolean isPrompt(String word) {
        return word.endsWith("$") || word.endsWith("#") || word.endsWith(">") || word.endsWith("%");
    }
}
