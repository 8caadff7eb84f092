package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Patterns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The algorithm lists of OpenSSH's client (myproposal.h, 9.2 to 10.x), and how the configuration changes them. */
final class AlgorithmNames {
    static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";

    static final List<String> KEY_EXCHANGE = List.of(
            "mlkem768x25519-sha256",
            "sntrup761x25519-sha512",
            "sntrup761x25519-sha512@openssh.com",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "diffie-hellman-group-exchange-sha256",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256");
    static final List<String> CIPHERS = List.of(
            "chacha20-poly1305@openssh.com",
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr");
    static final List<String> MACS = List.of(
            "umac-64-etm@openssh.com",
            "umac-128-etm@openssh.com",
            "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-512-etm@openssh.com",
            "hmac-sha1-etm@openssh.com",
            "umac-64@openssh.com",
            "umac-128@openssh.com",
            "hmac-sha2-256",
            "hmac-sha2-512",
            "hmac-sha1");
    /** Host keys and user keys share one default. */
    static final List<String> PUBLIC_KEYS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "sk-ssh-ed25519-cert-v01@openssh.com",
            "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
            "rsa-sha2-512",
            "rsa-sha2-256");

    /** What ssh can do, but does not unless told to; here only so that wildcards find it. */
    private static final List<String> OUT_OF_USE = List.of(
            "diffie-hellman-group-exchange-sha1",
            "diffie-hellman-group14-sha1",
            "diffie-hellman-group1-sha1",
            "aes128-cbc",
            "aes192-cbc",
            "aes256-cbc",
            "3des-cbc",
            "hmac-md5",
            "hmac-md5-96",
            "hmac-md5-etm@openssh.com",
            "hmac-md5-96-etm@openssh.com",
            "hmac-sha1-96",
            "hmac-sha1-96-etm@openssh.com",
            "ssh-rsa",
            "ssh-dss",
            "ssh-rsa-cert-v01@openssh.com",
            "ssh-dss-cert-v01@openssh.com");

    private AlgorithmNames() {}

    /** The list that holds: the configured one, or the default as it changes it (OpenSSH kex.c kex_assemble_names). */
    static List<String> resolve(Optional<List<String>> configured, List<String> defaults) {
        if (configured.isEmpty() || configured.get().isEmpty()) {
            return defaults;
        }
        List<String> names = configured.get();
        char first = names.get(0).isEmpty() ? ' ' : names.get(0).charAt(0);
        List<String> stripped = new ArrayList<>(names);
        if (first == '+' || first == '-' || first == '^') {
            stripped.set(0, names.get(0).substring(1));
        }
        Set<String> result = new LinkedHashSet<>();
        switch (first) {
            case '-' -> {
                result.addAll(defaults);
                result.removeAll(expanded(stripped, defaults));
            }
            case '+' -> {
                result.addAll(defaults);
                result.addAll(expanded(stripped, defaults));
            }
            case '^' -> {
                result.addAll(expanded(stripped, defaults));
                result.addAll(defaults);
            }
            default -> result.addAll(expanded(stripped, defaults));
        }
        return List.copyOf(result);
    }

    /**
     * The host key algorithms in the order in which ssh proposes them: those first for which known_hosts has a key
     * (OpenSSH sshconnect2.c order_hostkeyalgs), unless the configuration gives a whole list.
     */
    static List<String> hostKeys(Optional<List<String>> configured, List<String> known) {
        List<String> names = resolve(configured, PUBLIC_KEYS);
        boolean isWholeList = configured
                .filter(it -> !it.isEmpty()
                        && !it.get(0).startsWith("+")
                        && !it.get(0).startsWith("-"))
                .isPresent();
        boolean knowsAuthority = known.stream().anyMatch(it -> it.endsWith(CERTIFICATE_SUFFIX));
        if (isWholeList || names.isEmpty() || known.contains(keyType(names.get(0)))) {
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

    private static List<String> expanded(List<String> patterns, List<String> defaults) {
        List<String> names = new ArrayList<>();
        for (String pattern : patterns) {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                names.add(pattern);
                continue;
            }
            for (String name : defaults) {
                if (Patterns.matches(name, pattern)) {
                    names.add(name);
                }
            }
            for (String name : OUT_OF_USE) {
                if (Patterns.matches(name, pattern)) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
