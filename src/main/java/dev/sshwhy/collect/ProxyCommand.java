package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.Wire;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The way to a server through the user's own ProxyCommand (ssh_config(5); OpenSSH sshconnect.c ssh_proxy_connect). */
final class ProxyCommand {
    private static final int WORDS_KEPT = 8 * 1024;
    private static final int WORDS_SHOWN = 300;
    private static final long PATIENCE_MILLIS = 500;

    private final Leg leg;
    private final Surroundings surroundings;
    private final boolean mayRun;
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private Optional<Process> process = Optional.empty();

    /** @param mayRun whether commands in the configuration may run */
    ProxyCommand(Leg leg, Surroundings surroundings, boolean mayRun) {
        this.leg = leg;
        this.surroundings = surroundings;
        this.mayRun = mayRun;
    }

    /** Whether the leg starts with one. */
    boolean isNeeded() {
        return !written().equals("none");
    }

    /** Runs it, and what goes over it; or tells why it was not run. */
    void over(String address, Consumer<Wire> reached, Consumer<Observed<Handshake>> missed) {
        Configuration configuration = leg.configuration();
        Optional<String> command = leg.tokens().percent(written());
        if (!mayRun || command.isEmpty() || configuration.isOn("proxyusefdpass", false)) {
            missed.accept(Observed.notLookedAt("ssh goes through ProxyCommand " + written() + ", which was not run"));
            return;
        }
        ProcessBuilder builder =
                new ProcessBuilder(surroundings.variable("SHELL").orElse("/bin/sh"), "-c", "exec " + command.get());
        surroundings.prepare(builder.environment());
        try {
            Process started = builder.start();
            process = Optional.of(started);
            Thread listener = new Thread(() -> listen(started.getErrorStream()), "sshwhy-proxy");
            listener.setDaemon(true);
            listener.start();
            try {
                reached.accept(new Wire(
                        address, started.getInputStream(), started.getOutputStream(), started::destroyForcibly));
            } finally {
                started.destroyForcibly();
            }
        } catch (IOException e) {
            missed.accept(Observed.notLookedAt("the ProxyCommand could not be started: " + command.get()));
        }
    }

    /** What went wrong before the key exchange may be the command's doing as well as the server's. */
    Observed<Handshake> told(Handshake handshake) {
        return handshake.reached().compareTo(Handshake.Reached.KEX) >= 0
                ? Observed.present(handshake)
                : Observed.notLookedAt("no SSH server was reached through ProxyCommand " + written() + end());
    }

    /** How the command ended, and what it said last. */
    private String end() {
        String how = "";
        try {
            // What it wrote and how it ended may come a little after the end of its output.
            if (process.isPresent() && process.get().waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                how = ", which ended with exit code " + process.get().exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String said;
        synchronized (words) {
            said = words.toString(StandardCharsets.UTF_8).strip();
        }
        String last = said.substring(said.lastIndexOf('\n') + 1).strip();
        return how + (last.isEmpty() ? "" : " and said \"" + Visible.text(last, WORDS_SHOWN) + "\"");
    }

    private void listen(InputStream errors) {
        byte[] buffer = new byte[1024];
        try (errors) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                synchronized (words) {
                    if (words.size() > WORDS_KEPT) {
                        words.reset(); // the last words count
                    }
                    words.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // The command is gone.
        }
    }

    private String written() {
        return leg.configuration().text("proxycommand", "none");
    }
}
