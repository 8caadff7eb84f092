package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;

/** A home directory that exists only in memory. */
final class FakeSetup implements ConfigFiles {
    static final String CONFIG = "/home/alice/.ssh/config";
    static final SshRelease DEBIAN_9_2 = SshRelease.of("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026");

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> objections = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Function<String, OptionalInt>> runCommand = Optional.empty();
    private SshRelease release = DEBIAN_9_2;

    static FakeSetup withConfig(String text) {
        return new FakeSetup().file(CONFIG, text);
    }

    FakeSetup file(String path, String text) {
        return bytes(path, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    FakeSetup bytes(String path, String bytes) {
        files.put(path, bytes);
        return this;
    }

    FakeSetup objection(String path, String why) {
        objections.put(path, why);
        return this;
    }

    FakeSetup variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    FakeSetup release(String versionText) {
        release = SshRelease.of(versionText);
        return this;
    }

    FakeSetup running(Function<String, OptionalInt> command) {
        runCommand = Optional.of(command);
        return this;
    }

    LocalSide local() {
        return new LocalSide(
                "/home/alice",
                "alice",
                "1000",
                "laptop.example.org",
                release,
                false,
                Optional.of("/etc/ssh/ssh_config"),
                name -> Optional.ofNullable(environment.get(name)),
                user -> user.equals("carol") ? Optional.of("/people/carol") : Optional.empty(),
                runCommand);
    }

    Configuration resolve(String... words) {
        return new ConfigResolver(local(), this).resolve(SshCommandLine.parse(List.of(words), release));
    }

    static List<String> values(Configuration configuration, String option) {
        return configuration.all(option).stream().map(ConfigValue::value).toList();
    }

    /** "line: kind" of every problem. */
    static List<String> problems(Configuration configuration) {
        return configuration.problems().stream()
                .map(it -> it.at().line() + ": " + it.kind())
                .toList();
    }

    static ConfigProblem onlyProblem(Configuration configuration) {
        if (configuration.problems().size() != 1) {
            throw new AssertionError("not one problem: " + configuration.problems());
        }
        return configuration.problems().get(0);
    }

    @Override
    public Reading read(String path) {
        String bytes = files.getOrDefault(path, "");
        if (!files.containsKey(path)) {
            return new Reading.Missing();
        }
        FileFacts facts =
                new FileFacts(path, FileFacts.Kind.REGULAR, OptionalInt.of(0600), "alice", true, bytes.length());
        return new Reading.Content(facts, bytes, Optional.ofNullable(objections.get(path)));
    }

    @Override
    public List<String> names(String directory) {
        String folder = directory.endsWith("/") ? directory : directory + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String path : files.keySet()) {
            if (path.startsWith(folder)) {
                String rest = path.substring(folder.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash));
            }
        }
        return List.copyOf(names);
    }

    @Override
    public boolean exists(String path) {
        return files.keySet().stream().anyMatch(it -> it.equals(path) || it.startsWith(path + "/"));
    }
}
