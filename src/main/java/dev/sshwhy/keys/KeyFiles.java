package dev.sshwhy.keys;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import java.util.Optional;

/**
 * Reads key files of every kind without their passphrase, by the rules of OpenSSH 9.2 with OpenSSL 3
 * (authfile.c sshkey_load_private_type, sshkey.c sshkey_parse_private_fileblob_type).
 */
public final class KeyFiles {
    /** The release whose rules this reader follows unless told another, as major × 100 + minor. */
    public static final int ASSUMED_RELEASE = 902;

    private static final int MINIMUM_RSA_BITS = 1024;

    private KeyFiles() {}

    /**
     * What a file holds, and what ssh gets when it loads it as a private key. A file that fails has at least one fault;
     * where it is only damaged, the rest tells what it was. Any bytes are answered.
     */
    public static KeyFile read(FileFacts file, byte[] content) {
        return read(file, content, ASSUMED_RELEASE);
    }

    /** The same for the release of OpenSSH that is in use: major × 100 + minor, such as 906. */
    public static KeyFile read(FileFacts file, byte[] content, int release) {
        return contents(content).by(release).in(file);
    }

    /**
     * The public key that ssh takes from a file by its text alone: the first line that is one
     * (authfile.c sshkey_try_load_public). This is how ssh reads X.pub, and X itself at first.
     */
    public static Optional<PublicKey> publicLine(byte[] content) {
        return PublicFile.firstLine(content).filter(KeyFiles::isLongEnough);
    }

    /**
     * The public key that ssh takes from a private key file whose .pub is missing: only openssh-key-v1 shows it
     * (authfile.c sshkey_load_pubkey_from_private).
     */
    public static Optional<PublicKey> embeddedPublicHalf(byte[] content) {
        return OpenSshContainer.unarmoured(content)
                .flatMap(OpenSshContainer::publicHalf)
                .filter(KeyFiles::isLongEnough);
    }

    private static boolean isLongEnough(PublicKey key) {
        return !PublicKeys.plainType(key.type()).equals("ssh-rsa") || key.bits() >= MINIMUM_RSA_BITS;
    }

    private static KeyContents contents(byte[] content) {
        Optional<KeyContents> strict = Repair.strictly(content)
                .filter(it -> it.contents().isWhole())
                .map(it -> it.proven().contents());
        return strict.or(() -> PublicFile.read(content))
                .or(() -> foreign(content))
                .or(() -> repaired(content))
                .orElseGet(() -> UnknownFile.read(content));
    }

    private static Optional<KeyContents> foreign(byte[] content) {
        String text = TextEncoding.text(content);
        return ForeignPrivate.read(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static Optional<KeyContents> repaired(byte[] content) {
        return Repair.attempt(content)
                .map(it -> it.reading().proven().contents().behind(it.faults(content)))
                .or(() -> BrokenPrivate.read(content))
                .or(() -> publicInOtherLetters(content));
    }

    /** A public key that ssh does not see, because its text is UTF-16 or begins with a byte order mark. */
    private static Optional<KeyContents> publicInOtherLetters(byte[] content) {
        String text = TextEncoding.text(content);
        String plain = RepairStep.INVISIBLE.change(text);
        RepairStep step = TextEncoding.utf16(content).isPresent() ? RepairStep.WIDE_LETTERS : RepairStep.INVISIBLE;
        return step == RepairStep.INVISIBLE && plain.equals(text)
                ? Optional.empty()
                : PublicFile.read(TextEncoding.bytes(plain, content))
                        .map(it -> it.withFault(step.fault(text, content)));
    }
}
