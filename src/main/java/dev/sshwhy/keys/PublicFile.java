package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Files that hold a public key or a certificate: OpenSSH's line, RFC 4716, and PEM (RFC 7468 §13, RFC 8017 A.1.1). */
final class PublicFile {
    private static final String RFC4716_HEADER = "---- BEGIN SSH2 PUBLIC KEY ----";
    private static final Map<String, Integer> CURVES =
            Map.of("1.2.840.10045.3.1.7", 256, "1.3.132.0.34", 384, "1.3.132.0.35", 521);
    /** Names of signatures that OpenSSH takes for the name of the key as well (sshkey.c keyimpls). */
    private static final Set<String> RSA_ALIASES = Set.of("ssh-rsa", "rsa-sha2-256", "rsa-sha2-512");

    private PublicFile() {}

    /** What such a file holds, whether ssh reads it as a public key or not; empty when it is none. */
    static Optional<KeyContents> read(byte[] content) {
        Optional<PublicKey> line = firstLine(content);
        if (line.isPresent()) {
            return line.map(PublicFile::line);
        }
        Optional<PublicKey> altered = firstLine(content, PublicFile::key);
        if (altered.isPresent()) {
            return altered.map(it -> line(it).withFault(KeyContents.fault(
                    KeyFault.Kind.DAMAGED, "the certificate is not as its authority signed it: letters were changed")));
        }
        Optional<PublicKey> unknown = firstLine(content, PublicFile::keyOfUnknownType);
        if (unknown.isPresent()) {
            return unknown.map(it -> line(it).withFault(KeyContents.unknownType(it.type())));
        }
        Optional<KeyContents> broken = brokenLine(content);
        if (broken.isPresent()) {
            return broken;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith(RFC4716_HEADER)) {
            return PublicKeys.fromBlob(Ssh2Text.body(text), Ssh2Text.comment(text))
                    .map(it -> contents(KeyFormat.PUBLIC_RFC4716, it, "a public key in the format of RFC 4716"));
        }
        List<PemBlock> blocks = PemBlock.all(content);
        return blocks.stream()
                .flatMap(it -> pem(it).stream())
                .findFirst()
                .map(it -> contents(KeyFormat.PUBLIC_PEM, it, "a public key in PEM format"))
                .or(() ->
                        blocks.stream().filter(PublicFile::isPublic).findFirst().map(PublicFile::otherPem));
    }

    /**
     * The first line that ssh takes as a public key (authfile.c sshkey_try_load_public): lines that start with # and lines
     * that are no key are passed over, a private key's BEGIN line ends the search.
     */
    static Optional<PublicKey> firstLine(byte[] content) {
        return firstLine(content, it -> key(it).filter(Certificates::isAsSigned));
    }

