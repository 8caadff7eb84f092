package dev.sshwhy.testing;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fresh key that can sign, as SSH writes it (RFC 8709, RFC 4253 §6.6).
 *
 * @param pair the JDK's key pair
 * @param publicKey the same, as evidence
 */
public record SigningKey(KeyPair pair, PublicKey publicKey) {

    public static SigningKey ed25519() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            return new SigningKey(pair, publicKey(strings(text("ssh-ed25519"), point)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static SigningKey rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            RSAPublicKey key = (RSAPublicKey) pair.getPublic();
            return new SigningKey(
                    pair,
                    publicKey(strings(
                            text("ssh-rsa"),
                            key.getPublicExponent().toByteArray(),
                            key.getModulus().toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A public key from its wire encoding: its type and fingerprint, whatever else it holds. */
    public static PublicKey publicKey(byte[] encoding) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoding);
            int length = encoding[3] & 0xff;
            return new PublicKey(
                    new String(encoding, 4, length, StandardCharsets.US_ASCII),
                    256,
                    "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest),
                    Base64.getEncoder().encodeToString(encoding),
                    "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signature as RFC 4253 §6.6 encodes it. */
    public byte[] sign(String algorithm, byte[] data) {
        try {
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case "ssh-ed25519" -> "Ed25519";
                        case "rsa-sha2-512" -> "SHA512withRSA";
                        case "rsa-sha2-256" -> "SHA256withRSA";
                        default -> "SHA1withRSA";
                    });
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return strings(text(algorithm), signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An identity file with this key, which loads in this way. */
    public Identity identity(String path, Loading loading) {
        return identity(path, loading, false);
    }

    /** The same key in the agent. */
    public Identity inAgent() {
        return identity("", Loading.FAILS, true);
    }

    private Identity identity(String path, Loading loading, boolean inAgent) {
        FileFacts file = new FileFacts(path, FileFacts.Kind.REGULAR, OptionalInt.of(0600), "me", true, 400);
        KeyFile contents = new KeyFile(
                file,
                KeyFormat.OPENSSH_V1,
                Optional.of(publicKey.type()),
                OptionalInt.of(256),
                Optional.of(publicKey),
                "",
                loading == Loading.ASKS_PASSPHRASE,
                loading,
                List.of());
        return new Identity(
                path,
                inAgent ? Identity.NamedBy.AGENT : Identity.NamedBy.DEFAULT,
                Optional.empty(),
                inAgent ? Observed.absent(path) : Observed.present(contents),
                Observed.absent(path + ".pub"),
                Optional.of(publicKey),
                inAgent ? Identity.PublicFrom.AGENT : Identity.PublicFrom.EMBEDDED,
                inAgent ? Identity.Pair.NONE : Identity.Pair.OK,
                inAgent,
                1,
                "");
    }

    /** The identity as ssh sees it where no public half can be read (PEM without a .pub). */
    public static Identity withoutPublicHalf(Identity identity) {
        return new Identity(
                identity.path(),
                identity.namedBy(),
                identity.namedAt(),
                identity.file(),
                identity.publicFile(),
                Optional.empty(),
                Identity.PublicFrom.NONE,
                Identity.Pair.NONE,
                false,
                identity.offered(),
                "");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] strings(byte[]... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] value : values) {
            out.write(value.length >>> 24);
            out.write(value.length >>> 16);
            out.write(value.length >>> 8);
            out.write(value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }
}
