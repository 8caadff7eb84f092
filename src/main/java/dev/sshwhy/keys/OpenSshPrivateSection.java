package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The unencrypted private section of openssh-key-v1 (PROTOCOL.key §3; sshkey.c sshkey_private_deserialize). */
final class OpenSshPrivateSection {
    private static final int ED25519_PRIVATE_SIZE = 64;

    private OpenSshPrivateSection() {}

    /** What the numbers of one key type come to. */
    private static final class Numbers {
        private final byte[] publicBlob;
        private final Optional<PrivateHalf> half;

        Numbers(byte[] publicBlob, Optional<PrivateHalf> half) {
            this.publicBlob = publicBlob;
            this.half = half;
        }
    }

    /** Reads the section; {@code outer} is the public half that stands before it and must be the same key. */
    static PrivateReading read(byte[] section, PublicKey outer, KeyContents contents) {
        Wire wire = new Wire(section);
        if (!wire.number().equals(wire.number())) {
            return OpenSshContainer.damaged(
                    contents,
                    "the check numbers of the private half differ: letters were changed (ssh takes that for a wrong passphrase, though there is none)");
        }
        Optional<String> type = wire.text();
        if (outer.isCertificate()) {
            return PrivateReading.of(contents);
        }
        Optional<Numbers> numbers = type.flatMap(it -> numbers(it, wire, outer));
        Optional<byte[]> comment = numbers.isEmpty() ? Optional.empty() : wire.string();
        if (comment.isEmpty() || hasNulInside(comment.get())) {
            return OpenSshContainer.damaged(contents, "the private half breaks off or is altered");
        }
        contents = contents.withComment(text(comment.get()));
        if (!isPadding(wire)) {
            return OpenSshContainer.damaged(
                    contents, "the filling behind the private half is not 1, 2, 3 …: letters were changed");
        }
        byte[] blob = numbers.get().publicBlob;
        if (PublicKeys.fromBlob(blob, "").filter(outer::isSameKeyAs).isEmpty()) {
            return OpenSshContainer.damaged(
                    contents, "the public half outside is not the one inside the private half: letters were changed");
        }
        if (numbers.get().half.isPresent()) {
            return PrivateReading.of(contents, numbers.get().half.get());
        }
        return PrivateReading.of(outer.isSecurityKey() ? OpenSshContainer.needsToken(contents) : contents);
    }

    private static Optional<Numbers> numbers(String type, Wire wire, PublicKey outer) {
        return switch (type) {
            case "ssh-ed25519" -> ed25519(wire, outer);
            case "ssh-rsa" -> rsa(wire, outer);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ecdsa(type, wire, outer);
            case "ssh-dss" -> dsa(wire);
            case "sk-ssh-ed25519@openssh.com" -> securityKey(type, wire, 2);
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> securityKey(type, wire, 3);
            default -> Optional.empty();
        };
    }

    private static Optional<Numbers> ed25519(Wire wire, PublicKey outer) {
        Optional<byte[]> point = wire.string();
        Optional<byte[]> secret = wire.string().filter(it -> it.length == ED25519_PRIVATE_SIZE);
        if (point.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        byte[] seed = Arrays.copyOf(secret.get(), 32);
        // ssh signs with the copy of the public half behind the seed (crypto_sign_ed25519).
        byte[] copy = Arrays.copyOfRange(secret.get(), 32, ED25519_PRIVATE_SIZE);
        byte[] blob = WireWriter.of("ssh-ed25519").string(point.get()).bytes();
        return Optional.of(new Numbers(blob, Optional.of(new PrivateHalf.Ed25519(outer, seed, copy))));
    }

    private static Optional<Numbers> rsa(Wire wire, PublicKey outer) {
        Optional<BigInteger> n = wire.bigNumber();
        Optional<BigInteger> e = wire.bigNumber();
        Optional<BigInteger> d = wire.bigNumber();
        boolean inverse = wire.bigNumber().isPresent();
        Optional<BigInteger> p = wire.bigNumber();
        Optional<BigInteger> q = wire.bigNumber();
        if (n.isEmpty() || e.isEmpty() || d.isEmpty() || !inverse || p.isEmpty() || q.isEmpty()) {
            return Optional.empty();
        }
        byte[] blob = WireWriter.of("ssh-rsa")
                .string(e.get().toByteArray())
                .string(n.get().toByteArray())
                .bytes();
        return Optional.of(new Numbers(
                blob, Optional.of(new PrivateHalf.Rsa(outer, n.get(), e.get(), d.get(), p.get(), q.get()))));
    }

    private static Optional<Numbers> ecdsa(String type, Wire wire, PublicKey outer) {
        Optional<byte[]> curve = wire.string();
        Optional<byte[]> point = wire.string();
        Optional<BigInteger> number = wire.bigNumber();
        int bits = Integer.parseInt(type.substring(type.length() - 3));
        if (curve.isEmpty()
                || point.isEmpty()
                || number.filter(it -> EllipticCurves.isPrivateNumber(bits, it)).isEmpty()) {
            return Optional.empty();
        }
        byte[] blob =
                WireWriter.of(type).string(curve.get()).string(point.get()).bytes();
        return Optional.of(
                new Numbers(blob, Optional.of(new PrivateHalf.Ecdsa(outer, bits, point.get(), number.get()))));
    }

    private static Optional<Numbers> dsa(Wire wire) {
        WireWriter blob = WireWriter.of("ssh-dss");
        for (int i = 0; i < 4; i++) { // p, q, g, y
            Optional<BigInteger> number = wire.bigNumber();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            blob.string(number.get().toByteArray());
        }
        return wire.bigNumber().map(it -> new Numbers(blob.bytes(), Optional.empty()));
    }

    /** Public fields, then flags, key handle and a reserved field (PROTOCOL.u2f); the secret is in the token. */
    private static Optional<Numbers> securityKey(String type, Wire wire, int publicFields) {
        WireWriter blob = WireWriter.of(type);
        for (int i = 0; i < publicFields; i++) {
            Optional<byte[]> field = wire.string();
            if (field.isEmpty()) {
                return Optional.empty();
            }
            blob.string(field.get());
        }
        boolean whole = wire.octet().isPresent()
                && wire.string().isPresent()
                && wire.string().isPresent();
        return whole ? Optional.of(new Numbers(blob.bytes(), Optional.empty())) : Optional.empty();
    }

    /** sshkey.c private2_check_padding: 1, 2, 3 … to the end. */
    private static boolean isPadding(Wire wire) {
        int expected = 1;
        while (wire.remaining() > 0) {
            if (wire.octet().orElse(-1) != (expected++ & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** sshbuf_get_cstring refuses a NUL, but for one at the very end. */
    private static boolean hasNulInside(byte[] text) {
        for (int i = 0; i < text.length - 1; i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] comment) {
        int length = comment.length > 0 && comment[comment.length - 1] == 0 ? comment.length - 1 : comment.length;
        return new String(comment, 0, length, StandardCharsets.UTF_8);
    }
}
