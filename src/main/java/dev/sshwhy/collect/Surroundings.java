package dev.sshwhy.collect;

import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a process is born into.
 *
 * @param home the home directory; the password database's, as for ssh, unless the user named another
 * @param ownHome whether that is the home of who runs this process, whose agents may stand outside of it
 * @param environment the environment variables
 * @param currentDirectory where relative paths start
 * @param localUser the login name here
 * @param operatingSystem whose file rules apply
 * @param sshVersion what {@code ssh -V} says; empty when there is no ssh
 */
public record Surroundings(
        String home,
        boolean ownHome,
        Map<String, String> environment,
        Path currentDirectory,
        String localUser,
        OperatingSystem operatingSystem,
        Optional<String> sshVersion) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** This process's own. Java's {@code user.home} comes from the password database, not from {@code $HOME}. */
    public static Surroundings ofThisProcess(Map<String, String> environment) {
        return new Surroundings(
                System.getProperty("user.home", "/"),
                true,
                environment,
                Path.of("").toAbsolutePath(),
                System.getProperty("user.name", ""),
                operatingSystem(System.getProperty("os.name", "")),
                LocalSsh.version());
    }

    /** The same with another home directory, {@code $HOME} included. */
    public Surroundings withHome(String otherHome) {
        String absolute = currentDirectory.resolve(otherHome).normalize().toString();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("HOME", absolute); // Include's ~ is $HOME (glob(3))
        return new Surroundings(absolute, false, variables, currentDirectory, localUser, operatingSystem, sshVersion);
    }

    /** The environment of a command that the configuration names: the user's own, and a mark that it was sshwhy's doing. */
    void prepare(Map<String, String> ofCommand) {
        ofCommand.keySet().removeIf(it -> it.equals("LC_ALL")); // the launcher may have changed it for Java
        variable("LC_ALL").ifPresent(it -> ofCommand.put("LC_ALL", it));
        ofCommand.put("SSHWHY_NESTED", "1");
        // An ssh among them would ask at the terminal; so it asks a program that never answers (ssh(1),
        // SSH_ASKPASS_REQUIRE).
        ofCommand.put("SSH_ASKPASS", "/bin/false");
        ofCommand.put("SSH_ASKPASS_REQUIRE", "force");
    }

    /** A path as typed, made absolute; a name that no file can have stays as it is. */
    String absolute(String path) {
        try {
            return currentDirectory.resolve(path).normalize().toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    /** The machine, as far as checks may know of it. */
    Machine machine(LocalFiles files) {
        Map<String, String> told = new TreeMap<>();
        Machine.TOLD_VARIABLES.forEach(name -> variable(name).ifPresent(it -> told.put(name, it)));
        return new Machine(
                home,
                localUser,
                files.userId().orElse(-1) == 0,
                operatingSystem,
                told,
                new ProgramPath(this).all("ssh"),
                sshVersion);
    }

    /** A path as people write it: with {@code ~} for the home directory. */
    public String shown(String path) {
        return path.startsWith(home + "/") && home.length() > 1 ? "~" + path.substring(home.length()) : path;
    }

    /** The same, where one that is set and empty is not the same as one that is not set. */
    Optional<String> variableAsSet(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(it -> !it.isEmpty());
    }

    private static OperatingSystem operatingSystem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("linux")) {
            return OperatingSystem.LINUX;
        }
        if (lower.startsWith("mac")) {
            return OperatingSystem.MACOS;
        }
        return lower.startsWith("windows") ? OperatingSystem.WINDOWS : OperatingSystem.OTHER;
    }
}
