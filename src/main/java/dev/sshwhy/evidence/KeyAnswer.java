package dev.sshwhy.evidence;

/**
 * What the server said to one key.
 *
 * @param key the key asked about
 * @param answer its answer
 * @param saying in words, what was seen, or why it was not asked
 */
public record KeyAnswer(PublicKey key, Answer answer, String saying) {
    /** The answer to "would you accept this key?" (RFC 4252 §7). */
    public enum Answer {
        ACCEPTED,
        REFUSED,
        NOT_ASKED
    }
}