    private static Optional<PublicKey> firstLine(byte[] content, Function<String, Optional<PublicKey>> reader) {
        int start = 0;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            String line =
                    new String(content, start, Math.min(end, nul(content, start, end)) - start, StandardCharsets.UTF_8);
            if (line.startsWith("-----BEGIN")) {
                return Optional.empty();
            }
            Optional<PublicKey> key = line.startsWith("#") ? Optional.empty() : reader.apply(line);
            if (key.isPresent()) {
                return key;
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static int nul(byte[] content, int start, int end) {
        int at = start;
        while (at < end && content[at] != 0) {
            at++;
        }
        return at;
    }

    /** A file of one line that was a key: its name stands there still, and what follows is no such key. */
    private static Optional<KeyContents> brokenLine(byte[] content) {
        String[] words = new String(content, StandardCharsets.UTF_8).strip().split("[ \t]+", 3);
        boolean named = words.length > 1 && PublicKeys.isKnownType(words[0]) && words[1].startsWith("AAAA");
        if (!named) {
            return Optional.empty();
        }
        KeyFormat format = PublicKeys.plainType(words[0]).equals(words[0]) ? KeyFormat.PUBLIC : KeyFormat.CERTIFICATE;
        return Optional.of(KeyContents.failing(
                        format,
                        false,
                        KeyContents.fault(
                                KeyFault.Kind.DAMAGED,
                                "what follows " + words[0]
                                        + " is no such key: it is cut, broken into lines, or letters were changed"))
                .withType(words[0]));
    }

    private static KeyContents line(PublicKey key) {
        return key.isCertificate()
                ? contents(
                        KeyFormat.CERTIFICATE,
                        key,
                        "a certificate for a key of type " + PublicKeys.plainType(key.type()))
                : contents(KeyFormat.PUBLIC, key, "a public key of type " + key.type());
    }

    private static Optional<PublicKey> key(String line) {
        return key(line, PublicFile::isKnownType, PublicKeys::fromBlob);
    }

    private static Optional<PublicKey> keyOfUnknownType(String line) {
        return key(line, it -> !isKnownType(it), PublicKeys::ofUnknownType);
    }

    private static boolean isKnownType(String name) {
        return isAlias(name) || PublicKeys.isKnownType(name);
    }

    private static boolean isAlias(String name) {
        return RSA_ALIASES.contains(PublicKeys.plainType(name));
    }

    /** sshkey.c sshkey_read: a type, blanks, the key in base64, and perhaps a comment. */
    private static Optional<PublicKey> key(
            String line, Predicate<String> types, BiFunction<byte[], String, Optional<PublicKey>> reader) {
        int type = skipBlanks(line, 0);
        int typeEnd = skipWord(line, type);
        int blob = skipBlanks(line, typeEnd);
        int blobEnd = skipWord(line, blob);
        String name = line.substring(type, typeEnd);
        if (blob == blobEnd || !types.test(name)) {
            return Optional.empty();
        }
        String comment = line.substring(skipBlanks(line, blobEnd));
        int carriageReturn = comment.indexOf('\r');
        String told = carriageReturn < 0 ? comment : comment.substring(0, carriageReturn);
        return Base64Text.likeSsh(line.substring(blob, blobEnd).getBytes(StandardCharsets.UTF_8))
                .flatMap(it -> reader.apply(it, told))
                .filter(it -> it.type().equals(name)
                        || (isAlias(name)
                                && PublicKeys.plainType(it.type()).equals("ssh-rsa")
                                && it.isCertificate()
                                        != PublicKeys.plainType(name).equals(name)));
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipWord(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        return at;
    }

    private static KeyContents contents(KeyFormat format, PublicKey key, String what) {
        KeyContents contents = KeyContents.failing(
                        format,
                        false,
                        KeyContents.fault(
                                KeyFault.Kind.PUBLIC_HALF,
                                what
                                        + ", not a private one: ssh cannot sign with it; name the private file beside it, mostly the same name without .pub"))
                .withKey(key);
        return PrivateReading.of(contents).contents();
    }

    private static boolean isPublic(PemBlock block) {
        return block.name().equals("PUBLIC KEY") || block.name().equals("RSA PUBLIC KEY");
    }

    /** A kind or curve that SSH does not use, or a damaged key: OpenSSL's form says its size before all else. */
    private static KeyContents otherPem(PemBlock block) {
        byte[] data = block.data().orElse(new byte[0]);
        OptionalLong claimed = Der.claimedSize(data);
        boolean whole = claimed.isPresent() && claimed.getAsLong() == data.length;
        return KeyContents.failing(
                KeyFormat.PUBLIC_PEM,
                false,
                whole
                        ? KeyContents.fault(
                                KeyFault.Kind.TYPE_UNSUPPORTED,
                                "a public key in PEM format of a kind or on a curve that SSH does not use")
                        : KeyContents.fault(
                                KeyFault.Kind.DAMAGED,
                                "a public key in PEM format that is cut, or has letters changed"));
    }

    private static Optional<PublicKey> pem(PemBlock block) {
        if (block.data().isEmpty()) {
            return Optional.empty();
        }
        Optional<Der> inside = new Der(block.data().get()).enter(Der.SEQUENCE);
        return switch (block.name()) {
            case "RSA PUBLIC KEY" -> inside.flatMap(PublicFile::rsa);
            // OpenSSL's decoders take the older form under this label too.
            case "PUBLIC KEY" ->
                inside.flatMap(PublicFile::subjectPublicKey)
                        .or(() ->
                                new Der(block.data().get()).enter(Der.SEQUENCE).flatMap(PublicFile::rsa));
            default -> Optional.empty();
        };
    }

    private static Optional<PublicKey> rsa(Der der) {
        Optional<BigInteger> n = der.integer();
        Optional<BigInteger> e = der.integer();
        return n.isPresent() && e.isPresent() ? PrivateHalf.rsaKey(n.get(), e.get(), "") : Optional.empty();
    }

    /** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
    private static Optional<PublicKey> subjectPublicKey(Der der) {
        Optional<Der> algorithm = der.enter(Der.SEQUENCE);
        Optional<String> identifier = algorithm.flatMap(Der::identifier);
        Optional<byte[]> bits = der.bits();
        if (identifier.isEmpty() || bits.isEmpty()) {
            return Optional.empty();
        }
        Der parameters = algorithm.get();
        return switch (identifier.get()) {
            case "1.2.840.113549.1.1.1" ->
                new Der(bits.get()).enter(Der.SEQUENCE).flatMap(PublicFile::rsa);
            case "1.2.840.10045.2.1" ->
                parameters
                        .identifier()
                        .flatMap(it -> Optional.ofNullable(CURVES.get(it)))
                        .flatMap(it -> PrivateHalf.ecdsaKey(it, bits.get(), ""));
            case "1.3.101.112" -> PrivateHalf.ed25519Key(bits.get(), "");
            case "1.2.840.10040.4.1" -> dsa(parameters, new Der(bits.get()));
            default -> Optional.empty();
        };
    }

    private static Optional<PublicKey> dsa(Der parameters, Der key) {
        Optional<Der> group = parameters.enter(Der.SEQUENCE);
        WireWriter blob = WireWriter.of("ssh-dss");
        for (int i = 0; i < 4; i++) { // p, q, g stand in the parameters, y is the key
            Optional<BigInteger> number = i < 3 ? group.flatMap(Der::integer) : key.integer();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            blob.string(number.get().toByteArray());
        }
        return PublicKeys.fromBlob(blob.bytes(), "");
    }
}
