package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Public keys and certificates as SSH writes them (RFC 4253 §6.6, RFC 5656, RFC 8709, PROTOCOL.u2f, PROTOCOL.certkeys). */
public final class PublicKeys {
    private static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";
    private static final int MOST_PARTS = 4;
    private static final Map<String, Integer> CURVE_BITS = Map.of("nistp256", 256, "nistp384", 384, "nistp521", 521);

    private PublicKeys() {}

    /**
     * The key in a blob, where it is whole: nothing missing, nothing left over (OpenSSH sshkey.c sshkey_from_blob).
     * A type that is not known is refused, as sshd refuses it.
     */
    public static Optional<PublicKey> fromBlob(byte[] blob, String comment) {
        Wire wire = new Wire(blob);
        Optional<String> type = wire.text();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String plain = plainType(type.get());
        boolean certificate = !plain.equals(type.get());
        if (certificate && wire.string().isEmpty()) { // the nonce
            return Optional.empty();
        }
        Optional<Parts> parts = parts(plain, wire);
        if (parts.isEmpty() || (certificate ? !hasCertificateTail(wire) : wire.remaining() > 0)) {
            return Optional.empty();
        }
        byte[] fingerprinted = certificate ? parts.get().plainBlob : blob;
        return Optional.of(new PublicKey(
                type.get(),
                parts.get().bits,
                fingerprint(fingerprinted),
                Base64.getEncoder().encodeToString(blob),
                comment));
    }

    /**
     * A key or certificate of a type that {@link #fromBlob} does not know, as far as it tells of itself: its name and its
     * fingerprint. What its parts mean, and whether they are whole, cannot be said.
     */
    static Optional<PublicKey> ofUnknownType(byte[] blob, String comment) {
        Optional<String> type = innerType(blob).filter(Armour::isPlainName).filter(it -> !isKnownType(it));
        return type.flatMap(it -> plainBlob(it, blob))
                .map(it -> new PublicKey(
                        type.get(),
                        nominalBits(plainType(type.get())),
                        fingerprint(it),
                        Base64.getEncoder().encodeToString(blob),
                        comment));
    }

    /** The key inside a certificate: as many strings as leave the rest to be a certificate's. Any other blob is its own. */
    private static Optional<byte[]> plainBlob(String type, byte[] blob) {
        String plain = plainType(type);
        if (plain.equals(type)) {
            return Optional.of(blob);
        }
        for (int parts = 1; parts <= MOST_PARTS; parts++) {
            Wire wire = new Wire(blob);
            boolean whole = wire.text().isPresent() && wire.string().isPresent(); // the type and the nonce
            WireWriter key = WireWriter.of(plain);
            for (int i = 0; i < parts && whole; i++) {
                Optional<byte[]> part = wire.string();
                part.ifPresent(key::string);
                whole = part.isPresent();
            }
            if (whole && hasCertificateTail(wire)) {
                return Optional.of(key.bytes());
            }
        }
        return Optional.empty();
    }

    /** Sizes that their makers gave to types of one size (OpenSSH 10.5 ssh-mldsa-eddsa.c; PuTTY's Ed448); 0 for others. */
    private static int nominalBits(String plainType) {
        return switch (plainType) {
            case "ssh-mldsa44-ed25519@openssh.com" -> 256;
            case "ssh-ed448" -> 448;
            default -> 0;
        };
    }

