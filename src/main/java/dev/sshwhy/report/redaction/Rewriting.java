package dev.sshwhy.report.redaction;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A text and what became of it.
 *
 * @param text what it is now
 * @param pieces what was replaced, in order
 */
record Rewriting(String text, List<Piece> pieces) {
    /**
     * A piece of the old text and what stands in its place.
     *
     * @param start its first letter in the old text
     * @param end behind its last
     * @param by what stands there now
     */
    record Piece(int start, int end, String by) {}

    /** Where a place of the old text is now; what lay inside a replaced piece is at its beginning. */
    int start(int old) {
        return moved(old, it -> 0);
    }

    /** The same for a place behind a last letter; what lay inside a replaced piece is at its end. */
    int end(int old) {
        return moved(old, it -> it.by().length());
    }

    private int moved(int old, ToIntFunction<Piece> inside) {
        int shift = 0;
        for (Piece it : pieces) {
            if (it.end() <= old) {
                shift += it.by().length() - (it.end() - it.start());
            } else if (it.start() < old) {
                return it.start() + shift + inside.applyAsInt(it);
            }
        }
        return old + shift;
    }
}
