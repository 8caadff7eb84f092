package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The way to the target, as far as it can be told before any server is asked.
 *
 * @param hops the hosts of ProxyJump in the order in which ssh connects to them, each hop's own ones before it
 * @param loops whether a hop's own configuration leads back to a host that is already on the way
 * @param proxyProgram the file that ProxyCommand's first word names; absent where no directory of PATH holds it; not looked at
 *     where there is no ProxyCommand, or it is not a plain word
 * @param knownPorts the ports at which known_hosts knows this host in plain words, in ascending order
 */
public record Route(List<Hop> hops, boolean loops, Observed<String> proxyProgram, List<Integer> knownPorts) {
    public Route {
        hops = List.copyOf(hops);
        knownPorts = List.copyOf(knownPorts);
    }

    /** Straight to a host that known_hosts does not name. */
    public static Route direct() {
        return new Route(List.of(), false, Observed.notLookedAt("there is no ProxyCommand"), List.of());
    }

    /**
     * A host to jump over.
     *
     * @param typed as ProxyJump names it, without user and port
     * @param host the name or address that ssh connects to
     * @param port the TCP port
     * @param user the login name there
     * @param namedBy the line that names it
     * @param inConfig the Host line of the configuration that is written for it; empty when only general ones match
     */
    public record Hop(String typed, String host, int port, String user, Span namedBy, Optional<Span> inConfig) {}
}
