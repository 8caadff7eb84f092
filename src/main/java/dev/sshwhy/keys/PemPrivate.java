package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Private keys in PEM as OpenSSL 3 loads them for ssh (sshkey.c sshkey_parse_private_pem_fileblob). */
final class PemPrivate {
    /** The ciphers that OpenSSL 3 decrypts under DEK-Info, by their usual names or by those of old releases, such as AES128. */
    private static final Pattern CIPHERS = Pattern.compile(
            "(?:AES|CAMELLIA|ARIA)-?(?:128|192|256)(?:-(?:CBC|CFB[18]?|OFB|CTR))?|SM4(?:-(?:CBC|CFB|OFB|CTR))?|CHACHA20"
                    + "|DES-EDE3?-(?:CBC|CFB|OFB)|DES-EDE3-CFB[18]|DES3");
    /** Names that OpenSSL 3 still knows, but no longer decrypts without its legacy provider. */
    private static final Pattern LEGACY = Pattern.compile(
            "(?:DES|IDEA|RC2|BF|CAST5|SEED)-(?:CBC|CFB|OFB)|DESX-CBC|DES-CFB[18]|DESX|IDEA|RC2|BF|CAST|SEED");

    private static final Pattern PROC_TYPE = Pattern.compile("Proc-Type:[ \\t]*4,[ \\t]*ENCRYPTED[ \\t]*");

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
        String name = cipher.toUpperCase(Locale.ROOT);
        if (!CIPHERS.matcher(name).matches() && !isLegacy(name)) {
            return 0;
        }
        // All but DES, its contemporaries and SEED encrypt 16 bytes at once.
        return name.startsWith("DES") || (isLegacy(name) && !name.startsWith("SEED")) ? 8 : 16;
    }

    /** How many bytes an encrypted text is a multiple of. */
    private static int blockSize(String cipher) {
        String name = cipher.toUpperCase(Locale.ROOT);
        boolean stream =
                name.startsWith("CHACHA") || name.contains("-CFB") || name.contains("-OFB") || name.endsWith("-CTR");
        return stream ? 1 : vectorSize(cipher);
    }

    private static boolean isLegacy(String cipher) {
        return LEGACY.matcher(cipher.toUpperCase(Locale.ROOT)).matches();
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
        int block = blockSize(cipher.get());
        if (data.length == 0 || data.length % block != 0) {
            return damaged(
                    contents, "cut or altered: " + data.length + " encrypted bytes, which is no multiple of " + block);
        }
        return PrivateReading.of(isLegacy(cipher.get()) ? contents.withFault(outdated(cipher.get())) : contents);
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
        String info = lines.get(1).substring("DEK-Info:".length()).strip();
        int comma = info.indexOf(',');
        if (!PROC_TYPE.matcher(lines.get(0)).matches() || comma < 0) {
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
