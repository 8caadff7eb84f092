package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.util.Optional;

/**
 * A place in the field where a key's letters begin, whole or not.
 *
 * @param type the type that the letters themselves name
 * @param key the key, where it can be put together
 * @param start the index of its first letter
 * @param end the index behind its last letter or padding
 * @param letters the letters that were found, padding left out
 * @param how what had to be done to read it
 * @param missingPadding whether {@code =} at the end is missing
 * @param glued how many characters are glued to its end
 * @param missingLetters how many letters the key claims to have beyond those found; 0 for a whole one
 */
record AccountFind(
        String type,
        Optional<PublicKey> key,
        int start,
        int end,
        String letters,
        How how,
        boolean missingPadding,
        int glued,
        int missingLetters) {
    /** What had to be done to read the letters. */
    enum How {
        /** Nothing: they stand in one piece. */
        PLAIN,
        /** Blanks stand where {@code +} was. */
        PLUS,
        /** They go on behind a blank. */
        SPACED,
        /** They go on in another line. */
        WRAPPED,
        /** {@code -} and {@code _} stand for {@code +} and {@code /} (RFC 4648 §5). */
        URL_SAFE
    }
}
