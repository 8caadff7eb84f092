package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.Proposal.Part;
import dev.sshwhy.evidence.Visible;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What both sides come to (RFC 4253 §7.1: the client's first name that the server has), for ssh and for sshwhy itself.
 *
 * @param ssh what ssh proposes
 * @param spoken the same lists, cut down to what sshwhy can speak
 */
record Negotiation(Proposal ssh, Proposal spoken) {

    static Negotiation of(Proposal ssh) {
        return new Negotiation(
                ssh,
                Proposal.alike(
                        Algorithms.KEY_EXCHANGE.among(ssh.keyExchange()),
                        Algorithms.HOST_KEYS.among(ssh.hostKeys()),
                        Algorithms.CIPHERS.among(ssh.ciphersToServer()),
                        Algorithms.MACS.among(ssh.macsToServer())));
    }

    /** All names that ssh proposes. */
    Set<String> known() {
        Set<String> names = new HashSet<>(ssh.keyExchange());
        names.addAll(ssh.hostKeys());
        names.addAll(ssh.ciphersToServer());
        names.addAll(ssh.macsToServer());
        return names;
    }

    /** The names agreed on here, by what they are for. */
    Map<String, String> agreed(Proposal server) {
        Proposal.Pair both = new Proposal.Pair(spoken, server);
        Map<String, String> names = new LinkedHashMap<>();
        both.agreed(Part.KEY_EXCHANGE).ifPresent(it -> names.put("kex", it));
        both.agreed(Part.HOST_KEY).ifPresent(it -> names.put("host key", it));
        both.agreed(Part.CIPHER).ifPresent(it -> names.put("cipher", it));
        if (both.needsNoMac()) {
            names.put("mac", "<implicit>"); // as ssh -v puts it
        } else {
            both.agreed(Part.MAC).ifPresent(it -> names.put("mac", it));
        }
        return names;
    }

    /** Why ssh, or sshwhy alone, cannot agree with this server; empty when nothing stands in the way. */
    Optional<Failure> obstacle(Proposal server) {
        Proposal.Pair forSsh = new Proposal.Pair(ssh, server);
        Optional<Part> lacking = forSsh.lacking();
        if (lacking.isPresent()) {
            Part part = lacking.get();
            return Optional.of(new Failure(
                    Kind.NO_COMMON_ALGORITHM,
                    "no " + part.words() + " in common: the server offers " + shown(Proposal.offeredBy(server, part))
                            + "; ssh is set to " + shown(Proposal.offeredBy(ssh, part)),
                    ""));
        }
        return new Proposal.Pair(spoken, server)
                .lacking()
                .map(part -> new Failure(
                        Kind.TOOL_LIMIT,
                        "the server's only " + part.words() + " in common with ssh is "
                                + forSsh.agreed(part).orElse("one") + ", which sshwhy cannot speak",
                        ""));
    }

    private static String shown(List<String> names) {
        String list = String.join(", ", names);
        return list.isEmpty() ? "none" : Visible.text(list, 1000);
    }
}
