package dev.sshwhy.report;

import java.util.Optional;

/**
 * The run that a report is about.
 *
 * @param program how sshwhy was called, so that the commands which a report names can be pasted
 * @param version sshwhy's release
 * @param system the operating system's name, release and processor
 * @param exitCode what the process will end with
 * @param detailed whether to tell how ssh comes to each key, each step at the server and how long it took, which differs from
 *     run to run
 * @param next the command line that leads on, where the verdict leaves something open
 * @param pseudonyms whether pseudonyms stand for everything personal, as in a ticket
 */
public record Run(
        String program,
        String version,
        String system,
        int exitCode,
        boolean detailed,
        Optional<String> next,
        boolean pseudonyms) {
    public Run(String program, String version, String system, int exitCode, boolean detailed, Optional<String> next) {
        this(program, version, system, exitCode, detailed, next, false);
    }

    /** The run of a ticket, which tells all that is left, and names sshwhy as everybody calls it. */
    public static Run ofTicket(String version, String system, int exitCode) {
        return new Run("sshwhy", version, system, exitCode, true, Optional.empty(), true);
    }

    /** What a reader has to know about the names in it. */
    Optional<String> note() {
        return pseudonyms
                ? Optional.of(
                        "Names, addresses, comments and the like are pseudonyms here: user-1 is always the same login"
                                + " name, host-1 always the same host.")
                : Optional.empty();
    }
}
