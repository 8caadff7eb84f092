package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.Wire;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Visible;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The way to a server through the user's own ProxyCommand (ssh_config(5); OpenSSH sshconnect.c ssh_proxy_connect). */
final class ProxyCommand {
    private static final int WORDS_KEPT = 8 * 1024;
    private static final int WORDS_SHOWN = 300;
    private static final int ROOM = 64 * 1024;
    private static final long PATIENCE_MILLIS = 500;

    private final Leg leg;
    private final Surroundings surroundings;
    private final boolean mayRun;
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private Optional<Process> process = Optional.empty();
    /** Ends with the last of the command's own words. */
    private Optional<FutureTask<Boolean>> errors = Optional.empty();

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
            errors = Optional.of(Aside.start("proxy-command-errors", () -> listen(started.getErrorStream())));
            PipedOutputStream end = new PipedOutputStream();
            InputStream in = new PipedInputStream(end, ROOM);
            Aside.start("proxy-command", () -> pass(started.getInputStream(), end));
            Closeable closing = () -> {
                stop(started);
                end.close();
            };
            try {
                reached.accept(new Wire(address, in, started.getOutputStream(), closing));
            } finally {
                closing.close();
            }
        } catch (IOException e) {
            missed.accept(Observed.notLookedAt("the ProxyCommand could not be started: " + command.get()));
        }
    }

    /** What went wrong before the key exchange may be the command's doing as well as the server's. */
    Observed<Handshake> told(Handshake handshake) {
        return handshake.reached().compareTo(Handshake.Reached.KEX) >= 0
                ? Observed.present(handshake)
                : Observed.notLookedAt("no SSH server was reached through ProxyCommand " + written()
                        + (isLate(handshake) ? ", which was stopped when the time was over" : ending()) + said());
    }

    private static boolean isLate(Handshake handshake) {
        return handshake
                .failure()
                .filter(it -> it.kind() == Handshake.Failure.Kind.TIMED_OUT)
                .isPresent();
    }

    /** How the command ended, which may come a little after the end of its output. */
    private String ending() {
        try {
            if (process.isPresent() && process.get().waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return ", which ended with exit code " + process.get().exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    /** What it said last, which may come a little after its end. */
    private String said() {
        try {
            if (errors.isPresent()) {
                errors.get().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // What was heard by now counts.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String said;
        synchronized (words) {
            said = words.toString(StandardCharsets.UTF_8).strip();
        }
        String last = said.substring(said.lastIndexOf('\n') + 1).strip();
        return last.isEmpty() ? "" : " and said \"" + Visible.text(last, WORDS_SHOWN) + "\"";
    }

    /** With all that it started: of a pipe of commands, the shell is only the first. */
    private static void stop(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Passes on what the command writes. A read from a process cannot be ended as long as anybody holds the other end, and
     * that may be somebody who left the command's family.
     */
    private static void pass(InputStream from, OutputStream to) {
        byte[] buffer = new byte[8 * 1024];
        try (from;
                to) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            // Nobody wants to hear more of it.
        }
    }

    private boolean listen(InputStream from) {
        byte[] buffer = new byte[1024];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
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
        return true;
    }

    private String written() {
        return leg.configuration().text("proxycommand", "none");
    }
}
