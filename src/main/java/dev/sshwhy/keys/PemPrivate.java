package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Private keys in PEM as OpenSSL 3 loads them for ssh (sshkey.c sshkey_parse_private_pem_fileblob). */
final class PemPrivate {
    private static final Map<String, Integer> INITIAL_VECTOR = Map.ofEntries(
            Map.entry("AES-128-CBC", 16),
            Map.entry("AES-192-CBC", 16),
            Map.entry("AES-256-CBC", 16),
            Map.entry("DES-EDE3-CBC", 8),
            Map.entry("DES-EDE-CBC", 8),
            Map.entry("CAMELLIA-128-CBC", 16),
            Map.entry("CAMELLIA-192-CBC", 16),
            Map.entry("CAMELLIA-256-CBC", 16),
            Map.entry("ARIA-128-CBC", 16),
            Map.entry("ARIA-192-CBC", 16),
            Map.entry("ARIA-256-CBC", 16),
            Map.entry("SM4-CBC", 16),
            // Names that OpenSSL 3 still knows, but no longer decrypts without its legacy provider.
            Map.entry("DES-CBC", 8),
            Map.entry("DESX-CBC", 8),
            Map.entry("IDEA-CBC", 8),
            Map.entry("RC2-CBC", 8),
            Map.entry("BF-CBC", 8),
            Map.entry("CAST5-CBC", 8),
            Map.entry("SEED-CBC", 16));
    private static final List<String> LEGACY =
            List.of("DES-CBC", "DESX-CBC", "IDEA-CBC", "RC2-CBC", "BF-CBC", "CAST5-CBC", "SEED-CBC");

    private PemPrivate() {}

    /** The first block that ssh gets a key from, or else the first private block with what is wrong with it. */
    static Optional<PrivateReading> read(byte[] content) {
        Optional<PrivateReading> first = Optional.empty();
        // OpenSSL 3 tries its decoders, and if they fail its older reader: each stops at other broken blocks.
        boolean decoders = true;
        boolean older = true;
        for (PemBlock block : PemBlock.all(content)) {
            if (format(block.name()).isPresent()) {
                PrivateReading reading = read(block);
                if (reading.contents().isWhole()) {
                    return Optional.of(reading);
                }
                first = first.isPresent() ? first : Optional.of(reading);
                older = false;
            }
            older &= block.data().isPresent();
            decoders &= block.data().isEmpty()
                    || !hasHeader(block)
                    || cipher(block.header()).isPresent();
            if (!decoders && !older) {
                return first;
            }
        }
        return first;
    }

    /** What a block of this name holds. */
    static Optional<KeyFormat> format(String name) {
        return switch (name) {
            case "RSA PRIVATE KEY" -> Optional.of(KeyFormat.PEM_PKCS1);
            case "EC PRIVATE KEY" -> Optional.of(KeyFormat.PEM_SEC1);
            case "DSA PRIVATE KEY" -> Optional.of(KeyFormat.PEM_DSA);
            case "PRIVATE KEY" -> Optional.of(KeyFormat.PKCS8);
            case "ENCRYPTED PRIVATE KEY" -> Optional.of(KeyFormat.PKCS8_ENCRYPTED);
            default -> Optional.empty();
        };
    }

    /** The length of the initial vector of a DEK-Info cipher in bytes; 0 for a name that OpenSSL does not know. */
    static int vectorSize(String cipher) {
        return INITIAL_VECTOR.getOrDefault(cipher.toUpperCase(Locale.ROOT), 0);
    }

