package dev.sshwhy.evidence;

import java.util.Optional;

/**
 * The machine that sshwhy runs on.
 *
 * @param home the home directory as ssh sees it: the password database's, not {@code $HOME} (OpenSSH misc.c tilde_expand)
 * @param localUser the login name of who runs sshwhy
 * @param superuser whether that is root, who may read everyone's files
 * @param operatingSystem whose file rules apply
 * @param sshVersion what {@code ssh -V} says, such as "OpenSSH_9.2p1 Debian-2+deb12u10"; empty when there is no ssh
 */
public record Machine(
        String home,
        String localUser,
        boolean superuser,
        OperatingSystem operatingSystem,
        Optional<String> sshVersion) {

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
}
