package dev.sshwhy.testing;

import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.PublicKeys;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Ed25519 key pairs made for tests: a number always gives the same pair, so no private key needs to be committed. */
public final class TestKeys {
    private static final String TYPE = "ssh-ed25519";
    private static final int AUTHORITY = 12;

    private TestKeys() {}

    /** The public half of test key {@code number}. */
    public static PublicKey publicKey(int number) {
        return PublicKeys.fromBlob(blob(number), comment(number)).orElseThrow();
    }

    public static KeyPair pair(int number) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Repeating((byte) number));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key file as ssh-keygen writes it (PROTOCOL.key); with a passphrase, its private part is noise. */
    public static String privateFile(int number, boolean encrypted) {
        byte[] seed = ((EdECPrivateKey) pair(number).getPrivate()).getBytes().orElseThrow();
        byte[] point = point(number);
        byte[] secret = written(out -> {
            out.writeInt(number);
            out.writeInt(number); // the two check numbers
            string(out, TYPE.getBytes(StandardCharsets.US_ASCII));
            string(out, point);
            out.writeInt(seed.length + point.length);
            out.write(seed);
            out.write(point);
            string(out, comment(number).getBytes(StandardCharsets.US_ASCII));
        });
        int blockSize = encrypted ? 16 : 8;
        byte[] padded = Arrays.copyOf(secret, (secret.length + blockSize - 1) / blockSize * blockSize);
        for (int i = secret.length; i < padded.length; i++) {
            padded[i] = (byte) (i - secret.length + 1);
        }
        if (encrypted) {
            new Repeating((byte) (number + 100)).nextBytes(padded);
        }
        byte[] file = written(out -> {
            out.write("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
            string(out, (encrypted ? "aes256-ctr" : "none").getBytes(StandardCharsets.US_ASCII));
            string(out, (encrypted ? "bcrypt" : "none").getBytes(StandardCharsets.US_ASCII));
            string(
                    out,
                    encrypted
                            ? written(it -> {
                                string(it, new byte[16]);
                                it.writeInt(16);
                            })
                            : new byte[0]);
            out.writeInt(1);
            string(out, blob(number));
            string(out, padded);
        });
        String body = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    /** A signature as RFC 8709 §6 encodes it. */
    public static byte[] sign(int number, byte[] data) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair(number).getPrivate());
            signature.update(data);
            byte[] bytes = signature.sign();
            return written(out -> {
                string(out, TYPE.getBytes(StandardCharsets.US_ASCII));
                string(out, bytes);
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A user certificate of test key {@code number}, signed by test key 12 (PROTOCOL.certkeys); seconds since 1970. */
    public static PublicKey certificate(int number, long validAfter, long validBefore, String... principals) {
        return certificate(1, number, validAfter, validBefore, principals);
    }

    /** The same for a host. */
    public static PublicKey hostCertificate(int number, long validAfter, long validBefore, String... principals) {
        return certificate(2, number, validAfter, validBefore, principals);
    }

    /** A certificate whose contents were changed after it was signed. */
    public static PublicKey changed(PublicKey certificate) {
        byte[] blob = Base64.getDecoder().decode(certificate.blob());
        blob[4 + TYPE.length() + "-cert-v01@openssh.com".length() + 4] ^= 1; // in the nonce
        return PublicKeys.fromBlob(blob, certificate.comment()).orElseThrow();
    }

    private static PublicKey certificate(
            int purpose, int number, long validAfter, long validBefore, String... principals) {
        byte[] unsigned = written(out -> {
            string(out, (TYPE + "-cert-v01@openssh.com").getBytes(StandardCharsets.US_ASCII));
            string(out, new byte[32]); // the nonce
            string(out, point(number));
            out.writeLong(7);
            out.writeInt(purpose); // 1 for a user, 2 for a host
            string(out, "made for tests".getBytes(StandardCharsets.US_ASCII));
            string(out, written(names -> {
                for (String principal : principals) {
                    string(names, principal.getBytes(StandardCharsets.US_ASCII));
                }
            }));
            out.writeLong(validAfter);
            out.writeLong(validBefore);
            string(out, new byte[0]); // critical options
            string(out, new byte[0]); // extensions
            string(out, new byte[0]); // reserved
            string(out, blob(AUTHORITY));
        });
        byte[] signed = written(out -> {
            out.write(unsigned);
            string(out, sign(AUTHORITY, unsigned));
        });
        return PublicKeys.fromBlob(signed, comment(number)).orElseThrow();
    }

    /** "@CERTIFICATE number principal validAfter validBefore@" */
    private static String certificateLine(String words) {
        List<String> parts = List.of(words.split(" ", -1));
        return certificate(
                        Integer.parseInt(parts.get(0)),
                        Long.parseLong(parts.get(2)),
                        Long.parseLong(parts.get(3)),
                        parts.get(1))
                .line();
    }

    /** The text with {@code @CERTIFICATE N NAME FROM TO@}, {@code @KEY N@}, {@code @FINGERPRINT N@} and {@code @BLOB N@} replaced. */
    public static String filledIn(String text) {
        String filled = text;
        for (int number = 1; number <= 12; number++) {
            PublicKey key = publicKey(number);
            filled = filled.replace("@KEY " + number + "@", key.line())
                    .replace("@FINGERPRINT " + number + "@", key.fingerprint())
                    .replace("@BLOB " + number + "@", key.blob());
        }
        String start = "@CERTIFICATE ";
        for (int at = filled.indexOf(start); at >= 0; at = filled.indexOf(start)) {
            int end = filled.indexOf('@', at + 1);
            filled = filled.substring(0, at)
                    + certificateLine(filled.substring(at + start.length(), end))
                    + filled.substring(end + 1);
        }
        return filled;
    }

    private static String comment(int number) {
        return "made-for-tests-" + number;
    }

    private static byte[] point(int number) {
        byte[] encoded = pair(number).getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static byte[] blob(int number) {
        return written(out -> {
            string(out, TYPE.getBytes(StandardCharsets.US_ASCII));
            string(out, point(number));
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void string(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /** "Random" bytes that are the same in every run. */
    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte value;

        private Repeating(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}
