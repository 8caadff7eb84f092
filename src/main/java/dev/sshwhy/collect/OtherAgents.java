package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.FileFacts;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.PatternSyntaxException;

/**
 * The agents that may run on this machine beside the one that ssh asks. They are only asked which keys they hold; the table
 * {@code rules/tables/agents.tsv} tells where they listen.
 */
final class OtherAgents {
    private static final String TABLE = "/rules/tables/agents.tsv";
    /** More sockets than any desktop has; a directory full of dead ones must not cost more. */
    private static final int MOST = 16;

    private static final int MOST_NAMES = 256;

    private final Surroundings surroundings;
    private final LocalFiles files;

    private OtherAgents(Surroundings surroundings, LocalFiles files) {
        this.surroundings = surroundings;
        this.files = files;
    }

    /** Those that answer and hold keys, the one of SSH_AUTH_SOCK first. */
    static List<Agent> beside(Agent asked, Surroundings surroundings, LocalFiles files) {
        return new OtherAgents(surroundings, files).all(asked);
    }

    private List<Agent> all(Agent asked) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        surroundings.variable("SSH_AUTH_SOCK").ifPresent(it -> add(new Candidate("SSH_AUTH_SOCK", it), candidates));
        for (Candidate row : table()) {
            matches(row.socket()).forEach(it -> add(new Candidate(row.name(), it), candidates));
        }
        candidates.remove(real(asked.socket()));
        List<FutureTask<Agent>> answers = new ArrayList<>();
        for (Candidate it : candidates.values()) {
            answers.add(Aside.start("agent-list", () -> AgentClient.list(it.socket(), it.name())));
        }
        return answers.stream()
                .flatMap(it -> result(it).stream())
                .filter(it -> it.state() == Agent.State.HOLDS)
                .toList();
    }

    /** A place where an agent may listen, and what people call that agent. */
    private record Candidate(String name, String socket) {}

    private void add(Candidate candidate, Map<String, Candidate> candidates) {
        if (candidates.size() >= MOST) {
            return;
        }
        boolean ours = NamedPipe.isOne(candidate.socket())
                || files.look(candidate.socket())
                        .seen()
                        .filter(it -> it.kind() == FileFacts.Kind.OTHER && it.ownedByUs())
                        .isPresent();
        if (ours) {
            candidates.putIfAbsent(real(candidate.socket()), candidate); // the same one may be known by several names
        }
    }

    private static String real(String socket) {
        try {
            return NamedPipe.isOne(socket)
                    ? socket
                    : Path.of(socket).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return socket;
        }
    }

    /** An agent's list has its own time limit, so this ends. */
    private static Optional<Agent> result(FutureTask<Agent> answer) {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            return Optional.empty(); // a side question must not cost the report
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<Candidate> table() {
        try (InputStream in = OtherAgents.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is not in the jar");
            }
            String system = surroundings.operatingSystem().name().toLowerCase(Locale.ROOT);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(it -> it.split("\t", -1))
                    .filter(it -> List.of(it[1].split(" ", -1)).contains(system))
                    .map(it -> new Candidate(it[0], it[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths that a row of the table stands for: ~, a leading ${VARIABLE}, and names with an asterisk. */
    private List<String> matches(String pattern) {
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
