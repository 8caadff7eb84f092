package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Where the command line leads, after the configuration had its say.
 *
 * @param program the program that was typed
 * @param command the command line as typed, the program's name first; at a jump host what ssh itself gives to another ssh,
 *     without its name
 * @param sshWords the words that ssh itself gets from it, without its name; empty when ssh is not run at all
 * @param sshProgram the program that would be run in place of {@code ssh} (rsync's -e, git's core.sshCommand), as written
 * @param typedHost the host as typed, which {@code Host} patterns are matched against
 * @param host the name or address that ssh connects to (HostName)
 * @param port the TCP port
 * @param user the login name on the server
 * @param provider the provider whose host this is ("runpod"), where it is known
 */
public record Target(
        Program program,
        List<String> command,
        List<String> sshWords,
        Optional<String> sshProgram,
        String typedHost,
        String host,
        int port,
        String user,
        Optional<String> provider) {
    public Target {
        sshWords = List.copyOf(sshWords);
        command = List.copyOf(command);
    }

    /** Whether ssh goes anywhere at all; scp between two local files does not ask it to. */
    public boolean runsSsh() {
        return program == Program.SSH || !sshWords.isEmpty();
    }

    /** Whether somebody typed the command; the one that goes to a jump host is ssh's own. */
    public boolean isTyped() {
        return command.indexOf(program.command()) == 0;
    }

    /** The name under which known_hosts lists this host: {@code [host]:port} unless the port is 22 (sshd(8)). */
    public String knownHostsName() {
        return port == 22 ? host : "[" + host + "]:" + port;
    }
}
