package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** The agents that people have, and where they listen: the table {@code rules/tables/agents.tsv}. */
final class KnownAgents {
    private static final String TABLE = "/rules/tables/agents.tsv";
    private static final int MOST_NAMES = 256;

    private final Surroundings surroundings;

    KnownAgents(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * A row for this system.
     *
     * @param name what people call the agent
     * @param asks whether it asks its user, or waits for a touch, before it signs
     * @param socket where it listens: a path with ~, a leading ${VARIABLE} and asterisks, or a named pipe
     */
    record Row(String name, boolean asks, String socket) {}

    /** The same agent, with the name of its kind where that is known to ask before it signs. */
    Agent marked(Agent agent) {
        if (agent.state() != Agent.State.HOLDS) {
            return agent;
        }
        String socket = real(agent.socket());
        Optional<Row> row = rows().stream()
                .filter(Row::asks)
                .filter(it -> places(it.socket()).stream()
                        .anyMatch(place -> real(place).equals(socket)))
                .findFirst();
        return row.isPresent() ? agent.asking(row.get().name()) : agent;
    }

    List<Row> rows() {
        try (InputStream in = KnownAgents.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is not in the jar");
            }
            String system = surroundings.operatingSystem().name().toLowerCase(Locale.ROOT);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(it -> it.split("\t", -1))
                    .filter(it -> List.of(it[1].split(" ", -1)).contains(system))
                    .map(it -> new Row(it[0], it[2].equals("yes"), it[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two paths may lead to one socket. */
    static String real(String socket) {
        try {
            return NamedPipe.isOne(socket)
                    ? socket
                    : Path.of(socket).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return socket;
        }
    }

    /** The paths that a row of the table stands for: ~, a leading ${VARIABLE}, and names with an asterisk. */
    List<String> places(String pattern) {
        if (NamedPipe.isOne(pattern)) {
            return List.of(pattern);
        }
        if (pattern.startsWith("~/")) {
            return paths(surroundings.home() + pattern.substring(1));
        }
        if (!surroundings.ownHome()) {
            return List.of(); // what stands outside of the home directory belongs to who runs sshwhy
        }
        int end = pattern.indexOf('}');
        if (pattern.startsWith("${")) {
            return surroundings
                    .variable(pattern.substring(2, end))
                    .map(it -> paths(it + pattern.substring(end + 1)))
                    .orElse(List.of());
        }
        return paths(pattern);
    }

    private static List<String> paths(String pattern) {
        List<Path> found = List.of(Path.of("/"));
        for (String name : pattern.substring(1).split("/", -1)) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                if (!name.contains("*")) {
                    next.add(folder.resolve(name));
                    continue;
                }
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name)) {
                    for (Path entry : entries) {
                        if (next.size() < MOST_NAMES) {
                            next.add(entry);
                        }
                    }
                } catch (IOException | DirectoryIteratorException | PatternSyntaxException e) {
                    // A folder that is not there, or is closed to us, has no agent of ours.
                }
            }
            found = next;
        }
        return found.stream().map(Path::toString).sorted().toList();
    }
}
