package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.ShellQuotes;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;

/** The command as it was typed, with one thing put right; to be shown, for a person to run. */
final class CorrectedCommand {
    private static final String PLAIN = "_@%+=:,./~-";

    private CorrectedCommand() {}

    /** The fix with such a command to paste; without one at a jump host, where nobody typed any. */
    static Fix pasted(Fix fix, Target target, String command) {
        return target.isTyped() ? fix.paste(command) : fix;
    }

    /** The command with another host in the place of the one typed; user, port and paths stay. */
    static String withHost(Target target, String host) {
        List<String> words = new ArrayList<>();
        for (String word : target.command()) {
            int at = words.isEmpty() ? -1 : place(word, target.typedHost());
            words.add(
                    at < 0
                            ? word
                            : word.substring(0, at)
                                    + host
                                    + word.substring(at + target.typedHost().length()));
        }
        return shown(words);
    }

    /** The command with another login name. */
    static String withUser(Target target, String user) {
        List<String> words = new ArrayList<>();
        boolean done = false;
        for (String word : target.command()) {
            String before = words.isEmpty() ? "" : words.get(words.size() - 1);
            int at = words.isEmpty() || done ? -1 : place(word, target.typedHost());
            if (before.equals("-l") && target.program() == Program.SSH) {
                words.add(user);
                done = true;
            } else if (at >= 0) {
                int scheme = word.indexOf("//");
                String head = scheme >= 0 && scheme < at ? word.substring(0, scheme + 2) : "";
                words.add(head + user + "@" + word.substring(at));
                done = true;
            } else {
                words.add(word);
            }
        }
        return shown(words);
    }

    /** The command with a port, in the way in which its program takes one. */
    static String withPort(Target target, int port) {
        List<String> words = new ArrayList<>(target.command());
        int start = Math.min(1, words.size());
        switch (target.program()) {
            case SSH -> words.addAll(start, List.of("-p", Integer.toString(port)));
            case SCP, SFTP -> words.addAll(start, List.of("-P", Integer.toString(port)));
            case RSYNC -> words.addAll(start, List.of("-e", "ssh -p " + port));
            case GIT -> {
                return "GIT_SSH_COMMAND='ssh -p " + port + "' " + shown(words);
            }
        }
        return shown(words);
    }

    /** Where a word names the host: alone, behind user@ or //, before a colon or a slash; -1 where it does not. */
    private static int place(String word, String host) {
        for (int at = word.indexOf(host); at >= 0 && !host.isEmpty(); at = word.indexOf(host, at + 1)) {
            int end = at + host.length();
            boolean begins = at == 0 || "@/[".indexOf(word.charAt(at - 1)) >= 0;
            boolean ends = end == word.length() || ":/]".indexOf(word.charAt(end)) >= 0;
            if (begins && ends) {
                return at;
            }
        }
        return -1;
    }

    private static String shown(List<String> words) {
        return String.join(" ", words.stream().map(CorrectedCommand::quoted).toList());
    }

    private static String quoted(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().allMatch(it -> Character.isLetterOrDigit(it) || PLAIN.indexOf(it) >= 0);
        return plain ? word : ShellQuotes.around(word);
    }
}
