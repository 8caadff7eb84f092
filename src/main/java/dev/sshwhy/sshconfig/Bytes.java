package dev.sshwhy.sshconfig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as ssh sees it: a string of bytes, each held in one character. ssh compares and cuts bytes, so everything in this
 * package does too, and turns them into readable text only on the way out.
 */
final class Bytes {
    private Bytes() {}

    /** Text from the command line or the environment, as the bytes that ssh would get. */
    static String of(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Bytes as readable text: UTF-8, or where that does not fit, ISO 8859-1. */
    static String text(String bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return bytes;
        }
    }

    /** C's tolower(3) in ssh's locale: only the ASCII letters. */
    static String lowerCase(String bytes) {
        StringBuilder lower = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
