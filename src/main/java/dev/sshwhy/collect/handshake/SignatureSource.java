package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Identity;
import java.util.Optional;

/** Signs with the private half of an identity: by its file or by the agent. */
@FunctionalInterface
public interface SignatureSource {
    /**
     * Signs once.
     *
     * @param identity whose key signs
     * @param algorithm the signature algorithm (RFC 8332 names for RSA), without a certificate's suffix
     * @param data the bytes to sign
     * @param session the server's key, the session's identifier and the server's signature of it, as SSH strings: an agent
     *     signs with a key that is meant for some hosts only when it sees which host this is
     * @return the signature as RFC 4253 §6.6 encodes it; empty when it was refused
     */
    Optional<byte[]> sign(Identity identity, String algorithm, byte[] data, byte[] session);
}
