package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Proposal;
import java.util.Optional;

/** Reads the server's SSH_MSG_KEXINIT (RFC 4253 §7.1), as far as it decides anything. */
final class ServerProposal {
    private static final int COOKIE_END = 17;
    private static final int LISTS = 6;

    private ServerProposal() {}

    /** The proposal in a message, its number included; empty when it is none, or cut. */
    static Optional<Proposal> read(byte[] message) {
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
                Wording.names(lists[0]),
                Wording.names(lists[1]),
                Wording.names(lists[2]),
                Wording.names(lists[3]),
                Wording.names(lists[4]),
                Wording.names(lists[5])));
    }
}
