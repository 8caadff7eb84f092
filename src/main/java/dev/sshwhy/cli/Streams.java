package dev.sshwhy.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

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
 */
public record Streams(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Clock clock,
        boolean terminal,
        boolean errorTerminal) {
    public Streams {
        environment = Map.copyOf(environment);
    }
}
