package dev.sshwhy.collect;

import dev.sshwhy.sshconfig.program.Around;
import dev.sshwhy.sshconfig.program.GitSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What the command lines of scp, rsync and git refer to, on this machine. */
final class LocalAround implements Around {
    private final Surroundings surroundings;
    private final LocalFiles files = new LocalFiles();

    LocalAround(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Optional<String> variable(String name) {
        return surroundings.variable(name);
    }

    @Override
    public boolean exists(String path) {
        return files.exists(surroundings.absolute(path));
    }

    @Override
    public GitSettings git(Optional<String> directory) {
        Path current = surroundings.currentDirectory();
        Path start = current;
        try {
            start = directory.map(current::resolve).orElse(current);
        } catch (InvalidPathException e) {
            // git would not find it either; the settings of the user alone count then.
        }
        return new LocalGit(files, surroundings.home(), start, surroundings::variable);
    }
}
