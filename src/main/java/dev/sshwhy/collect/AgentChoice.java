package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.OperatingSystem;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which agent ssh asks (ssh_config(5), IdentityAgent; OpenSSH ssh.c main). */
final class AgentChoice {
    private AgentChoice() {}

    static Agent agent(Configuration configuration, UnaryOperator<String> expand, Surroundings surroundings) {
        String named = configuration.text("identityagent", "SSH_AUTH_SOCK");
        if (named.equals("none")) {
            return Agent.none("IdentityAgent is none");
        }
        if (named.equals("SSH_AUTH_SOCK")) {
            return byVariable(named, "SSH_AUTH_SOCK", surroundings);
        }
        if (named.startsWith("$") && !named.startsWith("${")) {
            return byVariable(named.substring(1), "IdentityAgent " + named, surroundings);
        }
        return AgentClient.list(expand.apply(named), "IdentityAgent");
    }

    private static Agent byVariable(String variable, String namedBy, Surroundings surroundings) {
        return surroundings
                .variable(variable)
                .or(() -> surroundings.operatingSystem() == OperatingSystem.WINDOWS && variable.equals("SSH_AUTH_SOCK")
                        ? Optional.of(NamedPipe.SSH_AGENT)
                        : Optional.empty())
                .map(socket -> AgentClient.list(socket, namedBy))
                .orElseGet(() -> Agent.none(variable + " is not set"));
    }
}
