package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.ShellQuotes;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the checks of this layer share: the key reader's cures, which are shell commands, as steps of a fix. */
final class Cures {
    private static final String FILE = "{file}";

    private Cures() {}

    /** Adds the commands of these faults, in order; where a fault has none, what to change by hand. */
    static Fix steps(Fix fix, String path, List<KeyFault> faults) {
        Fix all = fix;
        for (KeyFault fault : faults) {
            Optional<String> cure = fault.cure();
            all = cure.isPresent() ? all.run(words(cure.get(), path)) : all.edit(path, fault.detail());
        }
        return all;
    }

    /** A command's words; a shell gets it whole where it is more than one plain command. */
    static String[] words(String command, String path) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char letter : (command + " ").toCharArray()) {
            if (letter == '\'') {
                quoted = !quoted;
            } else if (!quoted && "|&;<>$\"\\`*".indexOf(letter) >= 0) {
                return new String[] {"sh", "-c", command.replace(FILE, ShellQuotes.around(path))};
            } else if (!quoted && letter == ' ') {
                if (!word.isEmpty()) {
                    words.add(word.toString().replace(FILE, path));
                    word.setLength(0);
                }
            } else {
                word.append(letter);
            }
        }
        return words.toArray(String[]::new);
    }

    /**
     * The command that writes the public half of a private key. A shell empties a file before the command runs that may
     * fail, so the new one is written beside it.
     */
    static String publicHalf(String privateFile, String file) {
        String anew = ShellQuotes.around(file + ".new");
        return "ssh-keygen -y -f " + ShellQuotes.around(privateFile) + " > " + anew + " && mv " + anew + " "
                + ShellQuotes.around(file);
    }
}
