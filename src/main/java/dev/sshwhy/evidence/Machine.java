package dev.sshwhy.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine that sshwhy runs on.
 *
 * @param home the home directory as ssh sees it: the password database's, not {@code $HOME} (OpenSSH misc.c tilde_expand)
 * @param localUser the login name of who runs sshwhy
 * @param superuser whether that is root, who may read everyone's files
 * @param operatingSystem whose file rules apply
 * @param variables the few environment variables that decide which ssh runs, and as whom: {@link #TOLD_VARIABLES}
 * @param sshPrograms the files that PATH has under the name {@code ssh}, in its order
 * @param sshVersion what {@code ssh -V} says, such as "OpenSSH_9.2p1 Debian-2+deb12u10"; empty when there is no ssh
 */
public record Machine(
        String home,
        String localUser,
        boolean superuser,
        OperatingSystem operatingSystem,
        Map<String, String> variables,
        List<String> sshPrograms,
        Optional<String> sshVersion) {
    /** The environment variables that checks may see. */
    public static final List<String> TOLD_VARIABLES = List.of(
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "HOME",
            "RSYNC_RSH",
            "SSH_AUTH_SOCK",
            "SSH_CONNECTION",
            "SUDO_USER",
            "WSL_DISTRO_NAME");

    public Machine {
        variables = Map.copyOf(variables);
        sshPrograms = List.copyOf(sshPrograms);
    }

    /** The same machine, with no home directory to shorten a path by. */
    public Machine withoutHome() {
        return new Machine("/", localUser, superuser, operatingSystem, variables, sshPrograms, sshVersion);
    }

    /** A path as people write it: {@code ~/.ssh/config} for a file below the home directory. */
    public String shown(String path) {
        if (path.equals(home)) {
            return "~";
        }
        boolean below = path.startsWith(home)
                && path.length() > home.length()
                && (path.charAt(home.length()) == '/' || path.charAt(home.length()) == '\\');
        return below && !home.equals("/") ? "~" + path.substring(home.length()) : path;
    }

    /** The same in a command: ~ is $HOME for a shell, and the home directory of the password database for ssh. */
    public String shownToShell(String path) {
        return variables.getOrDefault("HOME", home).equals(home) ? shown(path) : path;
    }
}
