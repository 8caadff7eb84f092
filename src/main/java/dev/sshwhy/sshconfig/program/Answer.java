package dev.sshwhy.sshconfig.program;

import java.util.List;

/** What a command line comes to. */
sealed interface Answer {
    /** A quoted word is no longer than this; a line of a megabyte helps nobody. */
    int LONGEST_QUOTE = 200;

    /**
     * The program starts ssh.
     *
     * @param sshProgram the program in ssh's place, "ssh" for ssh itself
     * @param words its words
     */
    record Runs(String sshProgram, List<String> words) implements Answer {
        public Runs {
            words = List.copyOf(words);
        }
    }

    /** The program does its work without ssh. */
    record WithoutSsh(String why) implements Answer {}

    /** The program gives up before ssh would start, or sshwhy cannot follow it. */
    record Refused(String problem) implements Answer {}

    /** A word of the user's inside a sentence. */
    static String quoted(String word) {
        return "\"" + (word.length() > LONGEST_QUOTE ? word.substring(0, LONGEST_QUOTE) + "…" : word) + "\"";
    }
}
