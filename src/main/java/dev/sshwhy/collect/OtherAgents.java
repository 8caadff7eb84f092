package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.FileFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The agents that may run on this machine beside the one that ssh asks ({@link KnownAgents}). They are only asked which keys
 * they hold.
 */
final class OtherAgents {
    /** More sockets than any desktop has; a directory full of dead ones must not cost more. */
    private static final int MOST = 16;

    private final Surroundings surroundings;
    private final LocalFiles files;
    private final KnownAgents agents;

    private OtherAgents(Surroundings surroundings, LocalFiles files) {
        this.surroundings = surroundings;
        this.files = files;
        this.agents = new KnownAgents(surroundings);
    }

    /** Those that answer and hold keys, the one of SSH_AUTH_SOCK first. */
    static List<Agent> beside(Agent asked, Surroundings surroundings, LocalFiles files) {
        return new OtherAgents(surroundings, files).all(asked);
    }

    private List<Agent> all(Agent asked) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        surroundings.variable("SSH_AUTH_SOCK").ifPresent(it -> add(new Candidate("SSH_AUTH_SOCK", it), candidates));
        for (KnownAgents.Row row : agents.rows()) {
            agents.places(row.socket()).forEach(it -> add(new Candidate(row.name(), it), candidates));
        }
        candidates.remove(KnownAgents.real(asked.socket()));
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
            candidates.putIfAbsent(
                    KnownAgents.real(candidate.socket()), candidate); // the same one may be known by several names
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
}
