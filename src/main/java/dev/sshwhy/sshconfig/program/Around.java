package dev.sshwhy.sshconfig.program;

import java.util.Optional;

/** What a program's command line refers to beyond its own words. */
public interface Around {
    /** An environment variable. */
    Optional<String> variable(String name);

    /**
     * Whether a path, as typed, names anything here, links followed. A trailing {@code /.} asks for a directory, and
     * must not be tidied away.
     */
    boolean exists(String path);

    /** The settings of the git repository at that directory (a git directory itself will do), or at the current one. */
    GitSettings git(Optional<String> directory);
}
