package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HandshakePlan;
import dev.sshwhy.collect.handshake.TrialHandshake;
import dev.sshwhy.collect.handshake.Wire;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Observed;
import java.io.IOException;

/** The way to a server through the user's own ProxyCommand (ssh_config(5); OpenSSH sshconnect.c ssh_proxy_connect). */
final class ProxyCommand {
    private ProxyCommand() {}

    /**
     * Asks the server at the other end of the command.
     *
     * @param command with its tokens expanded
     * @param surroundings the user's shell and environment
     */
    static Observed<Handshake> ask(String command, Surroundings surroundings, HandshakePlan plan) {
        String shell = surroundings.variable("SHELL").orElse("/bin/sh");
        ProcessBuilder builder =
                new ProcessBuilder(shell, "-c", "exec " + command).redirectError(ProcessBuilder.Redirect.DISCARD);
        surroundings.prepare(builder.environment());
        try {
            Process process = builder.start();
            try {
                Wire wire = new Wire(
                        plan.host() + ":" + plan.port() + " through ProxyCommand",
                        process.getInputStream(),
                        process.getOutputStream(),
                        process::destroyForcibly);
                Handshake handshake = TrialHandshake.run(plan, wire);
                // What went wrong before the key exchange may be the command's doing as well as the server's.
                return handshake.reached().compareTo(Handshake.Reached.KEX) >= 0
                        ? Observed.present(handshake)
                        : Observed.notLookedAt("no SSH server was reached through ProxyCommand " + command);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Observed.notLookedAt("the ProxyCommand could not be started: " + command);
        }
    }
}
