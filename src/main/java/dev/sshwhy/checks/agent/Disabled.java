package dev.sshwhy.checks.agent;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** IdentityAgent is none, so that ssh asks no agent, and the key lives in the one of SSH_AUTH_SOCK (ssh_config(5)). */
public final class Disabled implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<ConfigValue> line = AgentKeys.switchedOff(facts);
        boolean nobodyLooked =
                facts.authentication().isEmpty() && facts.account().seen().isEmpty();
        if (line.isPresent()
                && facts.machine().variables().containsKey(AgentKeys.VARIABLE)
                && nobodyLooked
                && !facts.offered().isEmpty()) {
            return Outcome.cannotTell(
                    "whether the agent that IdentityAgent none keeps away holds the key",
                    "neither the server nor the account's field was asked which key it wants");
        }
        return line.flatMap(option -> AgentKeys.elsewhere(
                                facts,
                                facts.otherAgents().stream()
                                        .filter(it -> it.namedBy().equals(AgentKeys.VARIABLE)))
                        .map(it -> Outcome.of(finding(facts, option, it))))
                .orElseGet(Outcome::clear);
    }

    private static Finding finding(Snapshot facts, ConfigValue option, AgentKeys.Elsewhere it) {
        String name = AgentKeys.name(it.key());
        Finding finding = Finding.of(
                        it.certainty(),
                        Subject.host(),
                        "The agent at " + AgentKeys.place(facts, it.agent()) + " holds " + name
                                + ", but IdentityAgent is none for this host, so ssh does not ask it.")
                .seen(option.setAt(), "IdentityAgent none")
                .seen(Span.of(Span.AGENT, name), "is there, and ssh does not ask for it");
        Finding told = AgentKeys.withTheOtherSide(facts, it.key(), finding);
        if (option.setAt().source().equals(Span.COMMAND_LINE)) {
            return told.withFix(Fix.manual("Leave -o IdentityAgent=none out of the command."));
        }
        String again = "IdentityAgent=" + AgentKeys.VARIABLE;
        Optional<String> command = TypedCommand.withOptions(facts, "-o", again);
        String once = command.isPresent() ? "once by the command, or for good " : "";
        Fix fix = Fix.manual("Turn the agent on again for this host: " + once + "by this block above that line:");
        return told.withFix(command.map(fix::paste)
                .orElse(fix)
                .edit(
                        facts.machine().home() + "/.ssh/config",
                        "Host " + facts.target().typedHost() + "\n  IdentityAgent " + AgentKeys.VARIABLE));
    }
}
