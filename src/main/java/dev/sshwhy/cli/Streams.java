package dev.sshwhy.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a run may touch of the process around it.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param clock the time, for keys and certificates that expire
 * @param terminal whether standard output is a terminal
 * @param errorTerminal whether standard error is one
 * @param inputTerminal whether somebody types standard input
 */
public record Streams(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Clock clock,
        boolean terminal,
        boolean errorTerminal,
        boolean inputTerminal) {
    public Streams {
        environment = Map.copyOf(environment);
    }

    /** The streams of a process whose input nobody types. */
    public Streams(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Clock clock,
            boolean terminal,
            boolean errorTerminal) {
        this(in, out, err, environment, clock, terminal, errorTerminal, false);
    }

    /** How sshwhy was called, so that a command which a report names can be pasted; the launcher knows. */
    String program() {
        return Optional.ofNullable(environment.get("SSHWHY_PROGRAM"))
                .filter(it -> !it.isEmpty())
                .orElse("sshwhy");
    }
}
