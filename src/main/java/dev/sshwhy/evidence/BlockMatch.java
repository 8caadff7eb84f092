package dev.sshwhy.evidence;

import java.util.Optional;

/**
 * How a block fared for one host (ssh_config(5), Host and Match).
 *
 * @param block the block
 * @param fate whether it counts
 * @param unmet the first condition that kept a Match line from matching, as {@link ConfigBlock#conditions} words it
 * @param include the Include line whose block keeps this one's file out, where that is so
 * @param around the Host or Match line around that Include
 */
public record BlockMatch(
        ConfigBlock block, Fate fate, Optional<String> unmet, Optional<Span> include, Optional<Span> around) {
    /** Whether a block counts. */
    public enum Fate {
        APPLIES,
        DOES_NOT_MATCH,
        /** It would match, but its file is included from within a block that does not. */
        KEPT_OUT,
        /** Nobody found out, such as for Match exec when no command may be run. */
        NOT_EVALUATED
    }

    public boolean applies() {
        return fate == Fate.APPLIES;
    }
}
