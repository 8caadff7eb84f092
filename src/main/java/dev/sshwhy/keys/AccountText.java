package dev.sshwhy.keys;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The field's bytes as lines of readable text. Lines end at LF, as for sshd.
 *
 * @param lines the lines, in order
 * @param endsWithNewline whether the last one is finished
 */
record AccountText(List<Line> lines, boolean endsWithNewline) {
    /** Windows-1252 for the bytes 0x80 to 0x9f, which no UTF-8 text holds alone. */
    private static final String WINDOWS_LETTERS =
            "\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd"
                    + "\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178";

    /** Fewer zero bytes in the middle of a line are stray ones. */
    private static final int FEWEST_NULS = 6;

    AccountText {
        lines = List.copyOf(lines);
    }

    /** A line. No record, for it holds an array. */
    static final class Line {
        private final int number;
        private final byte[] bytes;
        private final String text;
        private final boolean isUtf16;

        private Line(int number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
            int start = utf16Start(bytes);
            isUtf16 = start >= 0;
            text = isUtf16 ? decodeUtf16(bytes, start) : decode(bytes);
        }

        /** Counted from 1. */
        int number() {
            return number;
        }

        /** As sshd gets them. */
        byte[] bytes() {
            return bytes;
        }

        /** As somebody meant them. */
        String text() {
            return text;
        }

        /** Whether the bytes are UTF-16, of which sshd reads nothing. */
        boolean isUtf16() {
            return isUtf16;
        }
    }

    static AccountText of(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(bytes, start, end);
            lines.add(new Line(lines.size() + 1, line));
            start = end + 1;
        }
        int last = bytes.length - 1;
        boolean halfNewline = last > 0 && bytes[last] == 0 && bytes[last - 1] == '\n'; // UTF-16, little endian
        return new AccountText(lines, last >= 0 && (bytes[last] == '\n' || halfNewline));
    }

    /** UTF-8; what is none is taken as Windows-1252, so that an old comment stays readable. */
    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            int letter = in.get() & 0xff;
            out.put(letter < 0xa0 && letter >= 0x80 ? WINDOWS_LETTERS.charAt(letter - 0x80) : (char) letter);
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** Where UTF-16 begins in a line: every second byte of such text is NUL. -1 when it is plain. */
    private static int utf16Start(byte[] line) {
        int first = 0;
        while (first < line.length && line[first] != 0) {
            first++;
        }
        int nuls = 0;
        for (int i = first; i < line.length; i++) {
            nuls += line[i] == 0 ? 1 : 0;
        }
        boolean most = nuls * 3 >= line.length - first && (nuls >= FEWEST_NULS || first <= 1);
        return nuls > 0 && most ? first : -1;
    }

    /** A line is cut at the byte LF, so that half a character may stand at either end; plain text may stand before it. */
    private static String decodeUtf16(byte[] line, int firstNul) {
        int start = Math.max(0, firstNul - 1);
        byte[] high = Arrays.copyOfRange(line, firstNul, line.length);
        byte[] low = Arrays.copyOfRange(line, start, line.length);
        byte[] next = Arrays.copyOfRange(line, Math.min(firstNul + 1, line.length), line.length);
        String best = "";
        int bestLetters = -1;
        for (String text : List.of(
                new String(low, StandardCharsets.UTF_16LE),
                new String(next, StandardCharsets.UTF_16LE),
                new String(high, StandardCharsets.UTF_16BE))) {
            int letters =
                    (int) text.chars().filter(it -> it >= ' ' && it < 0x7f).count();
            if (letters > bestLetters) {
                best = text;
                bestLetters = letters;
            }
        }
        int end = best.length();
        while (end > 0 && (best.charAt(end - 1) == '\0' || best.charAt(end - 1) == '\ufffd')) {
            end--;
        }
        boolean mark = start >= 2 && (line[start - 2] & 0xff) == 0xff && (line[start - 1] & 0xff) == 0xfe;
        return decode(Arrays.copyOf(line, mark ? start - 2 : start)) + best.substring(0, end);
    }
}
