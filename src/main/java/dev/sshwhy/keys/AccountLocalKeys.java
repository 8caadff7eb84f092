package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** This machine's public keys, to find the one that a fingerprint or a fragment belongs to. */
final class AccountLocalKeys {
    /** Letters beyond the part that all keys of a type share: 48 bits, so that no other key of the world has them. */
    private static final int TELLING = 8;

    private static final int TELLING_ALONE = 16;

    private final List<LocalPublicKey> keys;
    private final Map<String, LocalPublicKey> byFingerprint = new HashMap<>();
    private final Map<String, LocalPublicKey> byBlob = new HashMap<>();

    AccountLocalKeys(List<LocalPublicKey> keys) {
        this.keys = List.copyOf(keys);
        for (LocalPublicKey it : this.keys) {
            byFingerprint.putIfAbsent(it.key().fingerprint(), it);
            byFingerprint.putIfAbsent(
                    PublicKeys.md5Fingerprint(
                            Base64.getDecoder().decode(it.key().blob())),
                    it);
            byBlob.putIfAbsent(it.key().blob(), it);
        }
    }

    Optional<LocalPublicKey> same(PublicKey key) {
        return Optional.ofNullable(byBlob.get(key.blob()));
    }

    /** By "SHA256:…" without padding, or "MD5:" and small hex pairs. */
    Optional<LocalPublicKey> byFingerprint(String fingerprint) {
        String known = fingerprint.startsWith("MD5:")
                ? "MD5:" + fingerprint.substring(4).toLowerCase(Locale.ROOT)
                : fingerprint.endsWith("=") ? fingerprint.substring(0, fingerprint.length() - 1) : fingerprint;
        return Optional.ofNullable(byFingerprint.get(known));
    }

    /** The one key that this run of base64 letters is a piece of; {@code damaged} ones need only agree at one end. */
    Optional<LocalPublicKey> byFragment(String letters) {
        if (letters.length() < TELLING_ALONE || letters.length() > 16384) {
            return Optional.empty();
        }
        List<LocalPublicKey> matching = keys.stream()
                .filter(it -> isPieceOf(letters, it.key()))
                .limit(2)
                .toList();
        boolean one = matching.size() == 1
                || (matching.size() == 2
                        && matching.get(0).key().isSameKeyAs(matching.get(1).key()));
        return one ? Optional.of(matching.get(0)) : Optional.empty();
    }

    private static boolean isPieceOf(String letters, PublicKey key) {
        String blob = unpadded(key.blob());
        int shared = sharedLetters(key.type());
        int prefix = 0;
        while (prefix < Math.min(blob.length(), letters.length()) && blob.charAt(prefix) == letters.charAt(prefix)) {
            prefix++;
        }
        if (prefix >= shared + TELLING) {
            return true;
        }
        int suffix = 0;
        while (suffix < Math.min(blob.length(), letters.length())
                && blob.charAt(blob.length() - 1 - suffix) == letters.charAt(letters.length() - 1 - suffix)) {
            suffix++;
        }
        return (suffix >= TELLING_ALONE && suffix < blob.length() - shared + TELLING_ALONE)
                || blob.indexOf(letters, Math.max(0, shared - letters.length() + TELLING_ALONE)) >= 0;
    }

    static String unpadded(String blob) {
        int end = blob.length();
        while (end > 0 && blob.charAt(end - 1) == '=') {
            end--;
        }
        return blob.substring(0, end);
    }

    /** How many letters at the beginning all keys of a type have in common: names, lengths, and RSA's usual exponent. */
    static int sharedLetters(String type) {
        return switch (PublicKeys.plainType(type)) {
            case "ssh-ed25519" -> 26;
            case "ssh-rsa" -> 32;
            case "ssh-dss" -> 26;
            case "sk-ssh-ed25519@openssh.com" -> 46;
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> 74;
            default -> 56;
        };
    }
}
