package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that hold no key of a kind that is known here: says at least what they are. */
final class UnknownFile {
    private static final String NEXT = "; name the file with the private key";

    private static final String SSH1 = "SSH PRIVATE KEY FILE FORMAT 1.1";
    private static final Pattern BEGIN = Pattern.compile("(?m)^-----BEGIN ([A-Z0-9 ]{1,40})-----");
    /** A public key behind a host's name or behind options. */
    private static final Pattern LISTED =
            Pattern.compile("(?m)^[^#\\s].*[ \\t]([a-z0-9@.-]{1,64})[ \\t]+AAAA[A-Za-z0-9+/]");

    private UnknownFile() {}

    /** What the file is, with one fault. */
    static KeyContents read(byte[] content) {
        return KeyContents.failing(KeyFormat.UNKNOWN, false, fault(content));
    }

    private static KeyFault fault(byte[] content) {
        if (content.length == 0) {
            return KeyContents.fault(
                    KeyFault.Kind.DAMAGED, "the file is empty; restore it from a backup or make a new key");
        }
        String text = TextEncoding.text(content).strip();
        if (text.isEmpty()) {
            return KeyContents.fault(
                    KeyFault.Kind.DAMAGED,
                    "the file holds " + content.length
                            + " blanks and line ends and nothing else; restore it from a backup or make a new key");
        }
        if (OpenSshContainer.hasMagic(content)) {
            return wrong(
                    "an OpenSSH key in binary; it must stand in base64 between its BEGIN and END lines",
                    Optional.empty());
        }
        if (PublicKeys.innerType(content).filter(PublicKeys::isKnownType).isPresent()) {
            return wrong(
                    "a key as Dropbear keeps it, which OpenSSH does not read; convert it",
                    Optional.of("dropbearconvert dropbear openssh {file} {file}.openssh"));
        }
        if (text.startsWith(SSH1)) {
            return wrong("a key for version 1 of SSH, which nothing uses any more; make a new key", Optional.empty());
        }
        Optional<String> der = DerPrivate.label(content);
        if (der.isPresent()) {
            return wrong(
                    "a private key in binary (DER); ssh reads it as text (PEM) only",
                    Optional.of("openssl pkey -inform DER -in {file} -out {file}.pem"));
        }
        if (isPkcs12(content)) {
            return wrong(
                    "a PKCS#12 file (.p12, .pfx), which ssh does not read; take the key out of it",
                    Optional.of("openssl pkcs12 -in {file} -nocerts -out {file}.pem"));
        }
        if (TextEncoding.utf16(content).isEmpty() && TextEncoding.isBinary(content)) {
            return wrong("binary data of " + content.length + " bytes, not a key" + NEXT, Optional.empty());
        }
        if (content.length > Repair.LARGEST) {
            return wrong("a text of " + content.length + " bytes, far too long for a key" + NEXT, Optional.empty());
        }
        return wrong(kind(text) + NEXT, Optional.empty());
    }

    /** PFX (RFC 7292 §4): a sequence that starts with version 3. */
    private static boolean isPkcs12(byte[] content) {
        return new Der(content)
                .enter(Der.SEQUENCE)
                .flatMap(Der::integer)
                .filter(it -> it.intValue() == 3)
                .isPresent();
    }

    private static String kind(String text) {
        String start = text.substring(0, Math.min(text.length(), 200)).toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.contains("<head")) {
            return "a web page, not a key: it was downloaded without a login, or from a page about the key";
        }
        if (start.startsWith("version https://git-lfs")) {
            return "a pointer of Git LFS, not the key itself";
        }
        if (start.startsWith("-----begin pgp")) {
            return "a PGP key, which ssh does not read";
        }
        Matcher begin = BEGIN.matcher(text);
        if (begin.find()) {
            return switch (begin.group(1)) {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    "an X.509 certificate, not a private key";
                case "SSH SIGNATURE" -> "a signature, not a key";
                default -> "a file with BEGIN " + begin.group(1) + ", which is no key that ssh reads";
            };
        }
        if (start.startsWith("{") || start.startsWith("[{")) {
            return "JSON, not a key";
        }
        if (start.startsWith("<")) {
            return "XML or a web page, not a key";
        }
        if (start.startsWith("sha256:") || start.startsWith("md5:")) {
            return "a fingerprint, not a key";
        }
        if (LISTED.matcher(text).results().map(it -> it.group(1)).anyMatch(PublicKeys::isKnownType)) {
            return "a list of public keys with words before them, such as known_hosts or authorized_keys";
        }
        return "text without a key: no line begins with -----BEGIN";
    }

    private static KeyFault wrong(String detail, Optional<String> cure) {
        return new KeyFault(KeyFault.Kind.WRONG_FORMAT, detail, 0, cure);
    }
}
