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
 */
public record Run(
        String program, String version, String system, int exitCode, boolean detailed, Optional<String> next) {}
