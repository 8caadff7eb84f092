package dev.sshwhy.report;

import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.ShellQuotes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command's words as one pastes them into a shell. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** With a blank between the words. */
    public static String quoted(List<String> words, Machine machine) {
        if (words.size() == 3 && words.subList(0, 2).equals(List.of("sh", "-c"))) {
            return words.get(2); // it is pasted into a shell anyway
        }
        return words.stream().map(it -> quoted(it, machine)).collect(Collectors.joining(" "));
    }

    /** cmd.exe and PowerShell leave backslashes alone, and take double quotes around blanks; no file name holds such a quote. */
    private static String windows(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./\\\\-]+") ? word : "\"" + word + "\"";
    }

    /** Quotes are left out where nothing needs them; the home directory is written ~ where the shell reads it so. */
    private static String quoted(String word, Machine machine) {
        String shown = machine.shownToShell(word);
        boolean atHome = shown.startsWith("~/");
        String rest = atHome ? shown.substring(2) : shown;
        if (PLAIN.matcher(rest).matches()) {
            return shown;
        }
        return machine.operatingSystem() == OperatingSystem.WINDOWS ? windows(word) : ShellQuotes.around(word);
    }
}
