package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The openssh-key-v1 format (OpenSSH PROTOCOL.key), read as strictly as sshkey.c sshkey_parse_private2 does. */
final class OpenSshContainer {
    static final String HEADER = "-----BEGIN OPENSSH PRIVATE KEY-----";
    static final String FOOTER = "-----END OPENSSH PRIVATE KEY-----";
    static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] HEADER_LINE = (HEADER + "\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOOTER_LINE = (FOOTER + "\n").getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, Cipher> CIPHERS = Map.ofEntries(
            Map.entry("none", new Cipher(8, 0)),
            Map.entry("3des-cbc", new Cipher(8, 0)),
            Map.entry("aes128-cbc", new Cipher(16, 0)),
            Map.entry("aes192-cbc", new Cipher(16, 0)),
            Map.entry("aes256-cbc", new Cipher(16, 0)),
            Map.entry("aes128-ctr", new Cipher(16, 0)),
            Map.entry("aes192-ctr", new Cipher(16, 0)),
            Map.entry("aes256-ctr", new Cipher(16, 0)),
            Map.entry("aes128-gcm@openssh.com", new Cipher(16, 16)),
            Map.entry("aes256-gcm@openssh.com", new Cipher(16, 16)),
            Map.entry("chacha20-poly1305@openssh.com", new Cipher(8, 16)));

    private OpenSshContainer() {}

    /** Sizes in bytes (OpenSSH cipher.c). */
    private record Cipher(int block, int authentication) {}

    /**
     * The bytes between the two armour lines (sshkey.c private2_uudecode): the first line must stand at the very
     * beginning, both must end in LF alone; within, CR, LF and blanks are passed over.
     */
    static Optional<byte[]> unarmoured(byte[] file) {
        if (!startsWith(file, 0, HEADER_LINE)) {
            return Optional.empty();
        }
        byte[] body = new byte[file.length];
        int count = 0;
        for (int i = HEADER_LINE.length; i < file.length; i++) {
            if (file[i] != '\n' && file[i] != '\r') {
                body[count++] = file[i];
            } else if (file[i] == '\n' && startsWith(file, i + 1, FOOTER_LINE)) {
                return Base64Text.likeSsh(Arrays.copyOf(body, count)).filter(OpenSshContainer::hasMagic);
            }
        }
        return Optional.empty();
    }

    static boolean hasMagic(byte[] decoded) {
        return startsWith(decoded, 0, MAGIC);
    }

    /** The public half, which ssh reads without the passphrase (sshkey_parse_private2_pubkey). */
    static Optional<PublicKey> publicHalf(byte[] decoded) {
        return Outer.of(decoded).flatMap(it -> PublicKeys.fromBlob(it.blob, ""));
    }

    /** What stands before the private section; {@code size} is that section's, and -1 when the file ends before it. */
    private static final class Outer {
        private final String cipher;
        private final String derivation;
        private final byte[] options;
        private final byte[] blob;
        private final long size;
        private final Wire rest;

        private Outer(String cipher, String derivation, byte[] options, byte[] blob, Wire rest) {
            this.cipher = cipher;
            this.derivation = derivation;
            this.options = options;
            this.blob = blob;
            this.size = rest.number().orElse(-1L);
            this.rest = rest;
        }

        static Optional<Outer> of(byte[] decoded) {
            if (!hasMagic(decoded)) {
                return Optional.empty();
            }
            Wire wire = new Wire(Arrays.copyOfRange(decoded, MAGIC.length, decoded.length));
            Optional<String> cipher = wire.text();
            Optional<String> derivation = wire.text();
            Optional<byte[]> options = wire.string();
            boolean one = wire.number().equals(Optional.of(1L));
            Optional<byte[]> blob = wire.string();
            return cipher.isPresent() && derivation.isPresent() && options.isPresent() && one
                    ? blob.map(it -> new Outer(cipher.get(), derivation.get(), options.get(), it, wire))
                    : Optional.empty();
        }

        boolean isEncrypted() {
            return !derivation.equals("none");
        }
    }

    /** Reads the decoded file; a fault of kind DAMAGED tells where it broke off. */
    static PrivateReading read(byte[] decoded) {
        Optional<Outer> found = Outer.of(decoded);
        if (found.isEmpty()) {
            return damaged(
                    KeyContents.of(KeyFormat.OPENSSH_V1, false, Loading.LOADS),
                    "cut or altered at its beginning: after the first bytes no key follows");
        }
        Outer outer = found.get();
        KeyContents contents = KeyContents.of(
                KeyFormat.OPENSSH_V1,
                outer.isEncrypted(),
                outer.isEncrypted() ? Loading.ASKS_PASSPHRASE : Loading.LOADS);
        Optional<PublicKey> key = PublicKeys.fromBlob(outer.blob, "");
        Optional<String> type = PublicKeys.innerType(outer.blob);
        if (key.isEmpty()) {
            boolean unknown = type.filter(PublicKeys::isKnownType).isEmpty()
                    && type.filter(Armour::isPlainName).isPresent();
            return unknown
                    ? PrivateReading.of(contents.withType(type.get())
                            .withKey(PublicKeys.ofUnknownType(outer.blob, ""))
                            .withFault(KeyContents.unknownType(type.get())))
                    : damaged(contents, "the public half inside is not a valid key: letters were changed");
        }
        contents = contents.withKey(key);
        Optional<Cipher> cipher = Optional.ofNullable(CIPHERS.get(outer.cipher));
        boolean knownDerivation = outer.derivation.equals("none") || outer.derivation.equals("bcrypt");
        if (outer.size >= 0 && (cipher.isEmpty() || !knownDerivation)) {
            return damaged(contents, "encrypted in a way OpenSSH does not know, or altered at its beginning");
        }
        long missing = outer.size + cipher.map(Cipher::authentication).orElse(0) - outer.rest.remaining();
        if (outer.size < 0 || missing > 0) {
            return damaged(contents, cut(decoded.length, outer.size < 0 ? 0 : missing));
        }
        if (missing < 0
                || outer.size < cipher.get().block()
                || outer.size % cipher.get().block() != 0) {
            return damaged(contents, "the sizes inside contradict each other: letters were added or changed");
        }
        if (!outer.isEncrypted()) {
            return outer.cipher.equals("none")
                    ? OpenSshPrivateSection.read(outer.rest.take(outer.size).get(), key.get(), contents)
                    : damaged(contents, "it names a cipher but no passphrase: altered at its beginning");
        }
        Wire options = new Wire(outer.options);
        boolean usable = options.string().filter(it -> it.length > 0).isPresent()
                && options.number().filter(it -> it > 0).isPresent();
        if (!usable) {
            return damaged(contents, "what the passphrase is mixed with is missing: altered at its beginning");
        }
        return PrivateReading.of(key.get().isSecurityKey() ? needsToken(contents) : contents);
    }

    static KeyContents needsToken(KeyContents contents) {
        return new KeyContents(
                contents.format(),
                contents.type(),
                contents.bits(),
                contents.publicKey(),
                contents.comment(),
                contents.encrypted(),
                Loading.NEEDS_TOKEN,
                contents.faults());
    }

    static PrivateReading damaged(KeyContents contents, String detail) {
        return PrivateReading.of(contents.withFault(KeyContents.fault(
                KeyFault.Kind.DAMAGED, detail + "; restore the file from a backup or make a new key")));
    }

    private static String cut(int there, long missing) {
        // 70 letters a line, three bytes in four letters.
        long lines = (there * 4L / 3 + 69) / 70;
        long all = ((there + missing) * 4L / 3 + 69) / 70;
        return missing == 0
                ? "cut within the public half, after " + there + " bytes"
                : "cut: " + missing + " of " + (there + missing) + " bytes are missing"
                        + (all > lines ? ", about " + (all - lines) + " of " + all + " lines" : "");
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] beginning) {
        return bytes.length - at >= beginning.length
                && Arrays.equals(bytes, at, at + beginning.length, beginning, 0, beginning.length);
    }
}
