package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a key file holds, read without its passphrase. Private numbers are never part of it.
 *
 * @param file the file from outside
 * @param format how it is written
 * @param type the key type, where it can be told
 * @param bits the key's size, where it can be told
 * @param publicKey the public half, where it can be read without the passphrase
 * @param comment the key's comment, where it can be read
 * @param encrypted whether a passphrase guards the private half
 * @param loading what ssh gets when it loads the private half (file permissions apart)
 * @param faults what is wrong inside
 */
public record KeyFile(
        FileFacts file,
        KeyFormat format,
        Optional<String> type,
        OptionalInt bits,
        Optional<PublicKey> publicKey,
        String comment,
        boolean encrypted,
        Loading loading,
        List<KeyFault> faults) {
    public KeyFile {
        faults = List.copyOf(faults);
    }

    /** What becomes of the private half. */
    public enum Loading {
        /** It loads, and signs at once. */
        LOADS,
        /** It loads after its passphrase. */
        ASKS_PASSPHRASE,
        /** It loads, and needs the security key's token, and mostly a touch. */
        NEEDS_TOKEN,
        /** ssh cannot load it: a fault says why. */
        FAILS
    }

    public String path() {
        return file.path();
    }
}
