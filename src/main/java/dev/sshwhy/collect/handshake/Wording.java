package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Visible;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server sent, put so that it can be shown: cleaned, bounded, hex where it is no text. */
final class Wording {
    /** How many bytes of an unexpected answer are shown. */
    static final int SEEN_BYTES = 160;

    private static final int NAME_CHARACTERS = 100;
    private static final int NAMES = 100;
    /** How many characters of a whole list are kept. */
    private static final int LIST_CHARACTERS = 4000;

    /** Text may hold a control character among so many others. */
    private static final int FEW = 16;

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

    /** The first line as text; empty when they are none. */
    static String words(byte[] bytes) {
        return asText(bytes, Math.min(bytes.length, SEEN_BYTES)).isEmpty() ? "" : seen(bytes);
    }

    /** The first line as text, or the first bytes in hex when they are none. */
    static String seen(byte[] bytes) {
        int length = Math.min(bytes.length, SEEN_BYTES);
        Optional<String> text = asText(bytes, length);
        if (text.isPresent()) {
            String whole = text.get().strip();
            String first = whole.lines().findFirst().orElse("").strip();
            return Visible.text(first) + (bytes.length > length && first.equals(whole) ? "…" : "");
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

    /**
     * A name-list (RFC 4251 §5) as a list of clean names, each once. A server may fill a packet with them: beyond the first
     * ones, only those are kept that somebody here knows.
     */
    static List<String> names(String list, Collection<String> known) {
        Set<String> names = new LinkedHashSet<>();
        int characters = 0;
        int start = 0;
        while (start < list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            String name = list.substring(start, end);
            start = end + 1;
            boolean fits = names.size() < NAMES && characters < LIST_CHARACTERS;
            if (!name.isEmpty() && (fits || known.contains(name)) && names.add(Visible.text(name, NAME_CHARACTERS))) {
                characters += Math.min(name.length(), NAME_CHARACTERS);
            }
        }
        return List.copyOf(names);
    }

    private static Optional<String> asText(byte[] bytes, int length) {
        int controls = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[i] & 0xff;
            boolean blank = value == '\n' || value == '\r' || value == '\t';
            controls += value < 0x20 && !blank && value != 0x1b ? 1 : 0;
        }
        if (controls * FEW > length) {
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
