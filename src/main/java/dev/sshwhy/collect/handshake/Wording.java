package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Visible;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a server sent, put so that it can be shown: cleaned, bounded, hex where it is no text. */
final class Wording {
    /** How many bytes of an unexpected answer are shown. */
    static final int SEEN_BYTES = 160;

    private static final int NAME_CHARACTERS = 100;
    private static final int NAMES = 100;

    private Wording() {}

    /** A duration as people say it: "10 s", "0.5 s". */
    static String seconds(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }

    /** What the system says of a broken connection. */
    static String reason(Throwable problem) {
        return Visible.text(String.valueOf(problem.getMessage()), 200);
    }

    /** The first bytes as text, or in hex when they are none. */
    static String seen(byte[] bytes) {
        int length = Math.min(bytes.length, SEEN_BYTES);
        Optional<String> text = asText(bytes, length);
        if (text.isPresent()) {
            return Visible.text(text.get().strip()) + (bytes.length > length ? "…" : "");
        }
        StringBuilder hex = new StringBuilder(length * 3);
        for (int i = 0; i < Math.min(length, 64); i++) {
            hex.append(hex.isEmpty() ? "" : " ").append(String.format("%02x", bytes[i]));
        }
        return bytes.length > 64 ? hex.append(" …").toString() : hex.toString();
    }

    /** Several lines of text, cleaned line by line. */
    static String lines(String text, int limit) {
        StringBuilder shown = new StringBuilder();
        int start = 0;
        String bounded = text.length() > limit ? text.substring(0, limit) + "…" : text;
        while (start <= bounded.length()) {
            int newline = bounded.indexOf('\n', start);
            int end = newline < 0 ? bounded.length() : newline;
            int stop = end > start && bounded.charAt(end - 1) == '\r' ? end - 1 : end;
            shown.append(start == 0 ? "" : "\n").append(Visible.text(bounded.substring(start, stop)));
            start = end + 1;
        }
        return shown.toString().stripTrailing();
    }

    /** A name-list (RFC 4251 §5) as a list of clean names. */
    static List<String> names(String list) {
        return list.isEmpty()
                ? List.of()
                : List.of(list.split(",", NAMES + 1)).stream()
                        .limit(NAMES)
                        .filter(it -> !it.isEmpty())
                        .map(it -> Visible.text(it, NAME_CHARACTERS))
                        .toList();
    }

    private static Optional<String> asText(byte[] bytes, int length) {
        int controls = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[i] & 0xff;
            boolean blank = value == '\n' || value == '\r' || value == '\t';
            controls += value < 0x20 && !blank && value != 0x1b ? 1 : 0;
        }
        if (controls > 0) {
            return Optional.empty();
        }
        try {
            // The cut may fall into a character of several bytes.
            int end = length;
            while (end > 0 && end > length - 4 && bytes.length > length && (bytes[end - 1] & 0x80) != 0) {
                end--;
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
