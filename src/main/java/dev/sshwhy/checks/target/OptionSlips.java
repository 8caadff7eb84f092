package dev.sshwhy.checks.target;

import dev.sshwhy.checks.target.OptionWords.Option;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ssh, scp and sftp have in common: {@code -p=22}, {@code --port 22}, {@code -i} without a file. */
final class OptionSlips {
    private static final Map<String, String> LONG_NAMES =
            Map.of("port", "-p", "user", "-l", "identity", "-i", "identity-file", "-i", "key", "-i", "jump", "-J");

    private OptionSlips() {}

    static Optional<Slip> find(Snapshot facts) {
        for (Option option : OptionWords.of(facts).options()) {
            Optional<Slip> slip =
                    longName(facts, option).or(() -> equalsSign(facts, option)).or(() -> swallowed(facts, option));
            if (slip.isPresent()) {
                return slip;
            }
        }
        return Optional.empty();
    }

    /** getopt(3) reads {@code --port} as the options -, -p, ... */
    private static Optional<Slip> longName(Snapshot facts, Option option) {
        String program = facts.target().program().command();
        List<String> command = facts.target().command();
        String word = command.get(option.at());
        int dashes = word.startsWith("--") ? 2 : 1;
        int equals = word.indexOf('=');
        String name = word.substring(dashes, equals < 0 ? word.length() : equals);
        String letter = LONG_NAMES.getOrDefault(name, "");
        if (letter.equals("-p") && !program.equals("ssh")) {
            letter = "-P";
        }
        if (letter.isEmpty()) {
            return Optional.empty();
        }
        List<String> corrected = equals < 0
                ? TypedCommand.with(command, option.at(), letter)
                : TypedCommand.with(command, option.at(), letter, word.substring(equals + 1));
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.start(),
                program + " has no option " + word.substring(0, equals < 0 ? word.length() : equals)
                        + ": its options are single letters.",
                option.at(),
                "is read letter by letter",
                "Use " + letter + ":",
                corrected));
    }

    private static Optional<Slip> equalsSign(Snapshot facts, Option option) {
        boolean isRead = option.letter() == 'o'; // -o=Port=22 is a line of the config, which may begin so
        if (option.valueApart() || isRead || !option.value().startsWith("=")) {
            return Optional.empty();
        }
        String word = facts.target().command().get(option.at());
        String before = word.substring(0, word.length() - option.value().length());
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.host(),
                facts.target().program().command() + " takes \"" + option.value() + "\", with the equals sign, for the"
                        + " value of -" + option.letter() + ".",
                option.at(),
                "has an equals sign in its value",
                "Let a blank follow the letter:",
                TypedCommand.with(
                        facts.target().command(),
                        option.at(),
                        before,
                        option.value().substring(1))));
    }

    /** {@code ssh -i -p 2222 root@host}: the word behind -i is its file, whatever it looks like. */
    private static Optional<Slip> swallowed(Snapshot facts, Option option) {
        String value = option.value();
        boolean isOption = value.length() > 1 && value.startsWith("-") && Character.isLetter(value.charAt(1));
        if (!option.valueApart() || !isOption) {
            return Optional.empty();
        }
        List<String> command = facts.target().command();
        String word = command.get(option.at());
        String rest = word.substring(0, word.length() - 1);
        String what = option.letter() == 'i' ? "a key file" : "a value";
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.host(),
                facts.target().program().command() + " takes \"" + value + "\" for the value of -" + option.letter()
                        + ", since nothing else stands between them.",
                option.at() + 1,
                "is the value of -" + option.letter() + " here, and no option",
                "Write " + what + " behind -" + option.letter() + ", or leave it out:",
                rest.equals("-")
                        ? TypedCommand.with(command, option.at())
                        : TypedCommand.with(command, option.at(), rest)));
    }
}
