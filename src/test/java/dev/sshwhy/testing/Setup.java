package dev.sshwhy.testing;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.AccountSource;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Progress;
import dev.sshwhy.collect.Question;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real home directory on disk, as a user would have it, and what sshwhy says about it. */
public final class Setup {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private final Path home;
    private final List<String> words = new ArrayList<>();
    private Observed<AccountSource.Text> account = Observed.notLookedAt("--account-keys was not given");
    private Map<String, String> environment = Map.of();
    private boolean online;

    /** @param home an existing directory */
    public Setup(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve(".ssh"));
        mode(home.resolve(".ssh"), 0700);
    }

    public Path home() {
        return home;
    }

    /** Writes a file; {@code ~} stands for the home directory. */
    public Setup file(String path, String text, int mode) throws IOException {
        Path file = at(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, TestKeys.filledIn(text));
        mode(file, mode);
        return this;
    }

    /** Writes test key {@code number}, and its .pub unless {@code settings} say no-pub. */
    public Setup key(String path, int number, int mode, String settings) throws IOException {
        file(path, TestKeys.privateFile(number, settings.contains("passphrase")), mode);
        return settings.contains("no-pub")
                ? this
                : file(path + ".pub", TestKeys.publicKey(number).line() + "\n", 0644);
    }

    public Setup account(String text) {
        byte[] bytes = TestKeys.filledIn(text).getBytes(StandardCharsets.UTF_8);
        account = Observed.present(new AccountSource.Text("account.txt", bytes));
        return this;
    }

    /** The words after {@code ssh}. */
    public Setup command(List<String> sshWords) {
        words.clear();
        words.addAll(sshWords);
        return this;
    }

    public Setup environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    public Setup online() {
        online = true;
        return this;
    }

    public void mode(Path file, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(BITS[bit]);
            }
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    public Path at(String path) {
        return path.startsWith("~/") ? home.resolve(path.substring(2)) : home.resolve(path);
    }

    public Snapshot facts() {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(words);
        return Collector.collect(new Question(
                Program.SSH,
                command,
                words,
                Optional.empty(),
                new Surroundings(
                        home.toString(),
                        false,
                        environment,
                        home,
                        System.getProperty("user.name"),
                        OperatingSystem.LINUX,
                        Optional.of("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19")),
                Optional.empty(),
                account,
                online,
                true,
                false,
                true,
                true,
                Duration.ofSeconds(5),
                Progress.UNHEARD,
                Instant.parse("2026-11-22T12:00:00Z")));
    }

    public Diagnosis diagnosis() {
        Snapshot facts = facts();
        return Diagnostician.diagnose(facts, new Engine(BuiltInChecks.all(), catalogue())::run);
    }

    /** The pages as they lie in the source tree. */
    public static Catalogue catalogue() {
        return new Catalogue(id -> {
            Path page = Path.of("rules", id + ".md");
            try {
                return Files.exists(page) ? Optional.of(Files.readString(page)) : Optional.empty();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
