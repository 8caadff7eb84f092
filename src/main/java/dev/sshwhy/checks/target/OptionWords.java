package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a command, told apart as OpenBSD's getopt(3) does for ssh, scp and sftp everywhere. Words are counted
 * from the program's name, which is 0.
 *
 * @param options in the order of typing
 * @param operands the words that are no options and no values of any; for ssh the destination and the remote command
 */
record OptionWords(List<Option> options, List<Integer> operands) {
    /** From here on ssh's -P takes a value, the tag. */
    static final int TAG = 904;

    OptionWords {
        options = List.copyOf(options);
        operands = List.copyOf(operands);
    }

    /**
     * One option.
     *
     * @param letter its letter
     * @param value its value; empty for a switch
     * @param at the word that it stands in
     * @param valueApart whether its value is the next word
     */
    record Option(char letter, String value, int at, boolean valueApart) {}

    /** The words of ssh, scp or sftp. */
    static OptionWords of(Snapshot facts) {
        return of(facts, facts.target().command());
    }

    /** The same for another command of the same program. */
    static OptionWords of(Snapshot facts, List<String> command) {
        Program program = facts.target().program();
        return new Reader(command, withValue(program, release(facts)), program == Program.SSH).read();
    }

    static SshRelease release(Snapshot facts) {
        return facts.machine().sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
    }

    /** The letters that take a value (OpenSSH ssh.c, scp.c and sftp.c, main). */
    static String withValue(Program program, SshRelease release) {
        return switch (program) {
            case SSH -> release.isAtLeast(TAG) ? "BbcDEeFIiJLlmOoPpQRSWw" : "BbcDEeFIiJLlmOopQRSWw";
            case SCP -> "cDFiJloPSX";
            case SFTP -> "BbcDFiJloPRSsX";
            case RSYNC, GIT -> "";
        };
    }

    Optional<Option> first(char letter) {
        return options.stream().filter(it -> it.letter() == letter).findFirst();
    }

    private static final class Reader {
        private final List<String> words;
        private final String withValue;
        private final boolean goesOn;
        private final List<Option> options = new ArrayList<>();
        private int at = 1;

        /** @param goesOn whether options may stand behind the first operand too */
        Reader(List<String> words, String withValue, boolean goesOn) {
            this.words = words;
            this.withValue = withValue;
            this.goesOn = goesOn;
        }

        OptionWords read() {
            List<Integer> operands = new ArrayList<>();
            boolean ended = takeOptions();
            if (at < words.size()) {
                operands.add(at++);
                if (goesOn && !ended) {
                    takeOptions();
                }
            }
            while (at < words.size()) {
                operands.add(at++);
            }
            return new OptionWords(options, operands);
        }

        /** True when "--" ended them. */
        private boolean takeOptions() {
            while (at < words.size()
                    && words.get(at).startsWith("-")
                    && words.get(at).length() > 1) {
                String word = words.get(at++);
                if (word.equals("--")) {
                    return true;
                }
                bundle(word, at - 1);
            }
            return false;
        }

        private void bundle(String word, int place) {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                if (withValue.indexOf(letter) < 0) {
                    options.add(new Option(letter, "", place, false));
                    continue;
                }
                boolean apart = i + 1 == word.length();
                String value = !apart ? word.substring(i + 1) : at < words.size() ? words.get(at++) : "";
                options.add(new Option(letter, value, place, apart));
                return;
            }
        }
    }
}
