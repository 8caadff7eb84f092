package dev.sshwhy.checks.target;

import dev.sshwhy.checks.target.OptionWords.Option;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** scp and sftp: {@code -p 2222} keeps file times, and behind the first file nothing is an option any more. */
final class CopySlips {
    private static final String SWITCHES_OF_SCP = "346ABCOpqRrTv";
    private static final String SWITCHES_OF_SFTP = "46AaCfNpqrv";

    private CopySlips() {}

    static Optional<Slip> find(Snapshot facts) {
        return lateOption(facts).or(() -> smallP(facts)).or(() -> NoColon.find(facts));
    }

    private static Optional<Slip> smallP(Snapshot facts) {
        Program program = facts.target().program();
        List<String> command = facts.target().command();
        OptionWords words = OptionWords.of(facts);
        if (Trial.portIsTyped(facts)) {
            return Optional.empty();
        }
        for (Option option : words.options()) {
            String word = command.get(option.at());
            int next = option.at() + 1;
            boolean apart = option.letter() == 'p'
                    && word.endsWith("p")
                    && words.operands().size() >= (program == Program.SCP ? 3 : 1)
                    && words.operands().get(0) == next
                    && HostAndPort.isPort(command.get(next))
                    && (next + 1 >= command.size() || !HostAndPort.isPort(command.get(next + 1)));
            boolean together = word.startsWith("-p") && word.length() > 3 && HostAndPort.isPort(word.substring(2));
            if (apart || together) {
                String before = apart ? word.substring(0, word.length() - 1) : "-";
                String letter = together ? "-P" + word.substring(2) : "-P";
                return Optional.of(new Slip(
                        apart ? certainty(facts, command.get(next)) : Certainty.PROVEN,
                        Subject.host(),
                        "With -p, " + program.command() + " keeps the files' times"
                                + (apart
                                        ? ", and takes " + command.get(next) + " for "
                                                + (program == Program.SCP ? "a file" : "the host") + "."
                                        : ", and reads the digits as more options.")
                                + " Its letter for the port is -P.",
                        option.at(),
                        "does not give the port",
                        "Use -P:",
                        before.equals("-")
                                ? TypedCommand.with(command, option.at(), letter)
                                : TypedCommand.with(command, option.at(), before, letter)));
            }
        }
        return Optional.empty();
    }

    /** A number behind -p may be a file, above all one that is called after a year. */
    static Certainty certainty(Snapshot facts, String number) {
        return HostAndPort.isYear(number) && !Trial.metNobody(facts) ? Certainty.POSSIBLE : Certainty.LIKELY;
    }

    /** {@code scp file host: -i key}: getopt(3) stops at the first word that is no option. */
    private static Optional<Slip> lateOption(Snapshot facts) {
        Program program = facts.target().program();
        List<String> command = facts.target().command();
        List<Integer> operands = OptionWords.of(facts).operands();
        String withValue = OptionWords.withValue(program, OptionWords.release(facts));
        String known = withValue + (program == Program.SCP ? SWITCHES_OF_SCP : SWITCHES_OF_SFTP);
        List<String> moved = new ArrayList<>();
        List<String> files = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < operands.size(); i++) {
            int at = operands.get(i);
            String word = command.get(at);
            boolean isOption = i > 0 && word.length() > 1 && word.startsWith("-") && known.indexOf(word.charAt(1)) >= 0;
            if (!isOption) {
                files.add(word);
                continue;
            }
            first = first == 0 ? at : first;
            moved.add(word);
            if (withValue.indexOf(word.charAt(word.length() - 1)) >= 0 && i + 1 < operands.size()) {
                moved.add(command.get(operands.get(++i)));
            }
        }
        if (moved.isEmpty() || command.contains("--")) {
            return Optional.empty();
        }
        List<String> corrected = new ArrayList<>(command.subList(0, operands.get(0)));
        corrected.addAll(moved);
        corrected.addAll(files);
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.use(),
                program.command() + " takes \"" + command.get(first)
                        + "\" for the name of a file: its options end at the" + " first file or host.",
                first,
                "stands too late to be an option",
                "Put the options first:",
                corrected));
    }
}
