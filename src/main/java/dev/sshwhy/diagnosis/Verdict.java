package dev.sshwhy.diagnosis;

/** What becomes of the login. */
public enum Verdict {
    /** A real login worked, with no question asked. */
    READY,
    /** It works, after a question: a passphrase, an unknown host key, a second factor. */
    PROMPTS,
    /** Something that is proven or likely keeps ssh out. */
    BLOCKED,
    /** Nothing was found that blocks, but nobody saw it work either. */
    UNKNOWN;

    /**
     * The exit code of a diagnosis.
     *
     * @param batchMode whether a question that nobody answers counts as a failure
     */
    public int exitCode(boolean batchMode) {
        return switch (this) {
            case READY -> 0;
            case PROMPTS -> batchMode ? 1 : 0;
            case BLOCKED -> 1;
            case UNKNOWN -> 3;
        };
    }
}
