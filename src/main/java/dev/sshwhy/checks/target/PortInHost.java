package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** The port stands behind a colon, or as a word of its own, where the program does not look for one (ssh(1), -p). */
public final class PortInHost implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return inName(facts)
                .or(() -> asWord(facts))
                .or(() -> PortInPath.find(facts))
                .map(Outcome::of)
                .orElseGet(Outcome::clear);
    }

    /** {@code ssh root@host:2222}. */
    private static Optional<Finding> inName(Snapshot facts) {
        String typed = facts.target().typedHost();
        Optional<HostAndPort> split = HostAndPort.of(typed);
        if (split.isEmpty() || !Trial.seeksTypedName(facts)) {
            return Optional.empty();
        }
        String port = split.get().port();
        int at = TypedCommand.wordWithHost(facts);
        return Optional.of(Finding.of(
                        Trial.goesByProxy(facts) ? Certainty.LIKELY : Certainty.PROVEN,
                        Subject.host(),
                        "ssh takes \"" + typed + "\" as a whole for the host's name: the port " + port
                                + " is no part of it.")
                .seen(TypedCommand.at(facts, at), "names a host that is called so, colon included")
                .withFix(fix(facts, at, split.get())));
    }

    private static Fix fix(Snapshot facts, int at, HostAndPort place) {
        if (at == 0) {
            return Fix.manual("Write the address as ssh://USER@" + place.host() + ":" + place.port() + "/PATH.");
        }
        String typed = facts.target().typedHost();
        List<String> command = facts.target().command();
        String word = command.get(at);
        String bracketed = "[" + typed + "]"; // git's form, which scp and rsync take for a name
        String plain = word.replace(word.contains(bracketed) ? bracketed : typed, place.host());
        return TypedCommand.corrected(
                facts,
                "Give the port on its own:",
                TypedCommand.withPort(facts, TypedCommand.with(command, at, plain), place.port()));
    }

    /** {@code ssh root@host 2222}. */
    private static Optional<Finding> asWord(Snapshot facts) {
        Program program = facts.target().program();
        if ((program != Program.SSH && program != Program.SFTP) || Trial.portIsTyped(facts)) {
            return Optional.empty();
        }
        List<String> command = facts.target().command();
        OptionWords words = OptionWords.of(facts);
        List<Integer> operands = words.operands();
        boolean alone = operands.size() == 2
                || (operands.size() > 2 && command.get(operands.get(2)).startsWith("-"));
        if (!alone
                || !HostAndPort.isPort(command.get(operands.get(1)))
                || words.first('P').isPresent()) {
            return Optional.empty(); // -P is a slip of its own
        }
        int at = operands.get(1);
        String port = command.get(at);
        List<String> corrected = program == Program.SSH
                ? TypedCommand.inserted(command, at, "-p")
                : TypedCommand.withPort(facts, TypedCommand.with(command, at), port);
        return Optional.of(Finding.of(
                        Trial.metNobody(facts) ? Certainty.PROVEN : Certainty.LIKELY,
                        Subject.host(),
                        program.command() + " takes the word " + port + " for "
                                + (program == Program.SSH
                                        ? "a command to run on the server"
                                        : "the name of a local file")
                                + ", and goes to port " + facts.target().port() + " of "
                                + facts.target().host() + ".")
                .seen(TypedCommand.at(facts, at), "is not where " + program.command() + " looks for a port")
                .withFix(TypedCommand.corrected(facts, "Say that " + port + " is the port:", corrected)));
    }
}
