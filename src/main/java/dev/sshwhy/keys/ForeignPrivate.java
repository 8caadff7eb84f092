package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Private keys of other programs, which OpenSSH does not read: PuTTY's .ppk (appendix C of its manual) and ssh.com's. */
final class ForeignPrivate {
    static final String SSH2_HEADER = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----";

    private static final String PUTTY = "PuTTY-User-Key-File-";
    private static final String CONVERSION = "puttygen {file} -O private-openssh -o {file}.openssh";
    private static final long SSH2_MAGIC = 0x3f6ff9ebL;

    private ForeignPrivate() {}

    /** Reads the text of such a file; empty when it is none. */
    static Optional<KeyContents> read(String text) {
        if (text.startsWith(PUTTY)) {
            return Optional.of(putty(text.lines().map(String::strip).toList()));
        }
        return text.stripLeading().startsWith(SSH2_HEADER) ? Optional.of(ssh2(text)) : Optional.empty();
    }

    private static KeyContents putty(List<String> lines) {
        KeyFormat format = switch (field(lines, PUTTY + "2").isPresent()
                ? 2
                : field(lines, PUTTY + "3").isPresent() ? 3 : 0) {
            case 2 -> KeyFormat.PPK_2;
            case 3 -> KeyFormat.PPK_3;
            default -> KeyFormat.UNKNOWN;
        };
        boolean encrypted =
                field(lines, "Encryption").filter(it -> !it.equals("none")).isPresent();
        KeyContents contents = KeyContents.failing(
                format,
                encrypted,
                KeyContents.fault(
                        KeyFault.Kind.WRONG_FORMAT,
                        "a PuTTY key (.ppk), which OpenSSH does not read; convert it",
                        CONVERSION));
        String comment = field(lines, "Comment").orElse("");
        Optional<String> type = field(lines, PUTTY + "2").or(() -> field(lines, PUTTY + "3"));
        contents = type.filter(Armour::isPlainName)
                .map(contents::withType)
                .orElse(contents)
                .withComment(comment);
        Optional<byte[]> blob = publicBlob(lines);
        Optional<PublicKey> key = blob.flatMap(it -> PublicKeys.fromBlob(it, comment));
        if (key.isPresent()) {
            return PrivateReading.of(contents.withKey(key.get())).contents();
        }
        String name = type.orElse("");
        if (!Armour.isPlainName(name) || PublicKeys.isKnownType(name)) {
            return contents;
        }
        contents = contents.withFault(KeyContents.fault(
                KeyFault.Kind.TYPE_UNSUPPORTED,
                "a key of type " + name + ", which OpenSSH does not know, converted or not; make a new key",
                "ssh-keygen -t ed25519 -f {file}.ed25519"));
        return contents.withKey(blob.flatMap(it -> PublicKeys.ofUnknownType(it, comment))
                .filter(it -> it.type().equals(name)));
    }

    private static Optional<byte[]> publicBlob(List<String> lines) {
        StringBuilder letters = new StringBuilder();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("Public-Lines:")) {
                inside = true;
            } else if (line.contains(":")) {
                inside = false;
            } else if (inside) {
                letters.append(line);
            }
        }
        return Base64Text.likeSsh(letters.toString().getBytes(StandardCharsets.ISO_8859_1))
                .filter(it -> it.length > 0);
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(it -> it.startsWith(name + ":"))
                .map(it -> it.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static KeyContents ssh2(String text) {
        Wire wire = new Wire(Ssh2Text.body(text));
        boolean known =
                wire.number().equals(Optional.of(SSH2_MAGIC)) && wire.number().isPresent();
        String type = known ? wire.text().orElse("") : "";
        String cipher = wire.text().orElse("none");
        boolean encrypted = known && !cipher.equals("none");
        KeyContents contents = KeyContents.failing(
                        KeyFormat.SSH2_PRIVATE,
                        encrypted,
                        KeyContents.fault(
                                KeyFault.Kind.WRONG_FORMAT,
                                "a private key in ssh.com's format, which OpenSSH does not read; convert it",
                                CONVERSION))
                .withComment(Ssh2Text.comment(text));
        if (type.startsWith("dl-modp")) {
            return PrivateReading.of(contents.withType("ssh-dss")).contents();
        }
        if (!type.startsWith("if-modn")) {
            return contents;
        }
        Optional<PublicKey> key = encrypted ? Optional.empty() : wire.string().flatMap(ForeignPrivate::ssh2Rsa);
        return PrivateReading.of(contents.withType("ssh-rsa").withKey(key)).contents();
    }

    /** The length of what follows, then e, d, n …, each with its length in bits. */
    private static Optional<PublicKey> ssh2Rsa(byte[] data) {
        Wire wire = new Wire(data);
        if (wire.number().isEmpty()) {
            return Optional.empty();
        }
        Optional<BigInteger> e = ssh2Number(wire);
        Optional<BigInteger> d = ssh2Number(wire);
        Optional<BigInteger> n = ssh2Number(wire);
        return e.isPresent() && d.isPresent() && n.isPresent()
                ? PrivateHalf.rsaKey(n.get(), e.get(), "")
                : Optional.empty();
    }

    private static Optional<BigInteger> ssh2Number(Wire wire) {
        return wire.number().flatMap(bits -> wire.take((bits + 7) / 8)).map(it -> new BigInteger(1, it));
    }
}
