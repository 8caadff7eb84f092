package dev.sshwhy.collect;

import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshRelease;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The ssh of this machine, and who would run it. */
final class LocalSsh {
    private static final long VERSION_LIMIT_SECONDS = 3;
    private static final long COMMAND_LIMIT_SECONDS = 10;
    private static final int LONGEST_VERSION = 256;

    private LocalSsh() {}

    /** What {@code ssh -V} says, in its first line; empty when there is no ssh, or none that answers. */
    static Optional<String> version() {
        String told = System.getProperty("sshwhy.ssh", ""); // the launcher asks sooner than Java can start a process
        return told.isEmpty() ? asked() : Optional.of(told).flatMap(LocalSsh::firstLine);
    }

    private static Optional<String> firstLine(String text) {
        return text.lines().findFirst().filter(it -> it.startsWith("OpenSSH"));
    }

    private static Optional<String> asked() {
        try {
            Process process = new ProcessBuilder("ssh", "-V")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
                    .start();
            if (!process.waitFor(VERSION_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readNBytes(LONGEST_VERSION), StandardCharsets.UTF_8);
                return firstLine(text);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Everything that the configuration may refer to beside its own files. */
    static LocalSide side(Surroundings surroundings, LocalFiles files, SshRelease release, boolean runCommands) {
        OptionalInt userId = files.userId();
        boolean windows = surroundings.operatingSystem() == OperatingSystem.WINDOWS;
        String system = windows
                ? surroundings.variable("ProgramData").orElse("C:\\ProgramData") + "\\ssh\\ssh_config"
                : "/etc/ssh/ssh_config";
        return new LocalSide(
                surroundings.home(),
                surroundings.localUser(),
                userId.isPresent() ? Integer.toString(userId.getAsInt()) : "",
                hostName(surroundings),
                release,
                windows,
                Optional.of(system),
                surroundings::variableAsSet,
                user -> homeOf(files, user),
                runCommands ? Optional.of(it -> exitStatus(it, surroundings)) : Optional.empty());
    }

    /** gethostname(3), which Java does not have; its own way asks the name server. */
    private static String hostName(Surroundings surroundings) {
        return hostNameOfKernel()
                .or(() -> surroundings.variable("HOSTNAME"))
                .or(() -> surroundings.variable("COMPUTERNAME"))
                .orElse("localhost");
    }

    /** As Linux shows it; a file of the kernel, which is not read like others. */
    private static Optional<String> hostNameOfKernel() {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> homeOf(LocalFiles files, String user) {
        return files.read("/etc/passwd")
                .seen()
                .flatMap(it -> new String(it.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> List.of(line.split(":", -1)))
                        .filter(fields -> fields.size() > 5 && fields.get(0).equals(user))
                        .map(fields -> fields.get(5))
                        .findFirst());
    }

    /** Runs a command of Match exec by the user's shell, as ssh does (readconf.c execute_in_shell). */
    private static OptionalInt exitStatus(String command, Surroundings surroundings) {
        String shell = surroundings.variable("SHELL").orElse("/bin/sh");
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", command)
                .redirectInput(new File(nullDevice()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        surroundings.prepare(builder.environment());
        try {
            Process process = builder.start();
            if (process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return OptionalInt.of(process.exitValue());
            }
            process.destroyForcibly();
            return OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static String nullDevice() {
        return System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
