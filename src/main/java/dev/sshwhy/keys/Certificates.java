package dev.sshwhy.keys;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Certificate.Purpose;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads what a certificate says beside its key (OpenSSH PROTOCOL.certkeys, sshkey.c cert_parse). The signature is not judged. */
public final class Certificates {
    private static final int MOST_PRINCIPALS = 256; // sshkey.h SSHKEY_CERT_MAX_PRINCIPALS

    private Certificates() {}

    /** The certificate in a public key; empty when it is a plain key. */
    public static Optional<Certificate> of(PublicKey key) {
        if (!key.isCertificate()) {
            return Optional.empty();
        }
        Wire wire = new Wire(Base64.getDecoder().decode(key.blob()));
        int strings = 2 + keyStrings(PublicKeys.plainType(key.type())); // type and nonce stand before the key
        for (int i = 0; i < strings; i++) {
            if (wire.string().isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<Long> serial = eight(wire);
        Optional<Long> purpose = wire.number();
        Optional<String> keyId = wire.text();
        Optional<byte[]> principals = wire.string();
        Optional<Long> after = eight(wire);
        Optional<Long> before = eight(wire);
        Optional<byte[]> authority = Optional.empty();
        for (int i = 0; i < 4; i++) { // critical options, extensions, reserved, authority
            authority = wire.string();
        }
        if (serial.isEmpty() || purpose.isEmpty() || principals.isEmpty() || before.isEmpty() || authority.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Certificate(
                purpose.get() == 1 ? Purpose.USER : purpose.get() == 2 ? Purpose.HOST : Purpose.OTHER,
                keyId.orElse(""),
                names(principals.get()),
                time(after.orElse(0L)),
                time(before.get()),
                PublicKeys.fingerprint(authority.get())));
    }

    /** How many strings make the key itself. */
    private static int keyStrings(String plainType) {
        return switch (plainType) {
            case "ssh-dss" -> 4; // p, q, g, y
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> 3; // curve, point, application
            case "ssh-ed25519" -> 1;
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
