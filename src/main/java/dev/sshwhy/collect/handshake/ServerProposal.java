package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Proposal;
import java.util.Optional;
import java.util.Set;

/** Reads the server's SSH_MSG_KEXINIT (RFC 4253 §7.1), as far as it decides anything. */
final class ServerProposal {
    private static final int COOKIE_END = 17;
    private static final int LISTS = 6;

    private ServerProposal() {}

    /**
     * The proposal in a message, its number included; empty when it is none, or cut.
     *
     * @param known the names that matter here, wherever they stand in a list that is too long to keep
     */
    static Optional<Proposal> read(byte[] message, Set<String> known) {
        if (message.length < COOKIE_END || message[0] != MessageNumber.KEXINIT) {
            return Optional.empty();
        }
        WireReader reader = WireReader.after(COOKIE_END, message);
        String[] lists = new String[LISTS];
        for (int i = 0; i < lists.length; i++) {
            if (reader.remaining() < 4) {
                return Optional.empty();
            }
            lists[i] = reader.text();
        }
        return Optional.of(new Proposal(
                Wording.names(lists[0], known).stream()
                        .filter(ServerProposal::isMethod)
                        .toList(),
                Wording.names(lists[1], known),
                Wording.names(lists[2], known),
                Wording.names(lists[3], known),
                Wording.names(lists[4], known),
                Wording.names(lists[5], known)));
    }

    /** Marks of extensions stand in the same list (RFC 8308 §2.1; OpenSSH PROTOCOL, strict key exchange). */
    private static boolean isMethod(String name) {
        return !name.startsWith("ext-info-") && !name.startsWith("kex-strict-");
    }
}