    /** "SHA256:" and the hash in base64 without padding, as {@code ssh-keygen -l} prints it. */
    public static String fingerprint(byte[] blob) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256", blob));
    }

    /** "MD5:" and hex pairs, as {@code ssh-keygen -l -E md5} prints it. */
    public static String md5Fingerprint(byte[] blob) {
        StringBuilder text = new StringBuilder("MD5");
        for (byte it : digest("MD5", blob)) {
            text.append(String.format(":%02x", it));
        }
        return text.toString();
    }

    /** The type a certificate of this type certifies; any other type is its own. */
    public static String plainType(String type) {
        if (!type.endsWith(CERTIFICATE_SUFFIX)) {
            return type;
        }
        String stem = type.substring(0, type.length() - CERTIFICATE_SUFFIX.length());
        boolean own = stem.startsWith("sk-") || stem.startsWith("ssh-mldsa");
        return own ? stem + "@openssh.com" : stem;
    }

    /** The type that a blob says it is, however broken the rest. */
    public static Optional<String> innerType(byte[] blob) {
        return new Wire(blob).text();
    }

    /** Whether OpenSSH knows this name of a key or certificate type. */
    public static boolean isKnownType(String type) {
        return switch (plainType(type)) {
            case "ssh-ed25519",
                    "ssh-rsa",
                    "ssh-dss",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "sk-ssh-ed25519@openssh.com",
                    "sk-ecdsa-sha2-nistp256@openssh.com" -> true;
            default -> false;
        };
    }

    private static final class Parts {
        private final int bits;
        private final byte[] plainBlob;

        Parts(int bits, byte[] plainBlob) {
            this.bits = bits;
            this.plainBlob = plainBlob;
        }
    }

    private static Optional<Parts> parts(String type, Wire wire) {
        return switch (type) {
            case "ssh-ed25519" ->
                wire.string()
                        .filter(it -> it.length == 32)
                        .map(it -> new Parts(256, WireWriter.of(type).string(it).bytes()));
            case "sk-ssh-ed25519@openssh.com" ->
                wire.string()
                        .filter(it -> it.length == 32)
                        .flatMap(point -> wire.string()
                                .map(application -> new Parts(
                                        256,
                                        WireWriter.of(type)
                                                .string(point)
                                                .string(application)
                                                .bytes())));
            case "ssh-rsa" ->
                wire.bigNumber()
                        .flatMap(e -> wire.bigNumber()
                                .filter(n -> n.signum() > 0)
                                .map(n -> new Parts(
                                        n.bitLength(),
                                        WireWriter.of(type)
                                                .string(e.toByteArray())
                                                .string(n.toByteArray())
                                                .bytes())));
            case "ssh-dss" -> dss(type, wire);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ecdsa(type, wire);
            case "sk-ecdsa-sha2-nistp256@openssh.com" ->
                ecdsa(type, wire)
                        .flatMap(it -> wire.string()
                                .map(application -> new Parts(
                                        256,
                                        WireWriter.raw(it.plainBlob)
                                                .string(application)
                                                .bytes())));
            default -> Optional.empty();
        };
    }

    private static Optional<Parts> dss(String type, Wire wire) {
        WireWriter plain = WireWriter.of(type);
        int bits = 0;
        for (int i = 0; i < 4; i++) { // p, q, g, y
            Optional<BigInteger> number = wire.bigNumber();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            bits = i == 0 ? number.get().bitLength() : bits;
            plain.string(number.get().toByteArray());
        }
        return Optional.of(new Parts(bits, plain.bytes()));
    }

    private static Optional<Parts> ecdsa(String type, Wire wire) {
        Optional<String> curve = wire.text();
        Optional<byte[]> point = wire.string();
        if (curve.isEmpty() || point.isEmpty() || !type.contains(curve.get())) {
            return Optional.empty();
        }
        int bits = CURVE_BITS.getOrDefault(curve.get(), 0);
        if (!EllipticCurves.isOnCurve(bits, point.get())) {
            return Optional.empty();
        }
        byte[] plain = WireWriter.of(type)
                .string(curve.get().getBytes(StandardCharsets.UTF_8))
                .string(point.get())
                .bytes();
        return Optional.of(new Parts(bits, plain));
    }

    /** Serial, type, key id, principals, validity, options, reserved, authority, signature (PROTOCOL.certkeys). */
    private static boolean hasCertificateTail(Wire wire) {
        boolean whole = true;
        for (int i = 0; i < 3; i++) { // serial, eight bytes, and type, four
            whole &= wire.number().isPresent();
        }
        for (int i = 0; i < 2 && whole; i++) {
            whole = wire.string().isPresent();
        }
        for (int i = 0; i < 4 && whole; i++) { // valid after and before, eight bytes each
            whole = wire.number().isPresent();
        }
        for (int i = 0; i < 5 && whole; i++) {
            whole = wire.string().isPresent();
        }
        return whole && wire.remaining() == 0;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
