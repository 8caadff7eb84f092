package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Patterns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The algorithms that ssh knows ({@code ssh -Q}) and those it uses unasked (OpenSSH myproposal.h), and how lists alter them. */
public final class Algorithms {
    private static final String SNTRUP = "sntrup761x25519-sha512";
    private static final String MLKEM = "mlkem768x25519-sha256";
    private static final String WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";
    private static final int MLDSA = 1004;

    private static final List<String> CIPHERS = words(
            "3des-cbc aes128-cbc aes192-cbc aes256-cbc rijndael-cbc@lysator.liu.se aes128-ctr aes192-ctr aes256-ctr"
                    + " aes128-gcm@openssh.com aes256-gcm@openssh.com chacha20-poly1305@openssh.com");
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
                    + " mlkem768nistp256-sha256 curve25519-sha256 curve25519-sha256@libssh.org"
                    + " sntrup4591761x25519-sha512@tinyssh.org sntrup761x25519-sha512"
                    + " sntrup761x25519-sha512@openssh.com mlkem768x25519-sha256");
    private static final List<String> KEYS =
            words("ssh-ed25519 ssh-ed25519-cert-v01@openssh.com sk-ssh-ed25519@openssh.com"
                    + " sk-ssh-ed25519-cert-v01@openssh.com ssh-mldsa44-ed25519@openssh.com"
                    + " ssh-mldsa44-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256"
                    + " ecdsa-sha2-nistp256-cert-v01@openssh.com ecdsa-sha2-nistp384"
                    + " ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521"
                    + " ecdsa-sha2-nistp521-cert-v01@openssh.com sk-ecdsa-sha2-nistp256@openssh.com"
                    + " sk-ecdsa-sha2-nistp256-cert-v01@openssh.com webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
                    + " webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"
                    + " ssh-dss ssh-dss-cert-v01@openssh.com ssh-rsa ssh-rsa-cert-v01@openssh.com rsa-sha2-256"
                    + " rsa-sha2-256-cert-v01@openssh.com rsa-sha2-512 rsa-sha2-512-cert-v01@openssh.com");
    /** sshkey_type_from_name takes these too; but no list is ever filled from them. */
    private static final Set<String> SHORT_NAMES =
            Set.of("ed25519", "ed25519-sk", "ecdsa", "ecdsa-sk", "dsa", "rsa", "rsa-sha2-256", "rsa-sha2-512");

    private final Map<String, List<String>> known;
    private final Map<String, List<String>> defaults;

    private Algorithms(Map<String, List<String>> known, Map<String, List<String>> defaults) {
        this.known = known;
        this.defaults = defaults;
    }

    /** What a release knows; measured with 8.0 to 10.5, an older one is taken for 8.0. */
    static Algorithms of(SshRelease release) {
        List<String> keys = known(KEYS, release);
        List<String> signatures =
                keys.stream().filter(it -> !it.contains("-cert-")).toList();
        List<String> defaultSignatures = defaultSignatures(release);
        List<String> signaturesOfKeys = new ArrayList<>(defaultSignatures);
        if (!release.isAtLeast(808) && release.isAtLeast(802)) {
            signaturesOfKeys.add("ssh-rsa");
        }
        List<String> defaultKeys = new ArrayList<>();
        signaturesOfKeys.forEach(it -> defaultKeys.add(certificate(it)));
        defaultKeys.addAll(signaturesOfKeys);
        return new Algorithms(
                Map.of(
                        "ciphers", known(CIPHERS, release),
                        "macs", MACS,
                        "kexalgorithms", known(KEX, release),
                        "casignaturealgorithms", signatures,
                        "keys", keys),
                Map.of(
                        "ciphers", defaultCiphers(release),
                        "macs", DEFAULT_MACS,
                        "kexalgorithms", defaultKex(release),
                        "casignaturealgorithms", defaultSignatures,
                        "keys", defaultKeys));
    }

    /** The list that holds for one host: the configured one, which is written out in full, or the release's default. */
    public static List<String> inUse(String option, Configuration configuration, SshRelease release) {
        return configuration
                .first(option)
                .map(ConfigValue::value)
                .map(it -> List.of(it.split(",", -1)))
                .orElseGet(() -> usual(option, release));
    }

    /** The list that holds where nothing is configured. */
    public static List<String> usual(String option, SshRelease release) {
        return List.of(of(release).assembled(option, "-").orElse("").split(",", -1));
    }

    /** Every name that a release takes for an option ({@code ssh -Q}). */
    public static List<String> known(String option, SshRelease release) {
        return of(release).names(option);
    }

    private static List<String> known(List<String> all, SshRelease release) {
        return all.stream().filter(it -> isKnown(it, release)).toList();
    }

    private static boolean isKnown(String name, SshRelease release) {
        return switch (name) {
            case "rijndael-cbc@lysator.liu.se", "sntrup4591761x25519-sha512@tinyssh.org" -> !release.isAtLeast(805);
            case "sntrup761x25519-sha512@openssh.com" -> release.isAtLeast(805);
            case SNTRUP -> release.isAtLeast(909) || isDebianTwelve(release);
            case MLKEM -> release.isAtLeast(909);
            case "mlkem768nistp256-sha256" -> release.isAtLeast(1005);
            case WEBAUTHN -> release.isAtLeast(804);
            case "webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com" -> release.isAtLeast(1003);
            case "ssh-mldsa44-ed25519@openssh.com", "ssh-mldsa44-ed25519-cert-v01@openssh.com" ->
                release.isAtLeast(MLDSA);
            // 9.8 left DSA out unless it was asked for, which Apple did.
            case "ssh-dss", "ssh-dss-cert-v01@openssh.com" ->
                !release.isAtLeast(release.vendor() == SshRelease.Vendor.APPLE ? 1000 : 908);
            default -> release.isAtLeast(802) || !name.startsWith("sk-");
        };
    }

    /** Debian added the name without "@openssh.com" to its 9.2 later. */
    private static boolean isDebianTwelve(SshRelease release) {
        return release.number() == 902 && release.vendor() == SshRelease.Vendor.DEBIAN;
    }

    /** 10.0 put AES-GCM before AES-CTR. */
    private static List<String> defaultCiphers(SshRelease release) {
        return words("chacha20-poly1305@openssh.com "
                + (release.isAtLeast(1000)
                        ? "aes128-gcm@openssh.com aes256-gcm@openssh.com aes128-ctr aes192-ctr aes256-ctr"
                        : "aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com aes256-gcm@openssh.com"));
    }

    private static List<String> defaultKex(SshRelease release) {
        List<String> names = new ArrayList<>(words("curve25519-sha256 curve25519-sha256@libssh.org ecdh-sha2-nistp256"
                + " ecdh-sha2-nistp384 ecdh-sha2-nistp521"));
        if (release.isAtLeast(809)) {
            // 8.9 put the first post-quantum exchange last but for the finite-field ones, 9.0 first.
            names.add(release.isAtLeast(900) ? 0 : names.size(), SNTRUP + "@openssh.com");
        }
        if (release.isAtLeast(909) || isDebianTwelve(release)) {
            names.add(0, SNTRUP);
        }
        if (release.isAtLeast(909)) {
            names.add(release.isAtLeast(1000) ? 0 : 2, MLKEM);
        }
        names.addAll(words("diffie-hellman-group-exchange-sha256 diffie-hellman-group16-sha512"
                + " diffie-hellman-group18-sha512 diffie-hellman-group14-sha256"));
        if (!release.isAtLeast(802)) {
            names.add("diffie-hellman-group14-sha1");
        }
        return names;
    }

    private static List<String> defaultSignatures(SshRelease release) {
        // 8.5 began to prefer Ed25519.
        List<String> names = new ArrayList<>(words(
                release.isAtLeast(805)
                        ? "ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521"
                                + " sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com"
                        : "ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521"
                                + " sk-ecdsa-sha2-nistp256@openssh.com ssh-ed25519 sk-ssh-ed25519@openssh.com"));
        if (release.isAtLeast(1003)) {
            names.add(WEBAUTHN);
        }
        names.addAll(words("rsa-sha2-512 rsa-sha2-256"));
        // SHA-1 went with 8.2 for a certificate's signature, with 8.8 for all others.
        if (!release.isAtLeast(802)) {
            names.removeIf(it -> it.startsWith("sk-"));
            names.add("ssh-rsa");
        }
        return names;
    }

    private static String certificate(String signature) {
        int at = signature.indexOf('@');
        return (at < 0 ? signature : signature.substring(0, at)) + "-cert-v01@openssh.com";
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
        return all.stream().anyMatch(it -> Patterns.verdictOfList(it, pattern) != 0);
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
                                .filter(it -> !Patterns.listMatches(it, names))
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
            all.stream().filter(it -> Patterns.listMatches(it, pattern)).forEach(result::add);
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
