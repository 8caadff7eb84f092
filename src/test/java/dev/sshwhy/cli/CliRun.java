package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.testing.ReportSchema;
import dev.sshwhy.testing.SarifCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One run of a command line within the test's own process: what it printed, and how it ended. What it prints as JSON or
 * SARIF is held against the schema.
 */
public record CliRun(int exitCode, String output, String errors) {
    /** Those whose JSON is not a whole report. */
    private static final List<String> COMMANDS = List.of("account", "config", "keys", "lint", "rules");

    public static CliRun of(String in, Map<String, String> environment, List<String> line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC),
                false,
                false);
        int exitCode = new Cli(streams).run(line);
        CliRun run = new CliRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        if (asksFor(line, "json") && exitCode != 2 && !line.contains("schema")) {
            run.output().lines().forEach(it -> run.holdAgainstSchema(line, it));
        } else if (asksFor(line, "sarif") && exitCode != 2) {
            assertEquals(List.of(), SarifCheck.problems(run.output()), run.output());
        }
        return run;
    }

    private static boolean asksFor(List<String> line, String format) {
        return Collections.indexOfSubList(line, List.of("--format", format)) >= 0
                || line.contains("--format=" + format);
    }

    private void holdAgainstSchema(List<String> line, String json) {
        String command = line.stream().filter(COMMANDS::contains).findFirst().orElse("");
        assertEquals(List.of(), ReportSchema.complaints(command, ReportSchema.tree(json)), json);
    }

    public static CliRun of(String... line) {
        return of("", Map.of(), List.of(line));
    }
}
