package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a trial handshake is to try, and what it may use for it.
 *
 * @param host the name or address that ssh connects to
 * @param port the TCP port, 1 to 65535
 * @param user the login name on the server
 * @param local where the connection starts from, and which addresses it may go to
 * @param stepLimit how long each step may take as a whole: name, TCP, greeting, key exchange, each answer
 * @param signingLimit how long a signature may take
 * @param offer gives the keys that ssh offers; asked for only once they are needed
 * @param keyReader reads a public key from its wire encoding
 * @param hostKeyJudge says what known_hosts thinks of the server's key
 * @param knownHostKeyTypes the key types that known_hosts holds for this host, such as "ecdsa-sha2-nistp256"; a
 *     certificate type ("…-cert-v01@openssh.com") where a cert-authority line covers it; none where the configuration's
 *     own order of host key algorithms counts
 * @param proposal the algorithms that ssh proposes
 * @param signatureAlgorithms PubkeyAcceptedAlgorithms, as names
 * @param sign whether a signature may be sent, which logs in
 * @param signatures where signatures come from
 * @param batchMode whether ssh passes over keys that need a question (BatchMode)
 * @param otherWays the ways in that ssh would try, and that a trial handshake cannot
 * @param progress hears of each layer that is done, and of {@code NOTHING} at the start
 */
public record HandshakePlan(
        String host,
        int port,
        String user,
        LocalEnd local,
        Duration stepLimit,
        Duration signingLimit,
        Supplier<Offer> offer,
        Function<byte[], Optional<PublicKey>> keyReader,
        HostKeyJudge hostKeyJudge,
        List<String> knownHostKeyTypes,
        Proposal proposal,
        List<String> signatureAlgorithms,
        boolean sign,
        SignatureSource signatures,
        boolean batchMode,
        List<OtherWay> otherWays,
        Consumer<Reached> progress) {
    public HandshakePlan {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        knownHostKeyTypes = List.copyOf(knownHostKeyTypes);
        signatureAlgorithms = List.copyOf(signatureAlgorithms);
        otherWays = List.copyOf(otherWays);
    }

    /**
     * What ssh offers.
     *
     * @param identities its keys, in its order
     * @param asker the agent that asks its user before it signs, where ssh's is of such a kind
     */
    public record Offer(List<Identity> identities, Optional<String> asker) {
        public Offer {
            identities = List.copyOf(identities);
        }
    }

    /**
     * The near end of the connection.
     *
     * @param family which addresses of the name count (AddressFamily, -4, -6)
     * @param address the address to bind to (BindAddress, -b)
     * @param networkInterface the interface whose address to bind to (BindInterface, -B)
     */
    public record LocalEnd(AddressFamily family, Optional<String> address, Optional<String> networkInterface) {
        /** Any address, from wherever the system likes. */
        public static LocalEnd any() {
            return new LocalEnd(AddressFamily.ANY, Optional.empty(), Optional.empty());
        }
    }

    /** Which addresses of a name count. */
    public enum AddressFamily {
        ANY,
        INET,
        INET6
    }
}
