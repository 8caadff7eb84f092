package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The algorithms that one side of a key exchange proposes, most wanted first (RFC 4253 §7.1).
 *
 * @param keyExchange key exchange methods
 * @param hostKeys signature algorithms of host keys
 * @param ciphersToServer ciphers from client to server
 * @param ciphersToClient ciphers from server to client
 * @param macsToServer MACs from client to server
 * @param macsToClient MACs from server to client
 */
public record Proposal(
        List<String> keyExchange,
        List<String> hostKeys,
        List<String> ciphersToServer,
        List<String> ciphersToClient,
        List<String> macsToServer,
        List<String> macsToClient) {
    public Proposal {
        keyExchange = List.copyOf(keyExchange);
        hostKeys = List.copyOf(hostKeys);
        ciphersToServer = List.copyOf(ciphersToServer);
        ciphersToClient = List.copyOf(ciphersToClient);
        macsToServer = List.copyOf(macsToServer);
        macsToClient = List.copyOf(macsToClient);
    }

    /** What has to be agreed on, in the order in which OpenSSH's kex_choose_conf asks for it. */
    public enum Part {
        KEY_EXCHANGE("key exchange method"),
        HOST_KEY("host key type"),
        CIPHER("cipher"),
        MAC("MAC");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        /** As sentences call it. */
        public String words() {
            return words;
        }
    }

    /** A side that wants the same in both directions, as ssh does. */
    public static Proposal alike(
            List<String> keyExchange, List<String> hostKeys, List<String> ciphers, List<String> macs) {
        return new Proposal(keyExchange, hostKeys, ciphers, ciphers, macs, macs);
    }

    /**
     * Both sides.
     *
     * @param client what ssh proposes
     * @param server what the server proposes
     */
    public record Pair(Proposal client, Proposal server) {
        /** The first part in which nothing is common; empty where the two can talk. */
        public Optional<Part> lacking() {
            if (agreed(Part.KEY_EXCHANGE).isEmpty()) {
                return Optional.of(Part.KEY_EXCHANGE);
            }
            if (agreed(Part.HOST_KEY).isEmpty()) {
                return Optional.of(Part.HOST_KEY);
            }
            Optional<String> toServer = first(client.ciphersToServer, server.ciphersToServer);
            Optional<String> toClient = first(client.ciphersToClient, server.ciphersToClient);
            if (toServer.isEmpty() || toClient.isEmpty()) {
                return Optional.of(Part.CIPHER);
            }
            boolean macs = (bringsItsMac(toServer.get())
                            || first(client.macsToServer, server.macsToServer).isPresent())
                    && (bringsItsMac(toClient.get()) || agreed(Part.MAC).isPresent());
            return macs ? Optional.empty() : Optional.of(Part.MAC);
        }

        /** The client's first name that the server has; ciphers and MACs from server to client. */
        public Optional<String> agreed(Part part) {
            return first(offeredBy(client, part), offeredBy(server, part));
        }

        /** Whether the cipher authenticates by itself, so that no MAC is agreed on (OpenSSH cipher.c cipher_authlen). */
        public boolean needsNoMac() {
            return agreed(Part.CIPHER).filter(Pair::bringsItsMac).isPresent();
        }

        private static boolean bringsItsMac(String cipher) {
            return cipher.contains("-gcm@") || cipher.contains("-poly1305@");
        }

        private static Optional<String> first(List<String> wanted, List<String> there) {
            return wanted.stream().filter(there::contains).findFirst();
        }
    }

    /** One side's list for a part; ciphers and MACs from server to client. */
    public static List<String> offeredBy(Proposal side, Part part) {
        return switch (part) {
            case KEY_EXCHANGE -> side.keyExchange;
            case HOST_KEY -> side.hostKeys;
            case CIPHER -> side.ciphersToClient;
            case MAC -> side.macsToClient;
        };
    }
}
