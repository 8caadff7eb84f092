package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import java.util.function.Consumer;

/**
 * Where a jump host is to lead, once it has let us in (ProxyJump; RFC 4254 §7.2, direct-tcpip).
 *
 * @param host the next host, as the jump host will look it up
 * @param port its TCP port
 * @param reached goes on over the connection to it; both are closed when this returns
 * @param missed hears why the jump host got no connection to it
 */
public record Onward(String host, int port, Consumer<Wire> reached, Consumer<Failure> missed) {}