    private static PrivateReading read(PemBlock block) {
        KeyFormat format = format(block.name()).orElse(KeyFormat.UNKNOWN);
        String label = "-----BEGIN " + block.name() + "-----";
        boolean encrypted =
                format == KeyFormat.PKCS8_ENCRYPTED || block.header().contains("ENCRYPTED");
        KeyContents contents =
                typed(KeyContents.of(format, encrypted, encrypted ? Loading.ASKS_PASSPHRASE : Loading.LOADS));
        if (block.data().isEmpty()) {
            return damaged(
                    contents,
                    "the text after " + label
                            + " is not whole: letters that are no base64, lines lost or broken, or no "
                            + label.replace("BEGIN", "END"));
        }
        byte[] data = block.data().get();
        if (hasHeader(block)) {
            return guarded(contents, block.header(), data);
        }
        OptionalLong claimed = Der.claimedSize(data);
        if (claimed.isEmpty() || claimed.getAsLong() > data.length) {
            return damaged(contents, shortage(claimed, data.length));
        }
        return DerPrivate.read(format, data, contents)
                .orElseGet(() ->
                        damaged(contents, "what stands after " + label + " is no such key: letters were changed"));
    }

    // OpenSSL looks at the header only when it is longer than "Proc-Type:" (decode_pem2der.c).
    private static boolean hasHeader(PemBlock block) {
        return block.header().length() > 10;
    }

    /** A block under DEK-Info: the passphrase alone opens it, so that only its outside can be judged. */
    private static PrivateReading guarded(KeyContents contents, String header, byte[] data) {
        Optional<String> cipher = cipher(header);
        if (cipher.isEmpty() || vectorSize(cipher.get()) == 0) {
            return damaged(contents, "the lines Proc-Type and DEK-Info after the first line are missing or altered");
        }
        int block = vectorSize(cipher.get());
        if (data.length == 0 || data.length % block != 0) {
            return damaged(
                    contents, "cut or altered: " + data.length + " encrypted bytes, which is no multiple of " + block);
        }
        return PrivateReading.of(
                LEGACY.contains(cipher.get().toUpperCase(Locale.ROOT))
                        ? contents.withFault(outdated(cipher.get()))
                        : contents);
    }

    static KeyFault outdated(String cipher) {
        return KeyContents.fault(
                KeyFault.Kind.WRONG_FORMAT,
                "encrypted with " + cipher
                        + ", which OpenSSL 3 no longer decrypts for ssh: it asks for the passphrase and then refuses it",
                "openssl pkey -provider default -provider legacy -in {file} -aes256 -out {file}.new");
    }

    /** The cipher that DEK-Info names, when the header is as PEM_get_EVP_CIPHER_INFO wants it. */
    private static Optional<String> cipher(String header) {
        List<String> lines = header.lines().toList();
        if (lines.size() < 2 || !lines.get(1).startsWith("DEK-Info:")) {
            return Optional.empty();
        }
        String first = lines.get(0).replaceAll("[ \t]+", "");
        String info = lines.get(1).substring("DEK-Info:".length()).strip();
        int comma = info.indexOf(',');
        if (!first.equals("Proc-Type:4,ENCRYPTED") || comma < 0) {
            return Optional.empty();
        }
        String cipher = info.substring(0, comma).strip();
        int letters = 2 * vectorSize(cipher);
        String vector = info.substring(comma + 1);
        boolean hexadecimal = vector.length() >= letters
                && vector.chars().limit(letters).allMatch(it -> Character.digit(it, 16) >= 0);
        return hexadecimal ? Optional.of(cipher) : Optional.empty();
    }

    private static KeyContents typed(KeyContents contents) {
        return switch (contents.format()) {
            case PEM_PKCS1 -> contents.withType("ssh-rsa");
            case PEM_DSA -> contents.withType("ssh-dss");
            case OPENSSH_V1,
                    PEM_SEC1,
                    PKCS8,
                    PKCS8_ENCRYPTED,
                    PPK_2,
                    PPK_3,
                    SSH2_PRIVATE,
                    PUBLIC,
                    PUBLIC_RFC4716,
                    PUBLIC_PEM,
                    CERTIFICATE,
                    UNKNOWN -> contents;
        };
    }

    private static String shortage(OptionalLong claimed, int there) {
        return claimed.isEmpty()
                ? "cut or altered at its beginning"
                : "cut: " + (claimed.getAsLong() - there) + " of " + claimed.getAsLong() + " bytes are missing";
    }

    static PrivateReading damaged(KeyContents contents, String detail) {
        return OpenSshContainer.damaged(contents, detail);
    }
}
