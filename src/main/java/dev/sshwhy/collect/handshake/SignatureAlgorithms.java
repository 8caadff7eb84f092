package dev.sshwhy.collect.handshake;

import java.util.List;
import java.util.Optional;

/** With which algorithm ssh offers a key (OpenSSH sshconnect2.c key_sig_algorithm). */
final class SignatureAlgorithms {
    private static final String RSA = "ssh-rsa";
    private static final String RSA_CERTIFICATE = RSA + AlgorithmNames.CERTIFICATE_SUFFIX;

    private SignatureAlgorithms() {}

    /**
     * Chooses the first one that fits.
     *
     * @param keyType the key's own type name
     * @param accepted PubkeyAcceptedAlgorithms
     * @param serverSignatures server-sig-algs (RFC 8308 §3.1), where the server sent it
     * @param software the server's software, which has known bugs in some releases
     * @return empty when ssh would pass over the key
     */
    static Optional<String> choose(
            String keyType, List<String> accepted, Optional<List<String>> serverSignatures, String software) {
        boolean isRsa = keyType.equals(RSA);
        boolean isRsaCertificate = keyType.equals(RSA_CERTIFICATE);
        if (serverSignatures.isEmpty()
                || (!isRsa && !isRsaCertificate)
                || (isRsaCertificate && takesOnlyOldCertificates(software))) {
            return accepted.contains(keyType) ? Optional.of(keyType) : Optional.empty();
        }
        // OpenSSH 7.4 can do SHA-2, and forgets to say so.
        List<String> understood = isRsa && software.startsWith("OpenSSH_7.4")
                ? List.of("rsa-sha2-256", "rsa-sha2-512")
                : serverSignatures.get();
        for (String algorithm : accepted) {
            boolean fits = AlgorithmNames.keyType(algorithm).equals(RSA)
                    && algorithm.endsWith(AlgorithmNames.CERTIFICATE_SUFFIX) == isRsaCertificate;
            if (fits && understood.contains(AlgorithmNames.withoutCertificate(algorithm))) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The name that the signature itself carries: plain keys and certificates sign alike. */
    static String ofSignature(String algorithm) {
        boolean isSecurityKey = algorithm.startsWith("sk-") && algorithm.endsWith(AlgorithmNames.CERTIFICATE_SUFFIX);
        String plain = AlgorithmNames.withoutCertificate(algorithm);
        return isSecurityKey ? plain + "@openssh.com" : plain;
    }

    /** OpenSSH compat.c, SSH_BUG_SIGTYPE: releases that know certificates only with SHA-1 signatures. */
    private static boolean takesOnlyOldCertificates(String software) {
        if (!software.startsWith("OpenSSH_")) {
            return software.startsWith("Sun_SSH_1.0");
        }
        String version = software.substring("OpenSSH_".length());
        return startsWithAny(version, "2", "3", "4", "5", "6.5", "6.6")
                || startsWithAny(version, "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7");
    }

    private static boolean startsWithAny(String version, String... starts) {
        for (String start : starts) {
            if (version.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
