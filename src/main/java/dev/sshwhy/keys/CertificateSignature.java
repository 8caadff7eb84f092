package dev.sshwhy.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a certificate is what its authority signed; ssh reads no other (sshkey.c cert_parse). */
final class CertificateSignature {
    /** SubjectPublicKeyInfo of Ed25519 up to the point (RFC 8410 §4). */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private CertificateSignature() {}

    /** Signatures by keys that Java does not know (DSA of 1024 bits, security keys) are believed. */
    static boolean fits(byte[] blob, byte[] authority, byte[] signature) {
        Wire wire = new Wire(signature);
        String algorithm = wire.text().orElse("");
        Optional<byte[]> value = wire.string();
        byte[] signed = Arrays.copyOf(blob, blob.length - signature.length - 4);
        try {
            return value.isPresent()
                    && switch (algorithm) {
                        case "ssh-ed25519" -> verified("Ed25519", ed25519(authority), signed, value.get());
                        case "rsa-sha2-512" -> rsa("SHA512withRSA", authority, signed, value.get());
                        case "rsa-sha2-256" -> rsa("SHA256withRSA", authority, signed, value.get());
                        case "ssh-rsa" -> rsa("SHA1withRSA", authority, signed, value.get());
                        case "ecdsa-sha2-nistp256" -> ecdsa(256, "SHA256", authority, signed, value.get());
                        case "ecdsa-sha2-nistp384" -> ecdsa(384, "SHA384", authority, signed, value.get());
                        case "ecdsa-sha2-nistp521" -> ecdsa(521, "SHA512", authority, signed, value.get());
                        default -> !isVerifiable(new Wire(authority).text().orElse(""));
                    };
        } catch (GeneralSecurityException e) {
            return false; // no such key, or no signature of its size
        }
    }

    private static boolean isVerifiable(String type) {
        return type.equals("ssh-ed25519") || type.equals("ssh-rsa") || type.startsWith("ecdsa-sha2-");
    }

    private static boolean verified(String name, PublicKey key, byte[] signed, byte[] value)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(name);
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(value);
    }

    private static PublicKey ed25519(byte[] authority) throws GeneralSecurityException {
        Wire wire = new Wire(authority);
        wire.text();
        byte[] point = wire.string().orElse(new byte[0]);
        byte[] key = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + point.length);
        System.arraycopy(point, 0, key, ED25519_HEAD.length, point.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key));
    }

    private static boolean rsa(String name, byte[] authority, byte[] signed, byte[] value)
            throws GeneralSecurityException {
        Wire wire = new Wire(authority);
        wire.text();
        BigInteger e = wire.bigNumber().orElse(BigInteger.ZERO);
        BigInteger n = wire.bigNumber().orElse(BigInteger.ZERO);
        // Leading zeros may be left out (ssh-rsa.c), and Java wants them.
        byte[] whole = sized(new BigInteger(1, value), (n.bitLength() + 7) / 8);
        return verified(name, KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e)), signed, whole);
    }

    private static boolean ecdsa(int bits, String hash, byte[] authority, byte[] signed, byte[] value)
            throws GeneralSecurityException {
        Wire wire = new Wire(authority);
        wire.text();
        wire.text(); // the curve, once more
        byte[] point = wire.string().orElse(new byte[0]);
        Wire numbers = new Wire(value);
        Optional<BigInteger> r = numbers.bigNumber();
        Optional<BigInteger> s = numbers.bigNumber();
        if (!EllipticCurves.isOnCurve(bits, point) || r.isEmpty() || s.isEmpty()) {
            return false;
        }
        int size = (bits + 7) / 8;
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp" + bits + "r1"));
        ECPoint xy = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, size + 1)),
                new BigInteger(1, Arrays.copyOfRange(point, size + 1, point.length)));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(xy, parameters.getParameterSpec(ECParameterSpec.class)));
        byte[] both = Arrays.copyOf(sized(r.get(), size), 2 * size);
        System.arraycopy(sized(s.get(), size), 0, both, size, size);
        return verified(hash + "withECDSAinP1363Format", key, signed, both);
    }

    /** A number in exactly so many bytes; what does not fit in is cut, and verifies nothing. */
    private static byte[] sized(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] sized = new byte[size];
        int count = Math.min(size, bytes.length);
        System.arraycopy(bytes, bytes.length - count, sized, size - count, count);
        return sized;
    }
}
