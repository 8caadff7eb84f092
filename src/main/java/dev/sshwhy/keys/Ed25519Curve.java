package dev.sshwhy.keys;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The public half of an Ed25519 seed (RFC 8032 §5.1.5), to see whether both halves of a file belong together. */
final class Ed25519Curve {
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger NINETEEN = BigInteger.valueOf(19);
    private static final BigInteger TWO_D =
            new BigInteger("2406d9dc56dffce7198e80f2eef3d13000e0149a8283b156ebd69b9426b2f159", 16);
    private static final BigInteger BASE_X =
            new BigInteger("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a", 16);
    private static final BigInteger BASE_Y =
            new BigInteger("6666666666666666666666666666666666666666666666666666666666666658", 16);

    private Ed25519Curve() {}

    /** Extended coordinates (RFC 8032 §5.1.4): x = X/Z, y = Y/Z, xy = T/Z. */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {}

    /** The 32 bytes of the public key that belong to a seed of 32 bytes. */
    static byte[] publicHalf(byte[] seed) {
        byte[] scalar = Arrays.copyOf(sha512(seed), 32);
        scalar[0] &= (byte) 0xf8;
        scalar[31] &= 0x7f;
        scalar[31] |= 0x40;
        Point base = new Point(BASE_X, BASE_Y, BigInteger.ONE, times(BASE_X, BASE_Y));
        Point sum = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
        for (int i = 254; i >= 0; i--) {
            sum = doubled(sum);
            if ((scalar[i / 8] >> i % 8 & 1) != 0) {
                sum = add(sum, base);
            }
        }
        Arrays.fill(scalar, (byte) 0);
        return encoded(sum);
    }

    private static Point add(Point p, Point q) {
        BigInteger a = times(p.y.subtract(p.x), q.y.subtract(q.x));
        BigInteger b = times(p.y.add(p.x), q.y.add(q.x));
        BigInteger c = times(times(p.t, TWO_D), q.t);
        BigInteger d = times(p.z, q.z).shiftLeft(1);
        return point(b.subtract(a), d.subtract(c), d.add(c), b.add(a));
    }

    private static Point doubled(Point p) {
        BigInteger a = times(p.x, p.x);
        BigInteger b = times(p.y, p.y);
        BigInteger c = times(p.z, p.z).shiftLeft(1);
        BigInteger h = a.add(b);
        BigInteger sum = p.x.add(p.y);
        BigInteger e = h.subtract(times(sum, sum));
        BigInteger g = a.subtract(b);
        return point(e, c.add(g), g, h);
    }

    private static Point point(BigInteger e, BigInteger f, BigInteger g, BigInteger h) {
        return new Point(times(e, f), times(g, h), times(f, g), times(e, h));
    }

    /** The product, only roughly reduced: 2^255 = 19 (mod p), which is much quicker than a division. */
    private static BigInteger times(BigInteger left, BigInteger right) {
        BigInteger product = left.multiply(right);
        boolean negative = product.signum() < 0;
        BigInteger rest = product.abs();
        while (rest.bitLength() > 256) {
            BigInteger high = rest.shiftRight(255);
            rest = rest.subtract(high.shiftLeft(255)).add(high.multiply(NINETEEN));
        }
        return negative ? rest.negate() : rest;
    }

    private static byte[] encoded(Point point) {
        BigInteger inverse = point.z.modInverse(P);
        BigInteger x = point.x.multiply(inverse).mod(P);
        byte[] big = point.y.multiply(inverse).mod(P).toByteArray();
        byte[] little = new byte[32];
        for (int i = 0; i < Math.min(32, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        little[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
        return little;
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-512", e);
        }
    }
}
