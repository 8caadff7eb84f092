package dev.sshwhy.report.redaction;

/**
 * What stands for what. It is for the user's eyes alone.
 *
 * @param kind what was replaced
 * @param value what stood there
 * @param pseudonym what stands there now
 */
public record Replacement(Kind kind, String value, String pseudonym) {
    /** Whether a word means this value. What the protocol says as well, such as 22 or yes, does only where one of its kind stands. */
    boolean isMeant(String word, Kind where) {
        return kind == where || !SafeWords.has(word);
    }
}
