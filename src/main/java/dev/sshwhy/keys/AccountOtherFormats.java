package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in RFC 4716 and PEM, turned into OpenSSH's form. */
final class AccountOtherFormats {
    private static final Pattern ARMOUR = Pattern.compile("-{2,5} {0,2}(?:BEGIN|END)[A-Za-z0-9 ]{3,50}-{2,5}");
    private static final Pattern COMMENT =
            Pattern.compile("Comment: ?(?:\"([^\"\\n]{0,1024})\"|([^\\n]{0,1024}))", Pattern.CASE_INSENSITIVE);
    /** "ssh-", "ecdsa-" and "sk-" in base64. */
    private static final List<String> ENCODED_TYPES = List.of("c3NoL", "ZWNkc2Et", "c2st");

    private static final Pattern HEADER_LINE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}: .*");

    private AccountOtherFormats() {}

    /** The key of a block; the lines include BEGIN and END. */
    static Optional<PublicKey> publicKey(String name, List<String> lines) {
        return name.contains("SSH2") ? rfc4716(lines) : pem(name, lines);
    }

    /** RFC 4716 §3: headers of the form {@code Name: value}, continued by a backslash, then the blob. */
    private static Optional<PublicKey> rfc4716(List<String> lines) {
        String text = ARMOUR.matcher(String.join("\n", lines).replace("\\r", "").replace("\\n", "\n"))
                .replaceAll("");
        Matcher comment = COMMENT.matcher(text);
        boolean commented = comment.find();
        String words = !commented ? "" : comment.group(1) != null ? comment.group(1) : comment.group(2);
        StringBuilder body = new StringBuilder();
        boolean continued = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String plain = AccountBlocks.noiseless(line);
            boolean header = continued || HEADER_LINE.matcher(plain).matches();
            continued = header && line.strip().endsWith("\\");
            body.append(header ? "" : plain);
        }
        Optional<PublicKey> key = decode(body.toString()).flatMap(it -> PublicKeys.fromBlob(it, words.strip()));
        return key.or(() -> commented && lines.size() == 1 ? oneLine(text, comment) : Optional.empty());
    }

    /** All on one line: what stands behind the quoted comment is the body. */
    private static Optional<PublicKey> oneLine(String text, Matcher comment) {
        String words = comment.group(1) == null ? "" : comment.group(1);
        String body =
                comment.group(1) == null ? text.substring(text.lastIndexOf(':') + 1) : text.substring(comment.end());
        return decode(body).flatMap(it -> PublicKeys.fromBlob(it, words));
    }

    /** The key of a line that was encoded in base64 as a whole, its type and comment with it. */
    static Optional<PublicKey> encoded(String letters) {
        boolean begins = ENCODED_TYPES.stream().anyMatch(letters::startsWith);
        String whole = letters.endsWith("=") ? letters : letters.substring(0, letters.length() / 4 * 4);
        return Optional.of(whole)
                .filter(it -> begins)
                .flatMap(AuthorizedKeysBase64::decode)
                .map(it -> new String(it, StandardCharsets.UTF_8).strip())
                .map(it -> AuthorizedKeysLine.read(it.getBytes(StandardCharsets.UTF_8), Instant.EPOCH))
                .filter(AuthorizedKeysLine::isAccepted)
                .flatMap(AuthorizedKeysLine::key);
    }

    /** The public half of a PuTTY file without its private one. */
    static Optional<PublicKey> putty(List<String> lines) {
        StringBuilder body = new StringBuilder();
        String comment = "";
        boolean inBody = false;
        for (String line : lines) {
            String plain = AccountBlocks.noiseless(line);
            boolean header = HEADER_LINE.matcher(plain).matches();
            comment = plain.startsWith("Comment: ") ? plain.substring("Comment: ".length()) : comment;
            body.append(inBody && !header ? plain : "");
            inBody = header ? plain.startsWith("Public-Lines:") : inBody;
        }
        String words = comment;
        return decode(body.toString()).flatMap(it -> PublicKeys.fromBlob(it, words.strip()));
    }

    private static Optional<byte[]> decode(String body) {
        int start = Math.max(0, body.indexOf("AAAA"));
        return AuthorizedKeysBase64.decode(body.substring(start).strip());
    }

    /** RFC 5280 SubjectPublicKeyInfo, or RFC 8017 RSAPublicKey. */
    private static Optional<PublicKey> pem(String name, List<String> lines) {
        StringBuilder letters = new StringBuilder();
        for (String line : lines) {
            String plain = AccountBlocks.noiseless(ARMOUR.matcher(line).replaceAll(""));
            letters.append(HEADER_LINE.matcher(plain).matches() ? "" : plain);
        }
        Optional<Der> outer =
                AuthorizedKeysBase64.decode(letters.toString()).map(Der::new).flatMap(it -> it.enter(Der.SEQUENCE));
        return outer.flatMap(it -> name.contains("RSA") && it.nextIs(Der.INTEGER) ? rsa(it) : subject(it))
                .flatMap(it -> PublicKeys.fromBlob(it, ""));
    }

    private static Optional<byte[]> rsa(Der numbers) {
        Optional<BigInteger> modulus = numbers.integer();
        Optional<BigInteger> exponent = numbers.integer();
        return modulus.flatMap(n -> exponent.map(e -> WireWriter.of("ssh-rsa")
                .string(e.toByteArray())
                .string(n.toByteArray())
                .bytes()));
    }

    private static Optional<byte[]> subject(Der info) {
        Optional<Der> algorithm = info.enter(Der.SEQUENCE);
        Optional<byte[]> bits = info.bits();
        if (algorithm.isEmpty() || bits.isEmpty()) {
            return Optional.empty();
        }
        String identifier = algorithm.get().identifier().orElse("");
        return switch (identifier) {
            case "1.2.840.113549.1.1.1" ->
                new Der(bits.get()).enter(Der.SEQUENCE).flatMap(AccountOtherFormats::rsa);
            case "1.3.101.112" ->
                Optional.of(WireWriter.of("ssh-ed25519").string(bits.get()).bytes());
            case "1.2.840.10045.2.1" ->
                algorithm
                        .get()
                        .identifier()
                        .map(AccountOtherFormats::curve)
                        .filter(Predicate.not(String::isEmpty))
                        .map(it -> WireWriter.of("ecdsa-sha2-" + it)
                                .string(it.getBytes(StandardCharsets.US_ASCII))
                                .string(bits.get())
                                .bytes());
            default -> Optional.empty();
        };
    }

    private static String curve(String identifier) {
        return switch (identifier) {
            case "1.2.840.10045.3.1.7" -> "nistp256";
            case "1.3.132.0.34" -> "nistp384";
            case "1.3.132.0.35" -> "nistp521";
            default -> "";
        };
    }
}
