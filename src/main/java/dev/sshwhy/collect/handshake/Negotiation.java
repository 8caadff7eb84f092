package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What both sides come to (RFC 4253 §7.1: the client's first name that the server has), for ssh and for sshwhy itself.
 *
 * @param keyExchange what ssh proposes
 * @param hostKeys what ssh proposes, in order
 * @param ciphers what ssh proposes
 * @param macs what ssh proposes
 */
record Negotiation(List<String> keyExchange, List<String> hostKeys, List<String> ciphers, List<String> macs) {

    static Negotiation of(ConfiguredAlgorithms configured, List<String> knownHostKeyTypes) {
        return new Negotiation(
                AlgorithmNames.resolve(configured.keyExchange(), AlgorithmNames.KEY_EXCHANGE),
                hostKeys(configured, knownHostKeyTypes),
                AlgorithmNames.resolve(configured.ciphers(), AlgorithmNames.CIPHERS),
                AlgorithmNames.resolve(configured.macs(), AlgorithmNames.MACS));
    }

    /** Without certificates, unless known_hosts names an authority: ssh would take the plain key inside them. */
    private static List<String> hostKeys(ConfiguredAlgorithms configured, List<String> known) {
        List<String> names = AlgorithmNames.hostKeys(configured.hostKeys(), known);
        return known.stream().anyMatch(it -> it.endsWith(AlgorithmNames.CERTIFICATE_SUFFIX))
                ? names
                : names.stream()
                        .filter(it -> !it.endsWith(AlgorithmNames.CERTIFICATE_SUFFIX))
                        .toList();
    }

    /** The same lists, cut down to what sshwhy can speak itself. */
    Negotiation spoken() {
        return new Negotiation(
                Algorithms.KEY_EXCHANGE.among(keyExchange),
                Algorithms.HOST_KEYS.among(hostKeys),
                Algorithms.CIPHERS.among(ciphers),
                Algorithms.MACS.among(macs));
    }

    /** The names agreed on, by what they are for. */
    Map<String, String> agreed(ServerProposal server) {
        Map<String, String> names = new LinkedHashMap<>();
        first(keyExchange, server.keyExchange()).ifPresent(it -> names.put("kex", shown(it)));
        first(hostKeys, server.hostKeys()).ifPresent(it -> names.put("host key", shown(it)));
        Optional<String> cipher = first(ciphers, server.ciphersOut());
        cipher.ifPresent(it -> names.put("cipher", shown(it)));
        if (cipher.filter(Negotiation::bringsItsMac).isPresent()) {
            // as ssh -v puts it
            names.put("mac", "<implicit>");
        } else {
            first(macs, server.macsOut()).ifPresent(it -> names.put("mac", shown(it)));
        }
        return names;
    }

    /** Why ssh, or sshwhy alone, cannot agree with this server; empty when nothing stands in the way. */
    Optional<Failure> obstacle(ServerProposal server) {
        Negotiation own = spoken();
        return obstacle("key exchange method", keyExchange, own.keyExchange, server.keyExchange())
                .or(() -> obstacle("host key type", hostKeys, own.hostKeys, server.hostKeys()))
                .or(() -> obstacle("cipher", ciphers, own.ciphers, server.ciphersIn()))
                .or(() -> obstacle("cipher", ciphers, own.ciphers, server.ciphersOut()))
                .or(() -> first(own.ciphers, server.ciphersOut())
                                .filter(Negotiation::bringsItsMac)
                                .isPresent()
                        ? Optional.empty()
                        : obstacle("MAC", macs, own.macs, server.macsOut()));
    }

    private static Optional<Failure> obstacle(String what, List<String> ssh, List<String> own, List<String> server) {
        if (first(own, server).isPresent()) {
            return Optional.empty();
        }
        String saying = first(ssh, server)
                .map(it -> "the server's only " + what + " in common with ssh is " + shown(it)
                        + ", which sshwhy cannot speak")
                .orElseGet(() -> "no " + what + " in common: the server offers " + shown(server) + "; ssh is set to "
                        + shown(ssh));
        Kind kind = first(ssh, server).isPresent() ? Kind.TOOL_LIMIT : Kind.NO_COMMON_ALGORITHM;
        return Optional.of(new Failure(kind, saying, ""));
    }

    /** Whether the cipher authenticates by itself, so that no MAC is agreed on (OpenSSH cipher.c cipher_authlen). */
    private static boolean bringsItsMac(String cipher) {
        return cipher.contains("-gcm@") || cipher.contains("-poly1305@");
    }

    private static Optional<String> first(List<String> client, List<String> server) {
        return client.stream().filter(server::contains).findFirst();
    }

    private static String shown(List<String> names) {
        String list = String.join(", ", names);
        return list.isEmpty() ? "none" : Visible.text(list, 1000);
    }

    private static String shown(String name) {
        return Visible.text(name, 100);
    }
}
