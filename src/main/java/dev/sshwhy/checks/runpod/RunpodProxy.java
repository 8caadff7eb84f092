package dev.sshwhy.checks.runpod;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;

/** Runpod's SSH proxy, which stands before every Pod. */
final class RunpodProxy {
    static final String HOST = "ssh.runpod.io";

    private RunpodProxy() {}

    static boolean isTarget(Snapshot facts) {
        return facts.target().host().equalsIgnoreCase(HOST);
    }

    /** The line or the word that leads there. */
    static Span place(Snapshot facts) {
        return facts.configuration()
                .first("hostname")
                .map(ConfigValue::setAt)
                .filter(it -> it.line() > 0)
                .orElseGet(() -> TypedCommand.at(facts, TypedCommand.wordWithHost(facts)));
    }
}
