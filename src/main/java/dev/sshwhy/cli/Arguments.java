package dev.sshwhy.cli;

import dev.sshwhy.evidence.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of the command line, told apart: sshwhy's own (its command and the long options) and ssh's.
 *
 * @param command what to do
 * @param options sshwhy's own options, without their dashes; a switch has an empty value
 * @param program the program whose command line the words are
 * @param words everything else: ssh's words for commands about a host, names for the others
 */
record Arguments(Command command, Map<String, String> options, Program program, List<String> words) {
    /** The letters of ssh's options that take a value (OpenSSH ssh.c, main). */
    private static final String TAKES_VALUE = "BbcDEeFIiJLlmOopQRSWw";

    /** What people write for options of ssh, which has no long ones. */
    private static final Map<String, String> SSH_LETTERS =
            Map.of("identity", "-i", "identity-file", "-i", "jump", "-J", "key", "-i", "port", "-p", "user", "-l");

    private static final List<String> WITH_VALUE = List.of(
            "account-keys", "batch", "color", "config", "connect-timeout", "format", "home", "keep", "map", "output");
    private static final List<String> SWITCHES = List.of(
            "all",
            "batch-mode",
            "help",
            "no-sign",
            "offline",
            "online",
            "plain",
            "quiet",
            "run-config-commands",
            "self-test",
            "verbose",
            "version");

    /**
     * The commands that an option says something to. To any other it would be lost without a word, so that is told; what only
     * limits a run, such as --no-sign, holds for each of them.
     */
    private static final Map<String, Set<Command>> MEANT_FOR = Map.of(
            "account-keys", EnumSet.of(Command.DIAGNOSE, Command.CHECK, Command.TICKET),
            "all", EnumSet.of(Command.CONFIG),
            "batch", EnumSet.of(Command.ACCOUNT, Command.CONFIG),
            "keep", EnumSet.of(Command.TICKET),
            "map", EnumSet.of(Command.TICKET),
            "online", EnumSet.of(Command.DIAGNOSE, Command.CHECK, Command.TICKET),
            "self-test", EnumSet.of(Command.TICKET));

    Arguments {
        options = Map.copyOf(options);
        words = List.copyOf(words);
    }

    /** What sshwhy is asked to do. */
    enum Command {
        DIAGNOSE(true),
        CHECK(true),
        TICKET(true),
        CONFIG(true),
        LINT(false),
        KEYS(false),
        ACCOUNT(false),
        RULES(false),
        EXPLAIN(false),
        SCHEMA(false);

        private final boolean isAboutHost;

        Command(boolean isAboutHost) {
            this.isAboutHost = isAboutHost;
        }

        static Optional<Command> named(String word) {
            return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
        }

        /** How it is typed. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Arguments parse(List<String> line) throws UsageException {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        Optional<Command> command = Optional.empty();
        Optional<Program> program = Optional.empty();
        int at = 0;
        while (at < line.size()) {
            String word = line.get(at++);
            if (word.startsWith("--") && word.length() > 2) {
                at = own(line, at, options);
            } else if (program.isEmpty()
                    && words.isEmpty()
                    && program(word, command, at == line.size()).isPresent()) {
                program = program(word, command, at == line.size());
                command = command.or(() -> Optional.of(Command.DIAGNOSE));
                if (program.get() != Program.SSH) {
                    words.addAll(line.subList(at, line.size())); // long options too are that program's own
                    at = line.size();
                }
            } else if (command.isEmpty() && !word.startsWith("-")) {
                command = Command.named(word);
                if (command.isEmpty()) {
                    throw new UsageException("there is no command \"" + word
                            + "\". Put sshwhy in front of the ssh command: sshwhy ssh " + word);
                }
            } else if (command.filter(it -> it.isAboutHost).isPresent()) {
                words.add(word);
                if (!word.startsWith("-") || word.equals("--")) {
                    refuseOwnOptions(line.subList(at, line.size()));
                    words.addAll(line.subList(at, line.size())); // what follows the host is ssh's, whatever it is
                    at = line.size();
                } else if (at < line.size() && wantsNextWord(word)) {
                    words.add(line.get(at++));
                }
            } else {
                words.add(word);
            }
        }
        Command asked = command.orElse(Command.DIAGNOSE);
        refuseLostOptions(asked, options.keySet());
        return new Arguments(asked, options, program.orElse(Program.SSH), words);
    }

    /**
     * The program that a word names, where one may stand: first, or behind a command that is about a host. A last word there is
     * a host of that name.
     */
    private static Optional<Program> program(String word, Optional<Command> command, boolean isLast) {
        boolean mayStandHere = command.isEmpty() || (command.get().isAboutHost && !isLast);
        return Arrays.stream(Program.values())
                .filter(it -> mayStandHere && it.command().equals(word))
                .filter(it -> it == Program.SSH || !command.equals(Optional.of(Command.CONFIG)))
                .findFirst();
    }

