package dev.sshwhy.evidence;

import java.time.Instant;
import java.util.List;

/**
 * What a certificate says of the key in it (OpenSSH PROTOCOL.certkeys).
 *
 * @param purpose whom it speaks for
 * @param keyId the name that its authority gave it, which stands in the server's log
 * @param principals the login names (or host names) that it is for; none means all, which sshd does not take
 * @param validAfter the first second at which it is valid
 * @param validBefore the first second at which it is not any more; {@link Instant#MAX} for ever
 * @param options what it demands, such as "force-command=ls", and what it grants, such as "permit-pty"
 * @param authority the fingerprint of the key that signed it
 */
public record Certificate(
        Purpose purpose,
        String keyId,
        List<String> principals,
        Instant validAfter,
        Instant validBefore,
        List<String> options,
        String authority) {
    /** Whom a certificate speaks for. */
    public enum Purpose {
        USER,
        HOST,
        OTHER
    }

    public Certificate {
        principals = List.copyOf(principals);
        options = List.copyOf(options);
    }

    /** Whether a server whose clock shows this time would find it valid. */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(validAfter) && time.isBefore(validBefore);
    }
}
