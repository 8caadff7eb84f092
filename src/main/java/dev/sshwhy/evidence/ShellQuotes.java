package dev.sshwhy.evidence;

/** Words in commands that are to be pasted into a shell of POSIX. */
public final class ShellQuotes {
    private ShellQuotes() {}

    /** The word in single quotes, within which a shell reads every letter as it stands but the quote itself. */
    public static String around(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
