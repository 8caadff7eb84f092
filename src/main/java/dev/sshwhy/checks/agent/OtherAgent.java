package dev.sshwhy.checks.agent;

import dev.sshwhy.checks.config.ConfigLines;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** The key lives in an agent that runs here, and ssh asks another one, or none. */
public final class OtherAgent implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        boolean off = AgentKeys.switchedOff(facts).isPresent();
        Optional<AgentKeys.Elsewhere> found = AgentKeys.elsewhere(
                facts,
                facts.otherAgents().stream().filter(it -> !(off && it.namedBy().equals(AgentKeys.VARIABLE))));
        return found.map(it -> Outcome.of(finding(facts, it))).orElseGet(Outcome::clear);
    }

    private static Finding finding(Snapshot facts, AgentKeys.Elsewhere it) {
        String name = AgentKeys.name(it.key());
        Finding finding = Finding.of(
                        it.certainty(),
                        Subject.host(),
                        it.agent().namedBy() + " (" + facts.shown(it.agent().socket()) + ") holds " + name + "; "
                                + asked(facts) + ".")
                .seen(Span.of(facts.shown(it.agent().socket()), name), "is there, and ssh does not ask for it");
        return AgentKeys.withTheOtherSide(facts, it.key(), finding).withFix(fix(facts, it.agent()));
    }

    private static String asked(Snapshot facts) {
        Agent agent = facts.agent();
        return agent.state() == Agent.State.NONE
                ? "ssh asks no agent for this host, since " + agent.detail()
                : "for this host ssh asks the agent at " + AgentKeys.place(facts, agent);
    }

    private static Fix fix(Snapshot facts, Agent agent) {
        String socket = agent.namedBy().equals(AgentKeys.VARIABLE) ? AgentKeys.VARIABLE : facts.shown(agent.socket());
        return Fix.manual("Point ssh to that agent for this host, above every other line that says IdentityAgent:")
                .edit(
                        facts.machine().home() + "/.ssh/config",
                        "Host " + facts.target().typedHost() + "\n  IdentityAgent " + ConfigLines.quoted(socket));
    }
}
