package dev.sshwhy.cli;

import dev.sshwhy.collect.Surroundings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose setup is looked at, by {@code --home} and {@code --config}.
 *
 * @param surroundings the home directory and the rest
 * @param configFile the configuration in place of {@code ~/.ssh/config}, or "none"
 * @param runCommands whether commands in it may run: the user's own ones, or where they were allowed
 */
record Whose(Surroundings surroundings, Optional<String> configFile, boolean runCommands) {

    /** @throws UsageException when what an option names cannot be opened */
    static Whose of(Arguments arguments, Streams streams) throws UsageException {
        Surroundings surroundings = Surroundings.ofThisProcess(streams.environment());
        Optional<String> home = arguments.value("home");
        if (home.isPresent()) {
            surroundings = surroundings.withHome(home.get());
            if (!Files.isDirectory(Path.of(surroundings.home()))) {
                throw new UsageException("--home " + home.get() + " is no directory");
            }
        }
        Optional<String> config = arguments.value("config");
        if (config.isPresent() && !config.get().equals("none") && !isReadable(config.get())) {
            throw new UsageException("--config " + config.get() + " cannot be opened");
        }
        boolean foreign = home.isPresent() || config.isPresent();
        return new Whose(surroundings, config, !foreign || arguments.has("run-config-commands"));
    }

    private static boolean isReadable(String path) {
        try {
            return Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
