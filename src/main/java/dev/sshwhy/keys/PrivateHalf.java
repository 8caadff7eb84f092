package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The private numbers of a key that can sign. Plain classes and not records, so that nothing prints them;
 * they never leave this package.
 */
sealed interface PrivateHalf {
    /** The public half that was stored with it, or was worked out from it. */
    PublicKey publicKey();

    /** Whether a signature of the private half is one of the public half. A damaged letter tears them apart. */
    boolean belongsTogether();

    /** RSA (RFC 8017 §3.2); {@code dp}, {@code dq} are d mod p-1 and d mod q-1. */
    final class Rsa implements PrivateHalf {
        /** Beyond this size the slow proof is left out. */
        private static final int PROVABLE_BITS = 4096;

        final BigInteger n;
        final BigInteger e;
        final BigInteger d;
        final BigInteger p;
        final BigInteger q;
        private final PublicKey publicKey;

        Rsa(PublicKey publicKey, BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
            this.publicKey = publicKey;
            this.n = n;
            this.e = e;
            this.d = d;
            this.p = p;
            this.q = q;
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        /**
         * The key that OpenSSL signs with when the file holds these as well: d mod p-1, d mod q-1 and 1/q mod p. While they
         * are right it never looks at d (rsa_ossl_mod_exp), so that a damaged d does no harm.
         */
        Rsa signingWith(BigInteger dp, BigInteger dq, BigInteger inverse) {
            boolean sound = hasFactors()
                    && isInverse(dp, e, p.subtract(BigInteger.ONE))
                    && isInverse(dq, e, q.subtract(BigInteger.ONE))
                    && isInverse(inverse, q, p);
            return sound && !hasSoundFactors()
                    ? new Rsa(
                            publicKey,
                            n,
                            e,
                            e.modInverse(p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE))),
                            p,
                            q)
                    : this;
        }

        @Override
        public boolean belongsTogether() {
            return hasSoundFactors() || isSlowlyProven();
        }

        private boolean hasFactors() {
            BigInteger one = BigInteger.ONE;
            return p.compareTo(one) > 0 && q.compareTo(one) > 0 && p.multiply(q).equals(n);
        }

        private static boolean isInverse(BigInteger left, BigInteger right, BigInteger modulus) {
            return left.multiply(right).subtract(BigInteger.ONE).mod(modulus).signum() == 0;
        }

        /** Whether d is the inverse of e modulo both p-1 and q-1, and n is p times q. */
        boolean hasSoundFactors() {
            return hasFactors()
                    && isInverse(d, e, p.subtract(BigInteger.ONE))
                    && isInverse(d, e, q.subtract(BigInteger.ONE));
        }

        // OpenSSL checks each result of the factors, and falls back to d alone; an even factor ends it
        // (rsa_ossl_mod_exp).
        private boolean isSlowlyProven() {
            if (n.bitLength() > PROVABLE_BITS || e.bitLength() > PROVABLE_BITS || d.bitLength() > PROVABLE_BITS) {
                return true;
            }
            BigInteger message = BigInteger.TWO;
            return n.testBit(0)
                    && p.testBit(0)
                    && q.testBit(0)
                    && message.modPow(d, n).modPow(e, n).equals(message);
        }
    }

    /** ECDSA on one of the NIST curves. */
    final class Ecdsa implements PrivateHalf {
        final int bits;
        final BigInteger number;
        private final byte[] point;
        private final PublicKey publicKey;

        Ecdsa(PublicKey publicKey, int bits, byte[] point, BigInteger number) {
            this.publicKey = publicKey;
            this.bits = bits;
            this.point = point.clone();
            this.number = number;
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public boolean belongsTogether() {
            return EllipticCurves.publicPoint(bits, number)
                    .filter(it -> Arrays.equals(it, point))
                    .isPresent();
        }
    }

    /** Ed25519: the seed of 32 bytes. */
    final class Ed25519 implements PrivateHalf {
        private final byte[] seed;
        private final byte[] point;
        private final PublicKey publicKey;

        Ed25519(PublicKey publicKey, byte[] seed, byte[] point) {
            this.publicKey = publicKey;
            this.seed = seed.clone();
            this.point = point.clone();
        }

        byte[] seed() {
            return seed.clone();
        }

        byte[] point() {
            return point.clone();
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public boolean belongsTogether() {
            return Arrays.equals(Ed25519Curve.publicHalf(seed), point);
        }
    }

    /** The public key of these numbers. */
    static Optional<PublicKey> rsaKey(BigInteger n, BigInteger e, String comment) {
        return PublicKeys.fromBlob(
                WireWriter.of("ssh-rsa")
                        .string(e.toByteArray())
                        .string(n.toByteArray())
                        .bytes(),
                comment);
    }

    /** The public key of a point; empty when it is not on the curve. */
    static Optional<PublicKey> ecdsaKey(int bits, byte[] point, String comment) {
        byte[] curve = ("nistp" + bits).getBytes(StandardCharsets.UTF_8);
        return PublicKeys.fromBlob(
                WireWriter.of("ecdsa-sha2-nistp" + bits)
                        .string(curve)
                        .string(point)
                        .bytes(),
                comment);
    }

    /** The public key of 32 bytes. */
    static Optional<PublicKey> ed25519Key(byte[] point, String comment) {
        return PublicKeys.fromBlob(WireWriter.of("ssh-ed25519").string(point).bytes(), comment);
    }
}
