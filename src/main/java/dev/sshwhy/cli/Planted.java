package dev.sshwhy.cli;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes up secrets of the kinds that setups hold, and remembers them. */
final class Planted {
    private static final String[] SYLLABLES = {
        "ba", "do", "fi", "gu", "ka", "le", "mo", "nu", "pi", "ra", "so", "tu", "vo", "wa", "xe", "yo", "zi", "kru",
        "pla", "sto"
    };
    private static final String BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;
    private final List<String> secrets = new ArrayList<>();

    Planted(long seed) {
        this.random = new Random(seed);
    }

    /** All of them, as they were planted. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** Such as a login name, a host's alias or a file's name. */
    String name() {
        return plant(word(4 + random.nextInt(2)));
    }

    /** One so short that it may stand in other words by chance. */
    String shortName() {
        return plant("x" + (char) ('a' + random.nextInt(26)) + "q" + (char) ('a' + random.nextInt(26)));
    }

    String host() {
        return plant(word(3) + "." + word(3) + "." + (random.nextBoolean() ? "example" : "internal"));
    }

    String email() {
        return plant(word(3) + "." + word(3) + "@" + word(4) + ".example");
    }

    String address() {
        return plant((11 + random.nextInt(200)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + (1 + random.nextInt(254)));
    }

    String longAddress() {
        return plant(String.format(
                "2001:db8:%x:%x::%x", 1 + random.nextInt(0xffff), random.nextInt(0x10000), 1 + random.nextInt(0xffff)));
    }

    String token() {
        String[] beginnings = {"rpa_", "ghp_", "hf_", "", "sk-", "AKIA"};
        return plant(beginnings[random.nextInt(beginnings.length)] + letters(28));
    }

    /** Two words, as people name their keys. */
    String phrase() {
        return plant(word(4) + " " + word(3));
    }

    /** A Pod's login name at the provider's gateway. */
    String pod() {
        return plant(letters(14).toLowerCase(Locale.ROOT) + "-" + String.format("%08x", random.nextInt()));
    }

    /** A public key line; its body is planted too. */
    String publicKey(String comment) {
        return line(pair(), comment);
    }

    /** A private key's file; the lines of its body are planted, and its public half is told. */
    List<String> privateKey(String comment) {
        KeyPair pair = pair();
        String body = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        plant(body);
        return List.of("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n", line(pair, comment));
    }

    private String line(KeyPair pair, String comment) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        byte[] blob = new byte[4 + type.length + 4 + 32];
        blob[3] = (byte) type.length;
        System.arraycopy(type, 0, blob, 4, type.length);
        blob[4 + type.length + 3] = 32;
        System.arraycopy(encoded, encoded.length - 32, blob, blob.length - 32, 32);
        return "ssh-ed25519 " + plant(Base64.getEncoder().encodeToString(blob)) + " " + comment + "\n";
    }

    /** A key's fingerprint, as ssh-keygen -l prints it. */
    static String fingerprint(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(body));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java since 15 has it
        }
    }

    private String plant(String secret) {
        secrets.add(secret);
        return secret;
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(BASE_64.charAt(random.nextInt(BASE_64.length())));
        }
        return letters.toString();
    }

    /** The secrets that a text shows: as they are, in other letters, or, for long ones, broken over lines; of keys each piece. */
    List<String> shownIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String joined = lower.replaceAll("[^a-z0-9+/]", "");
        return secrets.stream()
                .filter(it -> isShown(it.toLowerCase(Locale.ROOT), lower, joined))
                .toList();
    }

    private static boolean isShown(String secret, String lower, String joined) {
        if (secret.length() >= 40) {
            List<String> pieces = new ArrayList<>();
            for (int at = 26;
                    at + 20 <= secret.length();
                    at += 10) { // the first letters are alike in all keys of a type
                pieces.add(secret.substring(at, at + 20));
            }
            return pieces.stream().anyMatch(joined::contains);
        }
        String words = Arrays.stream(secret.split(" ", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        return Pattern.compile("(?<![a-z0-9])" + words + "(?![a-z0-9])")
                        .matcher(lower)
                        .find()
                || (secret.length() >= 16 && joined.contains(secret.replaceAll("[^a-z0-9+/]", "")));
    }
}
