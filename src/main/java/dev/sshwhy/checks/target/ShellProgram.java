package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What scp, sftp, rsync or git runs in the place of ssh.
 *
 * @param path the program as it is named
 * @param namedAt the command line, an environment variable, or git's own setting
 */
record ShellProgram(String path, Span namedAt) {
    private static final List<String> VARIABLES = List.of("GIT_SSH_COMMAND", "GIT_SSH", "RSYNC_RSH");

    static Optional<ShellProgram> of(Snapshot facts) {
        return facts.target().sshProgram().map(it -> new ShellProgram(it, place(facts, it)));
    }

    private static Span place(Snapshot facts, String path) {
        List<String> command = facts.target().command();
        for (int at = 1; at < command.size(); at++) {
            if (command.get(at).contains(path)) {
                return TypedCommand.at(facts, at);
            }
        }
        String prefix = facts.target().program().command().toUpperCase(Locale.ROOT) + "_";
        return VARIABLES.stream()
                .filter(it -> it.startsWith(prefix) && value(facts, it).contains(path))
                .findFirst()
                .map(it -> Span.of(it, value(facts, it)))
                .orElseGet(() -> Span.of("core.sshCommand", path));
    }

    private static String value(Snapshot facts, String variable) {
        return facts.machine().variables().getOrDefault(variable, "");
    }

    /** Its file's name, without the ending of Windows. */
    String name() {
        int start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
        String name = path.substring(start).toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name;
    }
}
