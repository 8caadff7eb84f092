package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.util.Base64;

/**
 * Whether a key that was put together from pieces can be one that somebody made. A wrong piece gives a point beside the curve
 * (ECDSA: always, Ed25519: every second time) or a modulus with small factors (nine times in ten).
 */
final class AccountPlausibility {
    private static final BigInteger ED25519_PRIME =
            BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ED25519_D =
            new BigInteger("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3", 16);
    private static final BigInteger SMALL_PRIMES = product(2000);

    private AccountPlausibility() {}

    /** Whether nothing speaks against the key; {@code key} is well-formed. */
    static boolean isPlausible(PublicKey key) {
        Wire wire = new Wire(Base64.getDecoder().decode(key.blob()));
        boolean named = wire.text().isPresent();
        return switch (key.type()) {
            case "ssh-ed25519", "sk-ssh-ed25519@openssh.com" ->
                named && wire.string().filter(AccountPlausibility::isOnCurve).isPresent();
            case "ssh-rsa" ->
                named
                        && wire.bigNumber()
                                .filter(it -> it.testBit(0) && it.bitLength() > 1)
                                .isPresent()
                        && wire.bigNumber()
                                .filter(it -> it.gcd(SMALL_PRIMES).equals(BigInteger.ONE))
                                .isPresent();
            default -> true;
        };
    }

    /** RFC 8032 §5.1.3: x² = (y² - 1) / (d y² + 1) must have a root (Euler's criterion). */
    private static boolean isOnCurve(byte[] point) {
        byte[] big = new byte[point.length];
        for (int i = 0; i < point.length; i++) {
            big[i] = point[point.length - 1 - i];
        }
        big[0] &= 0x7f;
        BigInteger y = new BigInteger(1, big);
        BigInteger square = y.multiply(y).mod(ED25519_PRIME);
        BigInteger u = square.subtract(BigInteger.ONE).mod(ED25519_PRIME);
        BigInteger v = ED25519_D.multiply(square).add(BigInteger.ONE).mod(ED25519_PRIME);
        BigInteger product = u.multiply(v).mod(ED25519_PRIME);
        BigInteger half = ED25519_PRIME.shiftRight(1);
        return product.signum() == 0 || product.modPow(half, ED25519_PRIME).equals(BigInteger.ONE);
    }

    private static BigInteger product(int limit) {
        BigInteger product = BigInteger.TWO;
        for (int i = 3; i < limit; i += 2) {
            BigInteger number = BigInteger.valueOf(i);
            product = number.isProbablePrime(20) ? product.multiply(number) : product;
        }
        return product;
    }
}
