package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;

/** What an agent answers when it is asked for its keys; {@code .ci/fuzz} runs it. */
public final class AgentAnswerTarget {
    private AgentAnswerTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Agent agent = AgentClient.read("/run/agent.sock", "SSH_AUTH_SOCK", input);
        if (agent.keys().isEmpty() == (agent.state() == Agent.State.HOLDS)) {
            throw new AssertionError(agent.state() + " with " + agent.keys().size() + " keys");
        }
    }
}
