package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.sshconfig.SshRelease;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder with a home, a few files, and an ssh that only notes its words: where the real programs run. */
final class Workbench implements Around {
    private static final long LIMIT_SECONDS = 20;
    private static final int LONGEST_WAIT = 2000;
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

    final Path folder;
    private final Path notes;
    private final Map<String, String> environment = new HashMap<>();

    Workbench(Path base) throws IOException {
        Path real = base.toRealPath();
        this.folder = Files.createDirectories(real.resolve("work"));
        this.notes = Files.createDirectories(real.resolve("notes"));
        Path programs = Files.createDirectories(real.resolve("bin"));
        for (String name : List.of("ssh", "plink", "tortoiseplink", "myssh")) {
            Path program = programs.resolve(name);
            // git asks a program that it does not know for -G first
            Files.writeString(program, """
                    #!/bin/sh
                    case " $* " in *" -G "*) exit 0;; esac
                    out=%s/$$
                    for word in "${0##*/}" "$@"; do printf '%%s\\0' "$word"; done > "$out.part"
                    mv "$out.part" "$out"
                    # the second of the two at once of scp -3: time for the first one's note
                    case " $* " in *" -oBatchMode=yes "*) sleep 0.2;; esac
                    exit 255
                    """.formatted(notes));
            assumeTrue(program.toFile().setExecutable(true), "needs files that can be run");
        }
        Files.createDirectories(folder.resolve("folder"));
        Files.writeString(folder.resolve("file"), "x");
        Files.writeString(folder.resolve("other"), "x");
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("HOME", Files.createDirectories(real.resolve("home")).toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C.UTF-8");
    }

    Workbench with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    void without(String name) {
        environment.remove(name);
    }

    Path program(String name) {
        return notes.resolveSibling("bin").resolve(name);
    }

    /** The words of a row of a table: blanks separate, and "^" stands for a blank within a word. */
    static List<String> words(String row) {
        return row.isEmpty()
                ? List.of()
                : Stream.of(row.split(" ", -1)).map(it -> it.replace('^', ' ')).toList();
    }

    /** Which scp and sftp are installed; the newest known one where none are. */
    static SshRelease release() {
        return SshRelease.of(VERSIONS.computeIfAbsent("ssh", it -> output("ssh", "-V")));
    }

    /** Whether a program in ssh's place is one of ours. */
    boolean isOurs(String sshProgram) {
        return Files.exists(program(sshProgram));
    }

    static boolean has(String program) {
        String asks = List.of("ssh", "scp", "sftp").contains(program) ? "-V" : "--version";
        return !VERSIONS.computeIfAbsent(program, it -> output(it, asks)).isEmpty();
    }

    private static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            return "";
        }
    }

    Invocation parse(Program program, List<String> words) {
        return Invocation.parse(program, words, release(), this);
    }

    /** Runs the real program; the words that its first ssh got, the ssh's own name first, or none. */
    List<String> noted(Program program, List<String> words) throws IOException, InterruptedException {
        try (Stream<Path> old = Files.list(notes)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        List<String> command = new ArrayList<>(List.of(program.command()));
        command.addAll(words);
        run(command);
        for (int wait = 0; wait < LONGEST_WAIT && isNoting(); wait++) {
            Thread.sleep(1); // the program need not wait for its ssh
        }
        try (Stream<Path> files = Files.list(notes)) {
            // of two that run at once, such as those of scp -3, the one that was started first
            Optional<Path> first = files.filter(it -> !it.toString().endsWith(".part"))
                    .min(Comparator.comparingLong(it -> Long.parseLong(String.valueOf(it.getFileName()))));
            if (first.isEmpty()) {
                return List.of();
            }
            String text = Files.readString(first.get());
            return List.of(text.substring(0, text.length() - 1).split("\0", -1));
        }
    }

    private boolean isNoting() throws IOException {
        try (Stream<Path> files = Files.list(notes)) {
            return files.anyMatch(it -> it.toString().endsWith(".part"));
        }
    }

    /** What a program prints; its standard error is not kept. */
    String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(notes.getParent(), "out", null);
        Process process = builder.redirectOutput(out.toFile()).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("too slow: " + command);
        }
        String text = Files.readString(out);
        Files.delete(out);
        return text;
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public boolean exists(String path) {
        try {
            return Files.exists(folder.resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public GitSettings git(Optional<String> directory) {
        return new RealSettings(folder.resolve(directory.orElse("")).toString());
    }

    /** The settings as the real git lists them. */
    private final class RealSettings implements GitSettings {
        private final String directory;
        private final List<String> entries;

        RealSettings(String directory) {
            this.directory = directory;
            this.entries = Stream.of(git("config", "--list", "-z", "--includes").split("\0", -1))
                    .filter(it -> !it.isEmpty())
                    .toList();
        }

        private String git(String... words) {
            List<String> command = new ArrayList<>(List.of("git", "-C", directory));
            command.addAll(List.of(words));
            try {
                return run(command);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static String name(String entry) {
            int end = entry.indexOf('\n');
            return end < 0 ? entry : entry.substring(0, end);
        }

        @Override
        public List<String> values(String name) {
            return entries.stream()
                    .filter(it -> name(it).equals(name))
                    .map(it -> it.equals(name) ? "true" : it.substring(name.length() + 1))
                    .toList();
        }

        @Override
        public Optional<String> value(String name) {
            List<String> all = values(name);
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }

        @Override
        public List<String> names() {
            Set<String> names = new LinkedHashSet<>();
            entries.forEach(it -> names.add(name(it)));
            return List.copyOf(names);
        }

        @Override
        public Optional<String> branch() {
            return Optional.of(git("symbolic-ref", "--short", "HEAD").strip()).filter(it -> !it.isEmpty());
        }

        @Override
        public boolean inRepository() {
            return !git("rev-parse", "--git-dir").isEmpty();
        }

        @Override
        public GitSettings outsideRepository() {
            return new RealSettings("/");
        }
    }
}
