package dev.sshwhy.collect;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds programs as a shell would (POSIX, Command Search and Execution), without running any. */
final class ProgramPath {
    /** What a shell does itself. */
    private static final Set<String> BUILT_IN =
            Set.of("[", "!", ".", ":", "case", "cd", "command", "echo", "eval", "for", "if", "test", "until", "while");

    private final List<Path> directories = new ArrayList<>();
    private final Path currentDirectory;
    private final boolean windows;

    ProgramPath(Surroundings surroundings) {
        this.currentDirectory = surroundings.currentDirectory();
        this.windows = surroundings.operatingSystem() == OperatingSystem.WINDOWS;
        String path = surroundings.variable("PATH").orElse("");
        for (String entry : path.split(File.pathSeparator, -1)) {
            try {
                directories.add(currentDirectory.resolve(entry));
            } catch (InvalidPathException e) {
                // No program can be there.
            }
        }
    }

    /** Where a word of a shell's command leads; not looked at when it is more than a plain name or path. */
    Observed<String> find(String word) {
        boolean plain = !word.isEmpty()
                && word.chars().allMatch(it -> Character.isLetterOrDigit(it) || "/._-+".indexOf(it) >= 0)
                && !BUILT_IN.contains(word);
        if (!plain || windows || directories.isEmpty()) {
            return Observed.notLookedAt("\"" + word + "\" is not the plain name of a program");
        }
        if (word.indexOf('/') >= 0) {
            Path file = currentDirectory.resolve(word);
            return Files.isExecutable(file) ? Observed.present(file.toString()) : Observed.absent(word);
        }
        List<String> all = all(word);
        return all.isEmpty() ? Observed.absent(word) : Observed.present(all.get(0));
    }

    /** Every program of this name, in the order of PATH; the same file under two names counts once. */
    List<String> all(String name) {
        List<String> found = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path directory : directories) {
            Path file = directory.resolve(windows ? name + ".exe" : name);
            try {
                if (Files.isRegularFile(file) && Files.isExecutable(file) && seen.add(file.toRealPath())) {
                    found.add(file.toString());
                }
            } catch (IOException e) {
                // It went away.
            }
        }
        return found;
    }
}
