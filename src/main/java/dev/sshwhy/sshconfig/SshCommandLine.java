package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The words after {@code ssh}, read as ssh's own getopt reads them (OpenSSH ssh.c main).
 *
 * @param words the words as typed, without the program's name
 * @param options every option in the order of typing; a user and port in the destination stand among them as {@code -l}
 *     and {@code -p}, which is how ssh treats them
 * @param destination the host as typed, without user and port; empty when there is none
 * @param remoteCommand the words of the command to run on the server
 * @param problems what ssh would refuse before it reads any file, in words for a user
 */
public record SshCommandLine(
        List<String> words,
        List<Option> options,
        String destination,
        List<String> remoteCommand,
        List<String> problems) {
    public SshCommandLine {
        words = List.copyOf(words);
        options = List.copyOf(options);
        remoteCommand = List.copyOf(remoteCommand);
        problems = List.copyOf(problems);
    }

    /**
     * One option.
     *
     * @param letter its letter
     * @param argument its argument; empty for an option that takes none
     */
    public record Option(char letter, String argument) {
        /** The option as one would type it. */
        public String shown() {
            return argument.isEmpty() ? "-" + letter : "-" + letter + " " + argument;
        }
    }

    /** Reads the words after {@code ssh}. Never fails: what is wrong stands in {@link #problems}. */
    public static SshCommandLine parse(List<String> words, SshRelease release) {
        return new SshGetopt(words, release).read();
    }

    /** The same options for another destination, which stands last and is a host alone. */
    public SshCommandLine to(String host) {
        return new SshCommandLine(words, options, host, remoteCommand, problems);
    }

    /** The user that {@code -l} or {@code user@} names; the first one counts. An {@code -o User=} stands in {@link #optionLines}. */
    public Optional<String> user() {
        return first('l');
    }

    /** The port that {@code -p} or {@code ssh://host:port} names; the first one counts. */
    public OptionalInt port() {
        return first('p').map(it -> Numbers.whole(it, 1, 65535)).orElse(OptionalInt.empty());
    }

    /** The arguments of {@code -i}, in the order of typing, as typed. */
    public List<String> identityFiles() {
        return arguments('i');
    }

    /** The arguments of {@code -o}, in the order of typing. */
    public List<String> optionLines() {
        return arguments('o');
    }

    /** The file of {@code -F}; the last one counts. */
    public Optional<String> configFile() {
        List<String> files = arguments('F');
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
    }

    /** The hosts of {@code -J}. */
    public Optional<String> jumpHosts() {
        return first('J');
    }

    /** Whether an option without argument is given. */
    public boolean has(char letter) {
        for (Option it : options) {
            if (it.letter() == letter) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> first(char letter) {
        return arguments(letter).stream().findFirst();
    }

    private List<String> arguments(char letter) {
        List<String> arguments = new ArrayList<>();
        for (Option it : options) {
            if (it.letter() == letter) {
                arguments.add(it.argument());
            }
        }
        return arguments;
    }
}
