package dev.sshwhy.evidence;

import java.util.Optional;

/**
 * Something in the configuration that ssh refuses or passes over.
 *
 * @param kind what it is
 * @param at the line, or the whole file
 * @param message what ssh finds wrong, with the real words of the line
 * @param suggestion the nearest thing that ssh would take, where there is one
 */
public record ConfigProblem(Kind kind, Span at, String message, Optional<String> suggestion) {
    /** What is wrong, and whether ssh still starts. */
    public enum Kind {
        /** A keyword that no ssh, or not this one, knows. */
        UNKNOWN_OPTION(true),
        /** A value that ssh refuses, a missing argument, unbalanced quotes. */
        BAD_VALUE(true),
        /** A value that ssh refuses where the line counts, such as a jump to the target itself; other hosts are reached. */
        BAD_VALUE_HERE(true),
        /** Owned by somebody else, or writable by others. */
        PERMISSIONS(true),
        /** A byte order mark, UTF-16, no-break spaces, or no text at all. */
        ENCODING(true),
        /** There, but cannot be read: ssh passes over it without a word. */
        UNREADABLE(false),
        /** An Include that matches no file, or that only counts inside its block. */
        INCLUDE(false),
        /** A line whose effect could not be found out (such as Match exec, which was not run). */
        NOT_EVALUATED(false);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }

        /** Whether ssh stops here, before it connects anywhere. */
        public boolean isFatal() {
            return fatal;
        }
    }
}
