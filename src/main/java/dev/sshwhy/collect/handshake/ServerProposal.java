package dev.sshwhy.collect.handshake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server's SSH_MSG_KEXINIT (RFC 4253 §7.1), as far as it decides anything.
 *
 * @param keyExchange its key exchange methods
 * @param hostKeys its host key algorithms
 * @param ciphersIn its ciphers from client to server
 * @param ciphersOut its ciphers from server to client
 * @param macsIn its MACs from client to server
 * @param macsOut its MACs from server to client
 */
record ServerProposal(
        List<String> keyExchange,
        List<String> hostKeys,
        List<String> ciphersIn,
        List<String> ciphersOut,
        List<String> macsIn,
        List<String> macsOut) {
    private static final int COOKIE_END = 17;

    /** Reads the message, its number included; empty when it is none, or cut. */
    static Optional<ServerProposal> read(byte[] message) {
        if (message.length < COOKIE_END || message[0] != MessageNumber.KEXINIT) {
            return Optional.empty();
        }
        WireReader reader = WireReader.after(COOKIE_END, message);
        String[] lists = new String[6];
        for (int i = 0; i < lists.length; i++) {
            if (reader.remaining() < 4) {
                return Optional.empty();
            }
            lists[i] = reader.text();
        }
        return Optional.of(new ServerProposal(
                names(lists[0]), names(lists[1]), names(lists[2]), names(lists[3]), names(lists[4]), names(lists[5])));
    }

    private static List<String> names(String list) {
        return Arrays.asList(list.split(",", -1));
    }
}
