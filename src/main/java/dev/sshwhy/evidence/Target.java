package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Where the command line leads, after the configuration had its say.
 *
 * @param command the ssh command line as typed, program name first
 * @param typedHost the host as typed, which {@code Host} patterns are matched against
 * @param host the name or address that ssh connects to (HostName)
 * @param port the TCP port
 * @param user the login name on the server
 * @param provider the provider whose host this is ("runpod"), where it is known
 */
public record Target(
        List<String> command, String typedHost, String host, int port, String user, Optional<String> provider) {
    public Target {
        command = List.copyOf(command);
    }

    /** The name under which known_hosts lists this host: {@code [host]:port} unless the port is 22 (sshd(8)). */
    public String knownHostsName() {
        return port == 22 ? host : "[" + host + "]:" + port;
    }
}
