package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64 by the two readers that decide over a key file: OpenSSH's and OpenSSL's. They differ in what they overlook. */
final class Base64Text {
    private Base64Text() {}

    /** As OpenSSH reads it (b64_pton): blanks are passed over, a NUL ends it, unused bits must be zero. */
    static Optional<byte[]> likeSsh(byte[] text) {
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return AuthorizedKeysBase64.decode(new String(text, 0, end, StandardCharsets.ISO_8859_1));
    }

    /** As OpenSSL reads it (EVP_DecodeUpdate): blanks and line ends are passed over, a dash ends it. */
    static Optional<byte[]> likeSsl(byte[] text) {
        byte[] letters = new byte[text.length];
        int count = 0;
        for (byte it : text) {
            if (it == '-') {
                break;
            }
            if (it != ' ' && it != '\t' && it != '\n' && it != '\r') {
                letters[count++] = it;
            }
        }
        return decode(Arrays.copyOf(letters, count));
    }

    /** What the letters before the first stray one say: all that is left of a cut text. */
    static byte[] beginning(byte[] text) {
        byte[] letters = new byte[text.length];
        int count = 0;
        for (byte it : text) {
            if (isLetter(it)) {
                letters[count++] = it;
            } else if (it != '\n' && it != '\r' && it != ' ' && it != '\t') {
                break;
            }
        }
        return Base64.getDecoder().decode(Arrays.copyOf(letters, count % 4 == 1 ? count - 1 : count));
    }

    /** Whether this is one of the 64 letters; the padding is not. */
    static boolean isLetter(int it) {
        return (it >= 'A' && it <= 'Z')
                || (it >= 'a' && it <= 'z')
                || (it >= '0' && it <= '9')
                || it == '+'
                || it == '/';
    }

    private static Optional<byte[]> decode(byte[] letters) {
        int padding = 0;
        while (padding < 2 && padding < letters.length && letters[letters.length - 1 - padding] == '=') {
            padding++;
        }
        boolean valid = letters.length % 4 == 0;
        for (int i = 0; i < letters.length - padding; i++) {
            valid &= isLetter(letters[i]);
        }
        return valid ? Optional.of(Base64.getDecoder().decode(letters)) : Optional.empty();
    }
}
