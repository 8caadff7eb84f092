package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a trial handshake is to try, and what it may use for it.
 *
 * @param host the name or address that ssh connects to
 * @param port the TCP port, 1 to 65535
 * @param user the login name on the server
 * @param addressFamily which addresses of the name count (AddressFamily, -4, -6)
 * @param stepLimit how long each step may take as a whole: name, TCP, greeting, key exchange, each answer
 * @param signingLimit how long a signature may take
 * @param offered the identities that ssh offers, in its order
 * @param keyReader reads a public key from its wire encoding
 * @param hostKeyJudge says what known_hosts thinks of the server's key
 * @param knownHostKeyTypes the key types that known_hosts holds for this host, such as "ecdsa-sha2-nistp256"; a
 *     certificate type ("…-cert-v01@openssh.com") where a cert-authority line covers it
 * @param sign whether a signature may be sent, which logs in
 * @param signatures where signatures come from
 * @param batchMode whether ssh passes over keys that need a question (BatchMode)
 * @param algorithms what the configuration says of algorithms
 */
public record HandshakePlan(
        String host,
        int port,
        String user,
        AddressFamily addressFamily,
        Duration stepLimit,
        Duration signingLimit,
        List<Identity> offered,
        Function<byte[], Optional<PublicKey>> keyReader,
        HostKeyJudge hostKeyJudge,
        List<String> knownHostKeyTypes,
        boolean sign,
        SignatureSource signatures,
        boolean batchMode,
        ConfiguredAlgorithms algorithms) {
    public HandshakePlan {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        offered = List.copyOf(offered);
        knownHostKeyTypes = List.copyOf(knownHostKeyTypes);
    }

    /** Which addresses of a name count. */
    public enum AddressFamily {
        ANY,
        INET,
        INET6
    }
}
