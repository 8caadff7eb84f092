package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** SSH_AUTH_SOCK or IdentityAgent leads to no agent that answers: ssh goes on without a word, or waits for one that hangs. */
public final class Unreachable implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Agent agent = facts.agent();
        if (agent.state() != Agent.State.UNREACHABLE) {
            return Outcome.clear();
        }
        if (agent.isSilent()
                && agent.asker().isEmpty()
                && !facts.configuration().text("pubkeyauthentication", "yes").matches("(?i)no|false")) {
            return Outcome.of(hung(facts, agent));
        }
        Optional<PublicKey> missed = AgentKeys.missed(facts);
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "No agent answers at " + AgentKeys.place(facts, agent) + ": " + agent.detail()
                                + missed.map(it -> "; the private half of the registered key " + AgentKeys.name(it)
                                                + " is in no file here")
                                        .orElse("")
                                + ".")
                .seen(Span.of(agent.socket(), ""), agent.detail());
        return AgentKeys.withoutKeys(
                facts,
                missed,
                finding.withFix(Fix.manual("Start the agent that holds the key, or point " + variable(agent)
                        + " to it; ssh-add -l then lists its keys.")));
    }

    /** A login that sshwhy makes without the agent takes nothing back; an agent may be slow, so this is not proven. */
    private static Finding hung(Snapshot facts, Agent agent) {
        return Finding.of(
                        Certainty.LIKELY,
                        Subject.start(),
                        "The agent at " + AgentKeys.place(facts, agent)
                                + " takes connections and does not answer, so ssh waits for it without end and says"
                                + " nothing.")
                .seen(Span.of(agent.socket(), ""), agent.detail())
                .withFix(Fix.manual("Start that agent anew, or go without it: ssh -o IdentityAgent=none …"));
    }

    private static String variable(Agent agent) {
        return agent.namedBy().contains("SSH_AUTH_SOCK") ? "SSH_AUTH_SOCK" : "IdentityAgent";
    }
}
