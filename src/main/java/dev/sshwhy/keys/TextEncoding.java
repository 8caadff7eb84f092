package dev.sshwhy.keys;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The text of a key file, be it UTF-8, UTF-16 or something older, and its way back to bytes. */
final class TextEncoding {
    private static final int LOOKED_AT = 400;

    private TextEncoding() {}

    /** UTF-16 with or without a byte order mark: then every other byte of a key is 0. */
    static Optional<Charset> utf16(byte[] content) {
        if (content.length >= 2 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (content.length >= 2 && (content[0] & 0xff) == 0xfe && (content[1] & 0xff) == 0xff) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        int looked = Math.min(content.length, LOOKED_AT) & ~1;
        int[] zeros = new int[2];
        for (int i = 0; i < looked; i++) {
            zeros[i % 2] += content[i] == 0 ? 1 : 0;
        }
        int most = looked / 2 * 9 / 10;
        if (looked < 8 || zeros[0] >= most == zeros[1] >= most) {
            return Optional.empty();
        }
        return Optional.of(zeros[1] >= most ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** The text; a UTF-16 byte order mark is dropped, that of UTF-8 stays. */
    static String text(byte[] content) {
        Optional<Charset> wide = utf16(content);
        if (wide.isPresent()) {
            String text = new String(content, wide.get());
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        }
        return new String(content, narrow(content));
    }

    /** The text as bytes again: in UTF-8, or as it was where the content is no UTF-8. */
    static byte[] bytes(String text, byte[] content) {
        boolean old = utf16(content).isEmpty() && narrow(content).equals(StandardCharsets.ISO_8859_1);
        return text.getBytes(old ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static Charset narrow(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** Whether this is no text at all: more than one in twenty of the first bytes is a control character. */
    static boolean isBinary(byte[] content) {
        byte[] start = Arrays.copyOf(content, Math.min(content.length, LOOKED_AT));
        int controls = 0;
        for (byte it : start) {
            boolean lineEnd = it == '\n' || it == '\r' || it == '\t';
            controls += (it >= 0 && it < ' ' && !lineEnd) || it == 127 ? 1 : 0;
        }
        return controls * 20 > start.length;
    }
}
