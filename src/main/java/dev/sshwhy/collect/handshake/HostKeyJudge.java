package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.PublicKey;
import java.net.InetAddress;
import java.util.Optional;

/** Holds a server's key against known_hosts and StrictHostKeyChecking, as ssh's verify_host_key would. */
@FunctionalInterface
public interface HostKeyJudge {
    /**
     * Judges once.
     *
     * @param serverKey the key or certificate that the server showed
     * @param address the address that it was shown at; empty behind a proxy or a jump host, where ssh knows none
     */
    HostKey judge(PublicKey serverKey, Optional<InetAddress> address);
}
