package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.PublicKey;

/** Holds a server's key against known_hosts and StrictHostKeyChecking, as ssh's verify_host_key would. */
@FunctionalInterface
public interface HostKeyJudge {
    HostKey judge(PublicKey serverKey);
}
