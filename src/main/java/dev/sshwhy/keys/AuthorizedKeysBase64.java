package dev.sshwhy.keys;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base64 as sshd decodes it (b64_pton of the C library): blanks count for nothing, padding and spare bits must be right. */
final class AuthorizedKeysBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int[] VALUES = new int[128];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = ALPHABET.indexOf(i);
        }
    }

    private AuthorizedKeysBase64() {}

    /** The six bits of a letter; -1 for any other character. */
    static int value(char letter) {
        return letter < VALUES.length ? VALUES[letter] : -1;
    }

    static boolean isLetter(char character) {
        return value(character) >= 0;
    }

    /** The bytes that a word stands for; empty where b64_pton finds fault. */
    static Optional<byte[]> decode(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(word.length() * 3 / 4 + 3);
        int bits = 0;
        int state = 0;
        int at = 0;
        for (; at < word.length() && word.charAt(at) != '='; at++) {
            char letter = word.charAt(at);
            if (isSpace(letter)) {
                continue;
            }
            int value = value(letter);
            if (value < 0) {
                return Optional.empty();
            }
            bits = (bits << 6 | value) & 0xfff;
            if (state > 0) {
                bytes.write(bits >> (6 - 2 * state));
            }
            state = (state + 1) % 4;
        }
        return isPaddedRight(word, at, state, bits) ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    private static boolean isPaddedRight(String word, int from, int state, int bits) {
        int padding = 0;
        for (int i = from; i < word.length(); i++) {
            if (word.charAt(i) == '=') {
                padding++;
            } else if (!isSpace(word.charAt(i))) {
                return false;
            }
        }
        int spareBits = state == 2 ? bits & 0xf : state == 3 ? bits & 0x3 : 0;
        return padding == (state == 0 ? 0 : 4 - state) && state != 1 && spareBits == 0;
    }

    /** As isspace(3) in the C locale. */
    static boolean isSpace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
