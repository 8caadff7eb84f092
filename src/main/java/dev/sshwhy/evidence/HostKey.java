package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The key that the server showed, held against known_hosts.
 *
 * @param key the server's key; of a certificate, the plain key in it
 * @param known what known_hosts says of it
 * @param lines the lines of known_hosts that name this host, the deciding ones first
 * @param trusted whether ssh would go on without a question, by known_hosts or by StrictHostKeyChecking
 * @param otherAtAddress the lines that have another key for the server's address, where CheckHostIP asks for it
 * @param certificate the certificate that the server showed with it
 * @param obstacle why ssh goes no further, whatever known_hosts says
 * @param doubts what ssh would also ask, and sshwhy could not
 */
public record HostKey(
        PublicKey key,
        Known known,
        List<Span> lines,
        boolean trusted,
        List<Span> otherAtAddress,
        Optional<HostCertificate> certificate,
        Optional<Obstacle> obstacle,
        List<Doubt> doubts) {
    public HostKey {
        lines = List.copyOf(lines);
        otherAtAddress = List.copyOf(otherAtAddress);
        doubts = List.copyOf(doubts);
    }

    /** A plain key, with nothing beside it. */
    public HostKey(PublicKey key, Known known, List<Span> lines, boolean trusted) {
        this(key, known, lines, trusted, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** What known_hosts says. */
    public enum Known {
        YES,
        NO,
        CHANGED,
        REVOKED
    }

    /**
     * Something that ends the connection at the server's key.
     *
     * @param kind what it is
     * @param where the file, command or option
     * @param saying what is wrong with it
     */
    public record Obstacle(Kind kind, String where, String saying) {
        /** What it is. */
        public enum Kind {
            /** An RSA key below RequiredRSASize. */
            TOO_SMALL,
            /** A list of RevokedHostKeys that ssh cannot read to its end. */
            REVOKED_UNREADABLE,
            /** A KnownHostsCommand that does not end well. */
            COMMAND_FAILED,
            /** A certificate that ssh does not even read. */
            CERTIFICATE_BROKEN,
            /** The plain key's type is not among HostKeyAlgorithms. */
            TYPE_NOT_ALLOWED,
            /** There is no file to write a new key into, so that ssh does not ask about it. */
            NOTHING_TO_WRITE
        }
    }

    /**
     * Something that nobody here could ask.
     *
     * @param source what it is
     * @param why why not
     */
    public record Doubt(Source source, String why) {
        /** What ssh would ask. */
        public enum Source {
            KNOWN_HOSTS_COMMAND("what KnownHostsCommand says of the server's key"),
            REVOKED_LIST("whether the server's key is revoked"),
            DNS("what DNS says of the server's key (VerifyHostKeyDNS)"),
            KNOWN_HOSTS_FILE("a known_hosts file");

            private final String words;

            Source(String words) {
                this.words = words;
            }

            /** As sentences call it. */
            public String words() {
                return words;
            }
        }
    }

    /**
     * Whether it is known not to be the trusted key. Where StrictHostKeyChecking lets ssh go on all the same, it sends no
     * password there (OpenSSH sshconnect.c check_host_key).
     */
    public boolean isDistrusted() {
        return known == Known.CHANGED || known == Known.REVOKED;
    }

    /** Whether ssh would also ask somebody whom sshwhy could not ask. */
    public boolean isInDoubt(Doubt.Source source) {
        return doubts.stream().anyMatch(it -> it.source() == source);
    }
}
