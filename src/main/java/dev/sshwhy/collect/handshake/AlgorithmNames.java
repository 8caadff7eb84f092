package dev.sshwhy.collect.handshake;

import java.util.ArrayList;
import java.util.List;

/** What the names of key and signature algorithms tell. */
final class AlgorithmNames {
    static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";

    private AlgorithmNames() {}

    /**
     * The host key algorithms in the order in which ssh proposes them: those first for which known_hosts has a key
     * (OpenSSH sshconnect2.c order_hostkeyalgs).
     *
     * @param known the key types that known_hosts has, a certificate type where it names an authority
     */
    static List<String> inOrder(List<String> names, List<String> known) {
        boolean knowsAuthority = known.stream().anyMatch(it -> it.endsWith(CERTIFICATE_SUFFIX));
        if (names.isEmpty() || known.contains(keyType(names.get(0)))) {
            return names;
        }
        List<String> ordered = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String name : names) {
            boolean preferred = (name.endsWith(CERTIFICATE_SUFFIX) && knowsAuthority) || known.contains(keyType(name));
            (preferred ? ordered : others).add(name);
        }
        ordered.addAll(others);
        return List.copyOf(ordered);
    }

    /** The plain key type behind an algorithm: rsa-sha2-512-cert-v01@openssh.com is for keys of type ssh-rsa. */
    static String keyType(String algorithm) {
        if (algorithm.startsWith("sk-") || algorithm.startsWith("webauthn-sk-")) {
            String name = algorithm.startsWith("webauthn-") ? algorithm.substring("webauthn-".length()) : algorithm;
            return name.endsWith(CERTIFICATE_SUFFIX) ? withoutCertificate(name) + "@openssh.com" : name;
        }
        String plain = withoutCertificate(algorithm);
        return plain.startsWith("rsa-sha2-") ? "ssh-rsa" : plain;
    }

    static String withoutCertificate(String algorithm) {
        return algorithm.endsWith(CERTIFICATE_SUFFIX)
                ? algorithm.substring(0, algorithm.length() - CERTIFICATE_SUFFIX.length())
                : algorithm;
    }
}
