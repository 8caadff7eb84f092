package dev.sshwhy.sshconfig;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Who runs ssh, and where: all that the configuration may refer to beside its own files.
 *
 * @param home the home directory of the password database, which {@code ~} and {@code %d} mean
 * @param user the local login name
 * @param userId the numeric user id, {@code %i}
 * @param hostName the local host's name as gethostname(3) tells it, {@code %l}
 * @param release which ssh it is
 * @param windows whether paths may begin with a drive letter
 * @param systemConfig the system-wide file ({@code /etc/ssh/ssh_config}); empty when it is to be left out
 * @param environment a variable of the environment
 * @param homeOf another user's home directory
 * @param runCommand runs a command of {@code Match exec} and gives its exit status, empty when it could not be had; empty
 *     when commands must not be run
 */
public record LocalSide(
        String home,
        String user,
        String userId,
        String hostName,
        SshRelease release,
        boolean windows,
        Optional<String> systemConfig,
        Function<String, Optional<String>> environment,
        Function<String, Optional<String>> homeOf,
        Optional<Function<String, OptionalInt>> runCommand) {

    /** Include goes through glob(3), whose {@code ~} prefers {@code $HOME} to the password database. */
    String homeForInclude() {
        return environment.apply("HOME").filter(it -> !it.isEmpty()).orElse(home);
    }

    public boolean isAbsolute(String path) {
        boolean drive = path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
        return path.startsWith("/") || (windows && (drive || path.startsWith("\\")));
    }
}