    /** Options after the host are ssh's, up to the remote command; one of sshwhy's there is a slip worth a clear word. */
    private static void refuseOwnOptions(List<String> behindHost) throws UsageException {
        for (int at = 0; at < behindHost.size() && behindHost.get(at).startsWith("-"); at++) {
            String name = behindHost.get(at).replaceFirst("^--", "").replaceFirst("=.*$", "");
            if (behindHost.get(at).startsWith("--") && (SWITCHES.contains(name) || WITH_VALUE.contains(name))) {
                throw new UsageException("--" + name + " is sshwhy's own option, and stands before the host");
            }
            at += wantsNextWord(behindHost.get(at)) ? 1 : 0;
        }
    }

    private static String words(Set<Command> commands) {
        return commands.stream().map(Command::word).collect(Collectors.joining(", "));
    }

    private static void refuseLostOptions(Command asked, Set<String> options) throws UsageException {
        for (String option : options) {
            Set<Command> meant = MEANT_FOR.getOrDefault(option, EnumSet.of(asked));
            if (!meant.contains(asked)) {
                throw new UsageException(
                        "--" + option + " does nothing for " + asked.word() + "; it is for " + words(meant));
            }
        }
    }

    /** Takes one of sshwhy's own options from the word before {@code at}; gives where to go on. */
    private static int own(List<String> line, int at, Map<String, String> options) throws UsageException {
        String word = line.get(at - 1).substring(2);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (SWITCHES.contains(name)) {
            if (equals >= 0) {
                throw new UsageException("--" + name + " takes no value");
            }
            options.put(name, "");
            return at;
        }
        if (!WITH_VALUE.contains(name)) {
            String own = SSH_LETTERS.getOrDefault(name, "");
            throw new UsageException(
                    "there is no option --" + name + (own.isEmpty() ? "" : "; ssh's own for that is " + own));
        }
        if (equals >= 0) {
            options.put(name, word.substring(equals + 1));
            return at;
        }
        if (at >= line.size()) {
            throw new UsageException("--" + name + " wants a value");
        }
        options.put(name, line.get(at));
        return at + 1;
    }

    /** Whether a cluster of ssh's short options ends with one that takes the next word. */
    private static boolean wantsNextWord(String cluster) {
        for (int i = 1; i < cluster.length(); i++) {
            if (TAKES_VALUE.indexOf(cluster.charAt(i)) >= 0) {
                return i == cluster.length() - 1;
            }
        }
        return false;
    }

    /** Whether one of sshwhy's own options has a value. */
    static boolean takesValue(String option) {
        return WITH_VALUE.contains(option);
    }

    /** Whether nothing at all was typed. */
    boolean isEmpty() {
        return command == Command.DIAGNOSE && options.isEmpty() && words.isEmpty();
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** One of a few words that an option may have; the first is its default. */
    String oneOf(String option, String... allowed) throws UsageException {
        String value = value(option).orElse(allowed[0]);
        for (String it : allowed) {
            if (it.equals(value)) {
                return value;
            }
        }
        throw new UsageException("--" + option + " takes " + String.join(" or ", allowed) + ", not \"" + value + "\"");
    }
}
