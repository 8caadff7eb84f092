package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.ShellQuotes;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line as it was typed, and as it should have been. */
public final class TypedCommand {
    private static final String PLAIN = "_@%+=:,./~-";

    private TypedCommand() {}

    /** The fix that shows the command to type instead. */
    public static Fix corrected(Snapshot facts, String summary, List<String> command) {
        return Fix.manual(summary).paste(shown(facts, command));
    }

    /** A command as one pastes it into a shell, with ~ for the home directory. */
    static String shown(Snapshot facts, List<String> command) {
        boolean windows = facts.machine().operatingSystem() == OperatingSystem.WINDOWS;
        List<String> words = new ArrayList<>();
        for (String word : command) {
            String shown = windows ? word : facts.machine().shownToShell(word);
            if (isPlain(shown, windows)) {
                words.add(shown);
            } else {
                words.add(windows ? "\"" + word + "\"" : ShellQuotes.around(word));
            }
        }
        return String.join(" ", words);
    }

    private static boolean isPlain(String word, boolean windows) {
        return !word.isEmpty()
                && word.codePoints()
                        .allMatch(it ->
                                Character.isLetterOrDigit(it) || PLAIN.indexOf(it) >= 0 || (windows && it == '\\'));
    }

    /**
     * The command line with one word of it marked.
     *
     * @param word counted from the program's name, which is 0 and never marked
     */
    public static Span at(Snapshot facts, int word) {
        List<String> command = facts.target().command();
        StringBuilder line = new StringBuilder();
        int column = 0;
        int length = 0;
        for (int i = 0; i < command.size(); i++) {
            line.append(line.isEmpty() ? "" : " ");
            String shown = facts.shown(command.get(i));
            if (i == word && i > 0) {
                column = line.length() + 1;
                length = shown.length();
            }
            line.append(shown);
        }
        return new Span(Span.COMMAND_LINE, 0, column, length, line.toString());
    }

    /** The command line as a whole. */
    public static Span whole(Snapshot facts) {
        return at(facts, 0);
    }

    /** The same command for another {@code user@host} and port; empty where the host is not among its words. */
    public static Optional<List<String>> elsewhere(Snapshot facts, String place, String port) {
        Target target = facts.target();
        Optional<RemoteWord> remote = target.program() == Program.SSH ? Optional.empty() : remote(target);
        int at = remote.map(RemoteWord::at).orElseGet(() -> wordWithHost(facts));
        if (at == 0 || target.program() == Program.GIT) {
            return Optional.empty();
        }
        String path = remote.map(it -> ":" + it.path()).orElse("");
        return Optional.of(withPort(facts, with(target.command(), at, place + path), port));
    }

    /** The command, to be pasted, with another file behind the -i that names this one; empty where no -i does. */
    public static Optional<String> withIdentity(Snapshot facts, String named, String instead) {
        if (facts.target().program() == Program.RSYNC || facts.target().program() == Program.GIT) {
            return Optional.empty(); // their -i is another option
        }
        List<String> command = facts.target().command();
        List<OptionWords.Option> all = OptionWords.of(facts).options().stream()
                .filter(it -> it.letter() == 'i')
                .toList();
        return all.stream()
                .filter(it -> facts.shown(it.value()).equals(facts.shown(named))
                        || (all.size() == 1 && !isNamedElsewhere(facts, named)))
                .findFirst()
                .map(it -> it.valueApart()
                        ? with(command, it.at() + 1, instead)
                        : with(command, it.at(), before(command.get(it.at()), it.value()), instead))
                .map(it -> shown(facts, it));
    }

    /** Whether a file is ssh's own choice or the configuration's, so that a lone -i names another one. */
    private static boolean isNamedElsewhere(Snapshot facts, String file) {
        return facts.identities().stream()
                .anyMatch(it -> it.path().equals(file) && it.namedBy() != Identity.NamedBy.COMMAND_LINE);
    }

    private static String before(String word, String end) {
        return word.substring(0, word.length() - end.length());
    }

    /**
     * The command, to be pasted, with more options for ssh in front; empty where its program hands none on like that, and at
     * a jump host, where nobody typed the command.
     */
    public static Optional<String> withOptions(Snapshot facts, String... options) {
        return switch (facts.target().program()) {
            case SSH, SCP, SFTP ->
                Optional.of(facts.target())
                        .filter(Target::isTyped)
                        .map(it -> shown(facts, inserted(it.command(), 1, options)));
            case RSYNC, GIT -> Optional.empty();
        };
    }

    /** The command with other words in the place of one. */
    static List<String> with(List<String> command, int word, String... instead) {
        List<String> words = new ArrayList<>(command.subList(0, word));
        words.addAll(List.of(instead));
        words.addAll(command.subList(word + 1, command.size()));
        return words;
    }

    /** The command with words put before one. */
    static List<String> inserted(List<String> command, int before, String... more) {
        List<String> words = new ArrayList<>(command);
        words.addAll(before, List.of(more));
        return words;
    }

    /** The command with the port where its program looks for one, unless there is one already. */
    static List<String> withPort(Snapshot facts, List<String> command, String port) {
        if (Trial.portIsTyped(facts)) {
            return command;
        }
        return switch (facts.target().program()) {
            case SSH -> inserted(command, 1, "-p", port);
            case SCP, SFTP -> inserted(command, 1, "-P", port);
            case RSYNC -> inserted(command, 1, "-e", "ssh -p " + port);
            case GIT -> command;
        };
    }

    /** The word that names the host; 0 where git, say, has the host from its settings. */
    public static int wordWithHost(Snapshot facts) {
        Target target = facts.target();
        if (target.program() == Program.SSH) {
            return OptionWords.of(facts).operands().stream().findFirst().orElse(0);
        }
        int last = target.typedHost().isEmpty() ? 0 : target.command().size() - 1;
        while (last > 0 && !target.command().get(last).contains(target.typedHost())) {
            last--;
        }
        return last;
    }

    /** The word {@code [user@]host:path} that names the host; empty where git, say, has it from its settings. */
    static Optional<RemoteWord> remote(Target target) {
        for (int i = 1; i < target.command().size(); i++) {
            String word = target.command().get(i);
            for (String place : List.of(target.typedHost() + ":", "[" + target.typedHost() + "]:")) {
                int at = word.startsWith(place) ? 0 : word.indexOf("@" + place) + 1;
                if (!target.typedHost().isEmpty() && (at > 0 || word.startsWith(place))) {
                    return Optional.of(new RemoteWord(i, word.substring(0, at), word.substring(at + place.length())));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A word that names a place on another machine.
     *
     * @param at which word of the command it is
     * @param user the login name with its "@"; empty when there is none
     * @param path what stands behind the colon
     */
    record RemoteWord(int at, String user, String path) {}
}
