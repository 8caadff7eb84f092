package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeySignerTest {
    private static final byte[] DATA = "session and request".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "rsa2048,       rsa-sha2-256, SHA256withRSA",
        "rsa2048.pem,   rsa-sha2-512, SHA512withRSA",
        "rsa2048.pkcs8, ssh-rsa,      SHA1withRSA"
    })
    void signsWithRsa(String name, String algorithm, String java) throws GeneralSecurityException {
        PrivateKeySigner signer = PrivateKeySigner.from(TestKeys.bytes(name)).orElseThrow();
        Wire key = new Wire(
                Base64.getDecoder().decode(signer.publicKey().orElseThrow().blob()));
        key.text();
        BigInteger e = key.bigNumber().orElseThrow();
        BigInteger n = key.bigNumber().orElseThrow();
        Signature verifier = Signature.getInstance(java);
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e)));
        verifier.update(DATA);
        assertTrue(verifier.verify(signature(signer, algorithm, algorithm)));
    }

    @Test
    void signsWithTheFactorsOfAPemKeyWhoseOwnExponentIsAltered() {
        byte[] der = PemBlock.all(TestKeys.bytes("rsa2048.pem")).get(0).data().orElseThrow();
        assertArrayEquals(signature(der), signature(altered(der, 3)), "OpenSSL never looks at d");
        assertArrayEquals(signature(der), signature(altered(der, 6)), "d is as good as d mod p-1");
        byte[] both = altered(altered(der, 3), 6);
        assertFalse(PrivateKeySigner.from(pem(both)).isPresent());
        byte[] evenFactor = altered(der, 4, -1);
        assertFalse(PrivateKeySigner.from(pem(evenFactor)).isPresent(), "OpenSSL gives up on it");
        byte[] version = der.clone();
        version[6] = 1;
        assertFalse(PrivateKeySigner.from(pem(version)).isPresent(), "version 1 without further primes");
    }

    private static byte[] signature(byte[] der) {
        return signature(PrivateKeySigner.from(pem(der)).orElseThrow(), "rsa-sha2-256", "rsa-sha2-256");
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN RSA PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END RSA PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same RSAPrivateKey with one bit changed in its number of that index (RFC 8017 A.1.2). */
    private static byte[] altered(byte[] der, int index) {
        return altered(der, index, 40);
    }

    /** {@code place} counts from the number's head, or from its end when it is negative. */
    private static byte[] altered(byte[] der, int index, int place) {
        int at = 4; // the head of the sequence
        for (int i = 0; i < index; i++) {
            at += (int) Der.claimedSize(Arrays.copyOfRange(der, at, der.length)).orElseThrow();
        }
        byte[] changed = der.clone();
        int size =
                (int) Der.claimedSize(Arrays.copyOfRange(der, at, der.length)).orElseThrow();
        changed[place < 0 ? at + size + place : at + place] ^= 1;
        return changed;
    }

    @Test
    void signsWithEd25519() throws GeneralSecurityException {
        PrivateKeySigner signer =
                PrivateKeySigner.from(TestKeys.bytes("ed25519")).orElseThrow();
        Wire key = new Wire(
                Base64.getDecoder().decode(signer.publicKey().orElseThrow().blob()));
        key.text();
        byte[] head = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] whole = Arrays.copyOf(head, head.length + 32);
        System.arraycopy(key.string().orElseThrow(), 0, whole, head.length, 32);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole)));
        verifier.update(DATA);
        assertTrue(verifier.verify(signature(signer, "ssh-ed25519", "ssh-ed25519")));
    }

    @ParameterizedTest
    @CsvSource({"ecdsa256.pem,256", "ecdsa256.pkcs8,256", "ecdsa521,521"})
    void signsWithEcdsaInTwoNumbers(String name, int bits) {
        PrivateKeySigner signer = PrivateKeySigner.from(TestKeys.bytes(name)).orElseThrow();
        String algorithm = "ecdsa-sha2-nistp" + bits;
        Wire numbers = new Wire(signature(signer, algorithm, algorithm));
        assertTrue(numbers.bigNumber().orElseThrow().bitLength() <= bits);
        assertTrue(numbers.bigNumber().orElseThrow().bitLength() <= bits);
        assertEquals(0, numbers.remaining());
    }

    @Test
    void signsForACertificateUnderThePlainName() {
        PrivateKeySigner signer =
                PrivateKeySigner.from(TestKeys.bytes("rsa2048")).orElseThrow();
        signature(signer, "rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-512");
    }

    @Test
    void refusesTheAlgorithmOfAnotherKey() {
        PrivateKeySigner signer =
                PrivateKeySigner.from(TestKeys.bytes("ed25519")).orElseThrow();
        assertEquals(Optional.empty(), signer.sign("rsa-sha2-512", DATA));
        assertEquals(Optional.empty(), signer.sign("", DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ed25519-encrypted",
                "rsa2048-encrypted.pem",
                "ed25519.ppk",
                "ed25519.pkcs8",
                "rsa768.pem",
                "dsa",
                "ed25519.pub"
            })
    void takesNoKeyThatSshWouldNotLoadInSilence(String name) {
        assertFalse(PrivateKeySigner.from(TestKeys.bytes(name)).isPresent());
    }

    private static byte[] signature(PrivateKeySigner signer, String algorithm, String named) {
        Wire wire = new Wire(signer.sign(algorithm, DATA).orElseThrow());
        assertEquals(Optional.of(named), wire.text());
        byte[] signature = wire.string().orElseThrow();
        assertEquals(0, wire.remaining());
        return signature;
    }
}
