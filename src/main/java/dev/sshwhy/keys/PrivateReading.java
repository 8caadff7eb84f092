package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile.Loading;
import java.util.Optional;

/** A private key file that was understood: what may be told about it, and what only the signer may see. No record for that reason. */
final class PrivateReading {
    private static final int MINIMUM_RSA_BITS = 1024;

    private final KeyContents contents;
    private final Optional<PrivateHalf> half;

    private PrivateReading(KeyContents contents, Optional<PrivateHalf> half) {
        this.contents = contents;
        this.half = half;
    }

    /** One that cannot sign here: encrypted, damaged, or of a kind that ssh refuses. */
    static PrivateReading of(KeyContents contents) {
        return new PrivateReading(judged(contents), Optional.empty());
    }

    /** One with its private half in the open; whether both halves belong together is still to be seen. */
    static PrivateReading of(KeyContents contents, PrivateHalf half) {
        return new PrivateReading(judged(contents.withKey(half.publicKey())), Optional.of(half));
    }

    /** The same with the proof, which costs some milliseconds, that the private half belongs to the public half. */
    PrivateReading proven() {
        if (contents.loading() != Loading.LOADS || half.isEmpty() || half.get().belongsTogether()) {
            return this;
        }
        return of(
                contents.withFault(
                        KeyContents.fault(
                                KeyFault.Kind.DAMAGED,
                                "the private half does not belong to the public half inside: letters were changed, and every signature would be wrong; restore the file from a backup or make a new key")));
    }

    KeyContents contents() {
        return contents;
    }

    /** What signs; present only for a key that ssh would load without asking. */
    Optional<PrivateHalf> half() {
        return half.filter(it -> contents.loading() == Loading.LOADS);
    }

    /** A sound key in a format that this ssh does not read, to be written in another. */
    Optional<PrivateHalf> convertible() {
        boolean onlyFormat = contents.faults().stream().allMatch(it -> it.kind() == KeyFault.Kind.WRONG_FORMAT);
        return half.filter(it -> contents.loading() == Loading.FAILS && onlyFormat);
    }

    /** Adds what ssh holds against a type or size, however well the file is written. */
    private static KeyContents judged(KeyContents contents) {
        String type = contents.type().orElse("");
        int bits = contents.bits().orElse(0);
        if (type.equals("ssh-dss")) {
            return contents.withFault(KeyContents.fault(
                    KeyFault.Kind.TYPE_UNSUPPORTED,
                    "a DSA key (ssh-dss): OpenSSH neither offers nor accepts it any more; make a new key",
                    "ssh-keygen -t ed25519 -f {file}.ed25519"));
        }
        if (type.equals("ssh-rsa") && bits > 0 && bits < MINIMUM_RSA_BITS) {
            return contents.withFault(KeyContents.fault(
                    KeyFault.Kind.TOO_SMALL,
                    "an RSA key of " + bits + " bits; OpenSSH takes none below " + MINIMUM_RSA_BITS
                            + "; make a new key",
                    "ssh-keygen -t ed25519 -f {file}.ed25519"));
        }
        return contents;
    }
}
