package dev.sshwhy.evidence;

import java.util.List;

/**
 * A certificate that a server showed, as ssh judges it for one name (OpenSSH sshconnect.c check_host_key).
 *
 * @param type its name, such as "ssh-ed25519-cert-v01@openssh.com"
 * @param contents what it says
 * @param name the name that it has to be for
 * @param authorities the {@code @cert-authority} lines of known_hosts that name this host, the deciding one first
 * @param standing whether it counts, and if not, why
 */
public record HostCertificate(
        String type, Certificate contents, String name, List<Span> authorities, Standing standing) {
    public HostCertificate {
        authorities = List.copyOf(authorities);
    }

    /** In the order in which ssh looks. */
    public enum Standing {
        COUNTS("counts"),
        NO_AUTHORITY("no authority is known for this host"),
        OTHER_AUTHORITY("signed by an authority that is not the known one"),
        AUTHORITY_REVOKED("revoked, or signed by a revoked authority"),
        NOT_FOR_HOSTS("not a host certificate"),
        NOT_YET_VALID("not yet valid"),
        EXPIRED("expired"),
        NO_NAMES("for no name at all"),
        OTHER_NAMES("for other names"),
        UNKNOWN_OPTIONS("with critical options that ssh does not know"),
        SIGNATURE_TYPE("signed in a way that CASignatureAlgorithms does not allow"),
        TYPE_NOT_ALLOWED("of a type that HostKeyAlgorithms does not allow");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /** As sentences call it. */
        public String words() {
            return words;
        }
    }

    /** Whether an authority is known for this host, and the certificate does not do for it. */
    public boolean isInvalid() {
        return switch (standing) {
            case COUNTS, NO_AUTHORITY, AUTHORITY_REVOKED -> false;
            case OTHER_AUTHORITY,
                    NOT_FOR_HOSTS,
                    NOT_YET_VALID,
                    EXPIRED,
                    NO_NAMES,
                    OTHER_NAMES,
                    UNKNOWN_OPTIONS,
                    SIGNATURE_TYPE,
                    TYPE_NOT_ALLOWED -> true;
        };
    }
}
