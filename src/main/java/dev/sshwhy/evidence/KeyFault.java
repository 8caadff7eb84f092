package dev.sshwhy.evidence;

import java.util.Optional;

/**
 * Something wrong inside a key file.
 *
 * @param kind what it is
 * @param detail one sentence with the values that were seen; never private bytes
 * @param line the line it stands on, counted from 1; 0 for the whole file
 * @param cure a command that makes the file well, where one exists; {@code {file}} stands for the file
 * @param until the first release of OpenSSH for which it is no fault, as major × 100 + minor; 0 for none
 */
public record KeyFault(Kind kind, String detail, int line, Optional<String> cure, int until) {
    public KeyFault(Kind kind, String detail, int line, Optional<String> cure) {
        this(kind, detail, line, cure, 0);
    }

    /** Whether that release of OpenSSH takes no offence at it. */
    public boolean isPast(int release) {
        return until > 0 && release >= until;
    }

    /** Which rule it belongs to. */
    public enum Kind {
        /** Line ends, last newline, encoding, lost line breaks, indentation, cut, altered or empty. */
        DAMAGED,
        /** PuTTY, SSH2 or another format that OpenSSH does not read. */
        WRONG_FORMAT,
        /** A public key where a private one belongs. */
        PUBLIC_HALF,
        /** RSA below 1024 bits, which OpenSSH takes for no one's sake (sshkey.h SSH_RSA_MINIMUM_MODULUS_SIZE). */
        TOO_SMALL,
        /** DSA, or a type that OpenSSH does not know. */
        TYPE_UNSUPPORTED
    }
}
