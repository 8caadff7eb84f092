package dev.sshwhy.keys;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Certificate.Purpose;
import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a certificate says beside its key (OpenSSH PROTOCOL.certkeys, sshkey.c cert_parse). */
public final class Certificates {
    private static final int MOST_PRINCIPALS = 256; // sshkey.h SSHKEY_CERT_MAX_PRINCIPALS

    private static final int MOST_OPTIONS = 64;

    private Certificates() {}

    /** The certificate in a public key; empty when it is a plain key. */
    public static Optional<Certificate> of(PublicKey key) {
        if (!key.isCertificate()) {
            return Optional.empty();
        }
        Wire wire = behindKey(key);
        Optional<Long> serial = eight(wire);
        Optional<Long> purpose = wire.number();
        Optional<String> keyId = wire.text();
        Optional<byte[]> principals = wire.string();
        Optional<Long> after = eight(wire);
        Optional<Long> before = eight(wire);
        Optional<byte[]> critical = wire.string();
        Optional<byte[]> extensions = wire.string();
        Optional<byte[]> authority = wire.string().flatMap(reserved -> wire.string());
        if (serial.isEmpty() || purpose.isEmpty() || principals.isEmpty() || before.isEmpty() || authority.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Certificate(
                purpose.get() == 1 ? Purpose.USER : purpose.get() == 2 ? Purpose.HOST : Purpose.OTHER,
                keyId.orElse(""),
                names(principals.get()),
                time(after.orElse(0L)),
                time(before.get()),
                Stream.concat(options(critical), options(extensions)).toList(),
                PublicKeys.fingerprint(authority.get())));
    }

    /** The key in a certificate; a plain key is its own. */
    public static PublicKey plainKey(PublicKey key) {
        if (!key.isCertificate()) {
            return key;
        }
        String plain = PublicKeys.plainType(key.type());
        Wire wire = new Wire(Base64.getDecoder().decode(key.blob()));
        wire.string(); // type
        wire.string(); // nonce
        WireWriter writer = WireWriter.of(plain);
        for (int i = 0; i < keyStrings(plain); i++) {
            writer.string(wire.string().orElse(new byte[0]));
        }
        return new PublicKey(
                plain,
                key.bits(),
                key.fingerprint(),
                Base64.getEncoder().encodeToString(writer.bytes()),
                key.comment());
    }

    /** Whether a certificate demands what ssh does not know; for host certificates there is nothing that it knows. */
    public static boolean hasCriticalOptions(PublicKey certificate) {
        Wire wire = behindKey(certificate);
        passToOptions(wire);
        return wire.string().filter(it -> it.length > 0).isPresent();
    }

    /** The number that the authority gave it; 0 for none, and for a plain key. */
    static BigInteger serial(PublicKey key) {
        return key.isCertificate()
                ? behindKey(key).take(8).map(it -> new BigInteger(1, it)).orElse(BigInteger.ZERO)
                : BigInteger.ZERO;
    }

    /** The key that signed a certificate; empty for a plain key. */
    static Optional<byte[]> authority(PublicKey key) {
        if (!key.isCertificate()) {
            return Optional.empty();
        }
        Wire wire = behindKey(key);
        passToOptions(wire);
        for (int i = 0; i < 3; i++) { // critical options, extensions, reserved
            wire.string();
        }
        return wire.string();
    }

    /** The algorithm of the authority's signature, such as "rsa-sha2-512". */
    public static Optional<String> signatureType(PublicKey certificate) {
        Wire wire = behindKey(certificate);
        passToOptions(wire);
        for (int i = 0; i < 4; i++) { // critical options, extensions, reserved, authority
            wire.string();
        }
        return wire.string().flatMap(it -> new Wire(it).text());
    }

    private static void passToOptions(Wire wire) {
        wire.take(12); // serial, and whom it is for
        wire.string(); // key id
        wire.string(); // principals
        wire.take(16); // validity
    }

    /** Whether the certificate is as its authority signed it; a plain key needs no signature. */
    public static boolean isAsSigned(PublicKey key) {
        if (!key.isCertificate()) {
            return true;
        }
        byte[] blob = Base64.getDecoder().decode(key.blob());
        Wire wire = behindKey(key);
        passToOptions(wire);
        for (int i = 0; i < 3; i++) { // critical options, extensions, reserved
            wire.string();
        }
        Optional<byte[]> authority = wire.string();
        Optional<byte[]> signature = wire.string();
        return authority.isPresent()
                && signature.isPresent()
                && CertificateSignature.fits(blob, authority.get(), signature.get());
    }

    /** What stands behind the key; it was found whole when the key was read. */
    private static Wire behindKey(PublicKey key) {
        Wire wire = new Wire(Base64.getDecoder().decode(key.blob()));
        int strings = 2 + keyStrings(PublicKeys.plainType(key.type())); // type and nonce stand before the key
        for (int i = 0; i < strings; i++) {
            wire.string();
        }
        return wire;
    }

    /** How many strings make the key itself. */
    private static int keyStrings(String plainType) {
        return switch (plainType) {
            case "ssh-dss" -> 4; // p, q, g, y
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> 3; // curve, point, application
            case "ssh-ed25519", "ssh-mldsa44-ed25519@openssh.com" -> 1;
            default -> 2; // RSA: e, n; ECDSA: curve, point; sk-ssh-ed25519: point, application
        };
    }

    private static Optional<Long> eight(Wire wire) {
        Optional<Long> high = wire.number();
        Optional<Long> low = wire.number();
        return high.isPresent() && low.isPresent() ? Optional.of(high.get() << 32 | low.get()) : Optional.empty();
    }

    /** Unsigned seconds; all ones, and whatever no calendar reaches, mean for ever. */
    private static Instant time(long seconds) {
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }

    /** Names, each with a string inside a string for its value; most extensions have an empty one. */
    private static Stream<String> options(Optional<byte[]> packed) {
        Wire wire = new Wire(packed.orElse(new byte[0]));
        List<String> options = new ArrayList<>();
        while (wire.remaining() > 0 && options.size() < MOST_OPTIONS) {
            Optional<String> name = wire.text();
            Optional<byte[]> value = wire.string();
            if (name.isEmpty() || value.isEmpty()) {
                break;
            }
            String shown = new Wire(value.get()).text().orElse("");
            options.add(shown.isEmpty() ? name.get() : name.get() + "=" + shown);
        }
        return options.stream();
    }

    private static List<String> names(byte[] packed) {
        Wire wire = new Wire(packed);
        List<String> names = new ArrayList<>();
        while (wire.remaining() > 0 && names.size() < MOST_PRINCIPALS) {
            Optional<byte[]> name = wire.string();
            if (name.isEmpty()) {
                break;
            }
            names.add(new String(name.get(), StandardCharsets.UTF_8));
        }
        return names;
    }
}
