package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Signs as ssh signs, with a private key that is not encrypted. The key stays inside. */
public final class PrivateKeySigner {
    private final PrivateHalf half;

    private PrivateKeySigner(PrivateHalf half) {
        this.half = half;
    }

    /** A signer for the content of a key file; empty unless ssh would load it without a passphrase and without a token. */
    public static Optional<PrivateKeySigner> from(byte[] content) {
        return Repair.strictly(content)
                .map(PrivateReading::proven)
                .flatMap(PrivateReading::half)
                .map(PrivateKeySigner::new);
    }

    /** The public half of the key that signs, to be compared with the one that is offered. */
    public Optional<PublicKey> publicKey() {
        return Optional.of(half.publicKey());
    }

    /**
     * The signature of {@code data} as it stands in SSH_MSG_USERAUTH_REQUEST: the algorithm's name and the signature's
     * bytes (RFC 4253 §6.6, RFC 8332 §3, RFC 5656 §3.1.2, RFC 8709 §6). A certificate's algorithm signs under its plain
     * name. Empty for an algorithm that is not one of this key.
     */
    public Optional<byte[]> sign(String algorithm, byte[] data) {
        String plain = PublicKeys.plainType(algorithm);
        try {
            return javaName(plain).isEmpty()
                    ? Optional.empty()
                    : Optional.of(WireWriter.of(plain)
                            .string(signed(javaName(plain).get(), data))
                            .bytes());
        } catch (GeneralSecurityException e) {
            // Its message may speak of the key; that it cannot sign says enough.
            return Optional.empty();
        }
    }

    private Optional<String> javaName(String algorithm) {
        if (half instanceof PrivateHalf.Rsa) {
            return switch (algorithm) {
                case "rsa-sha2-256" -> Optional.of("SHA256withRSA");
                case "rsa-sha2-512" -> Optional.of("SHA512withRSA");
                case "ssh-rsa" -> Optional.of("SHA1withRSA");
                default -> Optional.empty();
            };
        }
        return switch (half.publicKey().type().equals(algorithm) ? algorithm : "") {
            case "ssh-ed25519" -> Optional.of("Ed25519");
            case "ecdsa-sha2-nistp256" -> Optional.of("SHA256withECDSAinP1363Format");
            case "ecdsa-sha2-nistp384" -> Optional.of("SHA384withECDSAinP1363Format");
            case "ecdsa-sha2-nistp521" -> Optional.of("SHA512withECDSAinP1363Format");
            default -> Optional.empty();
        };
    }

    private byte[] signed(String name, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initSign(privateKey());
        signature.update(data);
        byte[] bytes = signature.sign();
        return half instanceof PrivateHalf.Ecdsa ? twoNumbers(bytes) : bytes;
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        if (half instanceof PrivateHalf.Rsa rsa) {
            return rsaKey(rsa);
        }
        if (half instanceof PrivateHalf.Ecdsa ecdsa) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp" + ecdsa.bits + "r1"));
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new ECPrivateKeySpec(ecdsa.number, parameters.getParameterSpec(ECParameterSpec.class)));
        }
        byte[] seed = ((PrivateHalf.Ed25519) half).seed();
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static PrivateKey rsaKey(PrivateHalf.Rsa rsa) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        if (!rsa.hasSoundFactors()) {
            return factory.generatePrivate(new RSAPrivateKeySpec(rsa.n, rsa.d));
        }
        BigInteger one = BigInteger.ONE;
        return factory.generatePrivate(new RSAPrivateCrtKeySpec(
                rsa.n,
                rsa.e,
                rsa.d,
                rsa.p,
                rsa.q,
                rsa.d.mod(rsa.p.subtract(one)),
                rsa.d.mod(rsa.q.subtract(one)),
                rsa.q.modInverse(rsa.p)));
    }

    /** r and s of equal size, as two mpints (RFC 5656 §3.1.2). */
    private static byte[] twoNumbers(byte[] joined) {
        int middle = joined.length / 2;
        byte[] r = new BigInteger(1, Arrays.copyOf(joined, middle)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(joined, middle, joined.length)).toByteArray();
        return WireWriter.raw(new byte[0]).string(r).string(s).bytes();
    }
}
