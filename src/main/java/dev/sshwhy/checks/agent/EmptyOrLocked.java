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

/** The agent answers and shows no key: it is empty, or locked, which looks the same from outside. */
public final class EmptyOrLocked implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Agent agent = facts.agent();
        if (agent.state() != Agent.State.EMPTY) {
            return Outcome.clear();
        }
        Optional<PublicKey> missed = AgentKeys.missed(facts);
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The agent at " + AgentKeys.place(facts, agent) + " shows no key, because it is empty or locked"
                                + missed.map(it -> "; the private half of the registered key " + AgentKeys.name(it)
                                                + " is in no file here")
                                        .orElse("")
                                + ".")
                .seen(Span.of(Span.AGENT, ""), "0 keys");
        return AgentKeys.withoutKeys(
                facts,
                missed,
                finding.withFix(
                        Fix.manual("Unlock the agent (ssh-add -X, or its own window), or add the key to it (ssh-add"
                                + " and the path of the private key).")));
    }
}
