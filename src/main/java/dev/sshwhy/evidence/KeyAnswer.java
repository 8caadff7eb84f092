package dev.sshwhy.evidence;

/**
 * What the server said to one key.
 *
 * @param key the key asked about
 * @param answer its answer
 * @param saying in words, what was seen, or why it was not asked
 */
public record KeyAnswer(PublicKey key, Answer answer, String saying) {
    /** Whether the server was asked, and answered. */
    public boolean isHeard() {
        return answer == Answer.ACCEPTED || answer == Answer.REFUSED;
    }

    /** The answer to "would you accept this key?" (RFC 4252 §7). */
    public enum Answer {
        ACCEPTED,
        REFUSED,
        NOT_ASKED,
        /** The server says yes to every key of this type: that tells nothing about this one. */
        UNPROVEN,
        /** Not asked either: ssh passes over it, since it shares no signature algorithm for such keys with the server. */
        PASSED_OVER
    }
}
