package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Algorithms that OpenSSH leaves out of its own lists because they are broken or soon will be. */
final class WeakAlgorithms {
    private static final Set<String> LISTS = Set.of(
            "ciphers",
            "macs",
            "kexalgorithms",
            "hostkeyalgorithms",
            "pubkeyacceptedalgorithms",
            "hostbasedacceptedalgorithms",
            "casignaturealgorithms");

    /** How their names begin; group14 and its like begin otherwise. */
    private static final List<String> BEGINNINGS = List.of(
            "3des-", "arcfour", "blowfish-", "cast128-", "des-", "hmac-md5", "diffie-hellman-group1-", "ssh-dss");

    private WeakAlgorithms() {}

    /**
     * The weak ones that a line switches on. Signatures by SHA-1 ({@code ssh-rsa}) for single hosts are how old servers
     * are reached, and not meant.
     */
    static List<String> switchedOn(ConfigBlock.Line line, BlockReach reach) {
        if (!isList(line) || line.value().startsWith("-")) {
            return List.of();
        }
        return names(line.value()).stream()
                .filter(it -> isBroken(it) || (reach.isWide() && it.equals("ssh-rsa")))
                .distinct()
                .toList();
    }

    /** Whether a line sets a list of algorithms. */
    static boolean isList(ConfigBlock.Line line) {
        return LISTS.contains(line.option());
    }

    /** The line's value without these names; empty when nothing is left. */
    static Optional<String> without(ConfigBlock.Line line, List<String> weak) {
        String sign = line.value().substring(0, signs(line.value()));
        List<String> kept =
                names(line.value()).stream().filter(it -> !weak.contains(it)).toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(sign + String.join(",", kept));
    }

    private static boolean isBroken(String name) {
        return BEGINNINGS.stream().anyMatch(name::startsWith);
    }

    private static List<String> names(String value) {
        return ConfigLines.commaList(value.substring(signs(value)));
    }

    /** ssh_config(5): + appends to ssh's own list, ^ puts in front of it. */
    private static int signs(String value) {
        return value.startsWith("+") || value.startsWith("^") ? 1 : 0;
    }
}
