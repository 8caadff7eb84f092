package dev.sshwhy.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The three NIST curves that SSH uses (RFC 5656 §10.1; numbers from FIPS 186-4, D.1.2). */
final class EllipticCurves {
    private EllipticCurves() {}

    /** y² = x³ - 3x + b (mod p), the base point, and the number of points. */
    private record Curve(BigInteger p, BigInteger b, BigInteger baseX, BigInteger baseY, BigInteger order) {}

    /** Jacobian coordinates: x = X/Z², y = Y/Z³; Z is 0 at infinity. */
    private record Point(BigInteger x, BigInteger y, BigInteger z) {}

    private static Curve curve(int bits) {
        return switch (bits) {
            case 256 ->
                new Curve(
                        hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
                        hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
                        hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
                        hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
                        hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
            case 384 ->
                new Curve(
                        hex(
                                "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
                        hex(
                                "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
                        hex(
                                "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
                        hex(
                                "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
                        hex(
                                "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"));
            case 521 ->
                new Curve(
                        BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE),
                        hex(
                                "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00"),
                        hex(
                                "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"),
                        hex(
                                "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650"),
                        hex(
                                "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"));
            default -> throw new IllegalArgumentException("no NIST curve of " + bits + " bits");
        };
    }

    /** Whether an uncompressed point lies on the curve; sshd refuses a key whose point does not. */
    static boolean isOnCurve(int bits, byte[] point) {
        int size = (bits + 7) / 8;
        if (bits == 0 || point.length != 2 * size + 1 || point[0] != 4) {
            return false;
        }
        Curve curve = curve(bits);
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, size + 1));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, size + 1, point.length));
        if (x.compareTo(curve.p) >= 0 || y.compareTo(curve.p) >= 0) {
            return false;
        }
        BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(curve.b);
        return y.pow(2).subtract(right).mod(curve.p).signum() == 0;
    }

    /** Which curve has these numbers; 0 for another one. A file may spell its curve out instead of naming it. */
    static int bitsOf(BigInteger p, BigInteger a, BigInteger b, byte[] base, BigInteger order) {
        for (int bits : new int[] {256, 384, 521}) {
            Curve curve = curve(bits);
            int size = (bits + 7) / 8;
            boolean same = curve.p.equals(p)
                    && curve.p.subtract(BigInteger.valueOf(3)).equals(a)
                    && curve.b.equals(b)
                    && curve.order.equals(order)
                    && base.length > size
                    && curve.baseX.equals(new BigInteger(1, Arrays.copyOfRange(base, 1, size + 1)));
            if (same) {
                return bits;
            }
        }
        return 0;
    }

    /** Whether OpenSSH takes this private number (sshkey.c sshkey_ec_validate_private). */
    static boolean isPrivateNumber(int bits, BigInteger number) {
        BigInteger order = curve(bits).order;
        return number.bitLength() > order.bitLength() / 2 && number.compareTo(order.subtract(BigInteger.ONE)) < 0;
    }

    /** The uncompressed public point of a private number; empty for one that is out of range. */
    static Optional<byte[]> publicPoint(int bits, BigInteger number) {
        Curve curve = curve(bits);
        if (number.signum() <= 0 || number.compareTo(curve.order) >= 0) {
            return Optional.empty();
        }
        Point base = new Point(curve.baseX, curve.baseY, BigInteger.ONE);
        Point sum = base;
        for (int i = number.bitLength() - 2; i >= 0; i--) {
            sum = doubled(sum, curve.p);
            if (number.testBit(i)) {
                sum = add(sum, base, curve.p);
            }
        }
        BigInteger inverse = sum.z.modInverse(curve.p);
        BigInteger square = inverse.multiply(inverse).mod(curve.p);
        int size = (bits + 7) / 8;
        byte[] point = new byte[2 * size + 1];
        point[0] = 4;
        put(sum.x.multiply(square).mod(curve.p), point, 1, size);
        put(sum.y.multiply(square).multiply(inverse).mod(curve.p), point, 1 + size, size);
        return Optional.of(point);
    }

    private static Point doubled(Point point, BigInteger p) {
        BigInteger square = point.z.multiply(point.z).mod(p);
        BigInteger slope = point.x
                .subtract(square)
                .multiply(point.x.add(square))
                .multiply(BigInteger.valueOf(3))
                .mod(p);
        BigInteger y2 = point.y.multiply(point.y).mod(p);
        BigInteger xy = point.x.multiply(y2).shiftLeft(2).mod(p);
        BigInteger x = slope.multiply(slope).subtract(xy.shiftLeft(1)).mod(p);
        BigInteger y = slope.multiply(xy.subtract(x))
                .subtract(y2.multiply(y2).shiftLeft(3))
                .mod(p);
        return new Point(x, y, point.y.multiply(point.z).shiftLeft(1).mod(p));
    }

    /** Adds a point whose Z is 1. */
    private static Point add(Point point, Point affine, BigInteger p) {
        BigInteger square = point.z.multiply(point.z).mod(p);
        BigInteger h = affine.x.multiply(square).subtract(point.x).mod(p);
        BigInteger r =
                affine.y.multiply(square).multiply(point.z).subtract(point.y).mod(p);
        if (h.signum() == 0 && r.signum() == 0) {
            return doubled(point, p);
        }
        BigInteger h2 = h.multiply(h).mod(p);
        BigInteger h3 = h2.multiply(h).mod(p);
        BigInteger v = point.x.multiply(h2).mod(p);
        BigInteger x = r.multiply(r).subtract(h3).subtract(v.shiftLeft(1)).mod(p);
        BigInteger y = r.multiply(v.subtract(x)).subtract(point.y.multiply(h3)).mod(p);
        return new Point(x, y, point.z.multiply(h).mod(p));
    }

    private static void put(BigInteger number, byte[] target, int at, int size) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > size ? bytes.length - size : 0;
        System.arraycopy(bytes, from, target, at + size - (bytes.length - from), bytes.length - from);
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }
}
