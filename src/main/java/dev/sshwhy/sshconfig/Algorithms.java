package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The algorithms that ssh knows ({@code ssh -Q}) and those it uses unasked (OpenSSH myproposal.h), and how lists alter them. */
final class Algorithms {
    private static final int MLKEM = 909;

    private static final List<String> CIPHERS =
            words("3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com"
                    + " aes256-gcm@openssh.com chacha20-poly1305@openssh.com");
    private static final List<String> DEFAULT_CIPHERS =
            words("chacha20-poly1305@openssh.com aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com"
                    + " aes256-gcm@openssh.com");
    private static final List<String> MACS =
            words("hmac-sha1 hmac-sha1-96 hmac-sha2-256 hmac-sha2-512 hmac-md5 hmac-md5-96 umac-64@openssh.com"
                    + " umac-128@openssh.com hmac-sha1-etm@openssh.com hmac-sha1-96-etm@openssh.com"
                    + " hmac-sha2-256-etm@openssh.com hmac-sha2-512-etm@openssh.com hmac-md5-etm@openssh.com"
                    + " hmac-md5-96-etm@openssh.com umac-64-etm@openssh.com umac-128-etm@openssh.com");
    private static final List<String> DEFAULT_MACS =
            words("umac-64-etm@openssh.com umac-128-etm@openssh.com hmac-sha2-256-etm@openssh.com"
                    + " hmac-sha2-512-etm@openssh.com hmac-sha1-etm@openssh.com umac-64@openssh.com"
                    + " umac-128@openssh.com hmac-sha2-256 hmac-sha2-512 hmac-sha1");
    private static final List<String> KEX =
            words("diffie-hellman-group1-sha1 diffie-hellman-group14-sha1 diffie-hellman-group14-sha256"
                    + " diffie-hellman-group16-sha512 diffie-hellman-group18-sha512 diffie-hellman-group-exchange-sha1"
                    + " diffie-hellman-group-exchange-sha256 ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521"
                    + " curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512"
                    + " sntrup761x25519-sha512@openssh.com");
    private static final List<String> DEFAULT_KEX =
            words("sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com curve25519-sha256"
                    + " curve25519-sha256@libssh.org ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521"
                    + " diffie-hellman-group-exchange-sha256 diffie-hellman-group16-sha512"
                    + " diffie-hellman-group18-sha512 diffie-hellman-group14-sha256");
    private static final List<String> KEYS =
            words("ssh-ed25519 ssh-ed25519-cert-v01@openssh.com sk-ssh-ed25519@openssh.com"
                    + " sk-ssh-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256"
                    + " ecdsa-sha2-nistp256-cert-v01@openssh.com ecdsa-sha2-nistp384"
                    + " ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521"
                    + " ecdsa-sha2-nistp521-cert-v01@openssh.com sk-ecdsa-sha2-nistp256@openssh.com"
                    + " sk-ecdsa-sha2-nistp256-cert-v01@openssh.com webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
                    + " ssh-dss ssh-dss-cert-v01@openssh.com ssh-rsa ssh-rsa-cert-v01@openssh.com rsa-sha2-256"
                    + " rsa-sha2-256-cert-v01@openssh.com rsa-sha2-512 rsa-sha2-512-cert-v01@openssh.com");
    private static final List<String> DEFAULT_SIGNATURES =
            words("ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521 sk-ssh-ed25519@openssh.com"
                    + " sk-ecdsa-sha2-nistp256@openssh.com rsa-sha2-512 rsa-sha2-256");
    private static final List<String> DEFAULT_CERTIFICATES =
            words("ssh-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256-cert-v01@openssh.com"
                    + " ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521-cert-v01@openssh.com"
                    + " sk-ssh-ed25519-cert-v01@openssh.com sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"
                    + " rsa-sha2-512-cert-v01@openssh.com rsa-sha2-256-cert-v01@openssh.com");
    /** sshkey_type_from_name takes these too; but no list is ever filled from them. */
    private static final Set<String> SHORT_NAMES =
            Set.of("ed25519", "ed25519-sk", "ecdsa", "ecdsa-sk", "dsa", "rsa", "rsa-sha2-256", "rsa-sha2-512");

    private final Map<String, List<String>> known;
    private final Map<String, List<String>> defaults;

