package dev.sshwhy.collect.handshake;

import java.util.List;
import java.util.Optional;

/**
 * The algorithm lists that the configuration sets; empty where it leaves ssh's default. A first name that starts with
 * {@code +}, {@code -} or {@code ^} changes the default instead (ssh_config(5)).
 *
 * @param keyExchange KexAlgorithms
 * @param ciphers Ciphers
 * @param macs MACs
 * @param hostKeys HostKeyAlgorithms
 * @param publicKeys PubkeyAcceptedAlgorithms
 */
public record ConfiguredAlgorithms(
        Optional<List<String>> keyExchange,
        Optional<List<String>> ciphers,
        Optional<List<String>> macs,
        Optional<List<String>> hostKeys,
        Optional<List<String>> publicKeys) {

    /** Nothing is set. */
    public static ConfiguredAlgorithms none() {
        return new ConfiguredAlgorithms(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
