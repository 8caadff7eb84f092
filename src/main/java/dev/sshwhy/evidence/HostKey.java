package dev.sshwhy.evidence;

import java.util.List;

/**
 * The key that the server showed, held against known_hosts.
 *
 * @param key the server's key
 * @param known what known_hosts says of it
 * @param lines the lines of known_hosts that name this host, the deciding ones first
 * @param trusted whether ssh would go on without a question, by known_hosts or by StrictHostKeyChecking
 */
public record HostKey(PublicKey key, Known known, List<Span> lines, boolean trusted) {
    public HostKey {
        lines = List.copyOf(lines);
    }

    /** What known_hosts says. */
    public enum Known {
        YES,
        NO,
        CHANGED,
        REVOKED
    }
}