    private Algorithms(Map<String, List<String>> known, Map<String, List<String>> defaults) {
        this.known = known;
        this.defaults = defaults;
    }

    /** What a release knows. */
    static Algorithms of(SshRelease release) {
        List<String> kex = new ArrayList<>(KEX);
        List<String> defaultKex = new ArrayList<>(DEFAULT_KEX);
        if (release.isAtLeast(MLKEM)) {
            kex.add("mlkem768x25519-sha256");
            defaultKex.add(release.isAtLeast(1000) ? 0 : 2, "mlkem768x25519-sha256");
        }
        List<String> keys = new ArrayList<>(KEYS);
        if (release.isAtLeast(1000)) {
            keys.removeIf(it -> it.startsWith("ssh-dss"));
        }
        List<String> signatures =
                keys.stream().filter(it -> !it.contains("-cert-")).toList();
        List<String> defaultKeys = new ArrayList<>(DEFAULT_CERTIFICATES);
        defaultKeys.addAll(DEFAULT_SIGNATURES);
        return new Algorithms(
                Map.of(
                        "ciphers", CIPHERS,
                        "macs", MACS,
                        "kexalgorithms", kex,
                        "casignaturealgorithms", signatures,
                        "keys", keys),
                Map.of(
                        "ciphers", DEFAULT_CIPHERS,
                        "macs", DEFAULT_MACS,
                        "kexalgorithms", defaultKex,
                        "casignaturealgorithms", DEFAULT_SIGNATURES,
                        "keys", defaultKeys));
    }

    /** The name in a list that ssh does not know; empty when it takes the list. What a "-" takes away is never checked. */
    Optional<String> unknownIn(String option, String list) {
        if (list.startsWith("-")) {
            return Optional.empty();
        }
        String names = list.startsWith("+") || list.startsWith("^") ? list.substring(1) : list;
        if (names.isEmpty()) {
            return Optional.of(list);
        }
        boolean keyTypes = isKeyTypeList(option);
        List<String> all = keyTypes ? known(option, "keys") : known(option, option);
        for (String name : names.split(",", -1)) {
            if (name.isEmpty()) {
                // The C loop ends at the first empty name.
                return Optional.empty();
            }
            boolean isKnown = all.contains(name)
                    || (keyTypes && (SHORT_NAMES.contains(Bytes.lowerCase(name)) || anyMatches(all, name)));
            if (!isKnown) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static boolean anyMatches(List<String> all, String pattern) {
        return all.stream().anyMatch(it -> Patterns.verdictOfList(it, pattern, false) != 0);
    }

    /** Every name that the option takes. */
    List<String> names(String option) {
        return isKeyTypeList(option) ? known(option, "keys") : known(option, option);
    }

    /** The list that ssh uses in the end (OpenSSH kex_assemble_names); empty when nothing is left, which ssh refuses. */
    Optional<String> assembled(String option, String list) {
        List<String> usual = defaults.getOrDefault(option, defaults.getOrDefault("keys", List.of()));
        List<String> all = known(option, option);
        String names = list.substring(1);
        List<String> wanted;
        switch (list.charAt(0)) {
            case '-' -> {
                return Optional.of(String.join(
                        ",",
                        usual.stream()
                                .filter(it -> !Patterns.listMatches(it, names, false))
                                .toList()));
            }
            case '+' -> wanted = joined(usual, List.of(names.split(",", -1)));
            case '^' -> wanted = joined(List.of(names.split(",", -1)), usual);
            default -> wanted = List.of(list.split(",", -1));
        }
        Set<String> result = new LinkedHashSet<>();
        for (String pattern : wanted) {
            if (pattern.startsWith("!")) {
                return Optional.empty();
            }
            all.stream().filter(it -> Patterns.listMatches(it, pattern, false)).forEach(result::add);
        }
        return result.isEmpty() ? Optional.empty() : Optional.of(String.join(",", result));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        Set<String> names = new LinkedHashSet<>(first);
        names.addAll(second);
        names.remove("");
        return List.copyOf(names);
    }

    private List<String> known(String option, String list) {
        return known.getOrDefault(list, known.getOrDefault(option, known.getOrDefault("keys", List.of())));
    }

    private static boolean isKeyTypeList(String option) {
        return switch (option) {
            case "ciphers", "macs", "kexalgorithms" -> false;
            default -> true;
        };
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
