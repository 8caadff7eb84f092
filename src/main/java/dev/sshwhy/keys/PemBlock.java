package dev.sshwhy.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PEM block as OpenSSL 3 finds it (crypto/pem/pem_lib.c, get_name and get_header_and_data), with all that it overlooks:
 * text before and after, a byte order mark, carriage returns, blanks at line ends, a missing last newline.
 * No record, for it may hold private bytes.
 */
final class PemBlock {
    private static final int LINE_SIZE = 254;
    private static final int MAXIMUM_BLOCKS = 100;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String TAIL = "-----\n";

    private final String name;
    private final String header;
    private final Optional<byte[]> data;

    private PemBlock(String name, String header, Optional<byte[]> data) {
        this.name = name;
        this.header = header;
        this.data = data;
    }

    /** What stands between BEGIN and the dashes. */
    String name() {
        return name;
    }

    /** The lines before the blank line, such as {@code DEK-Info} (RFC 1421 §4.6.1.3). */
    String header() {
        return header;
    }

    /** The decoded body; empty when it is no base64, or its lines are not as they must be. */
    Optional<byte[]> data() {
        return data;
    }

    /** All blocks that have a BEGIN line, in order; a broken one ends where OpenSSL gives it up. */
    static List<PemBlock> all(byte[] content) {
        List<PemBlock> blocks = new ArrayList<>();
        Lines lines = new Lines(content);
        Optional<String> name = nextName(lines);
        while (name.isPresent() && blocks.size() < MAXIMUM_BLOCKS) {
            blocks.add(body(name.get(), lines));
            name = nextName(lines);
        }
        return blocks;
    }

    private static Optional<String> nextName(Lines lines) {
        while (lines.read()) {
            String line = lines.stripped();
            if (line.startsWith(BEGIN) && line.endsWith(TAIL)) {
                return Optional.of(
                        line.substring(BEGIN.length(), Math.max(BEGIN.length(), line.length() - TAIL.length())));
            }
        }
        return Optional.empty();
    }

    private static PemBlock body(String name, Lines lines) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean afterBlank = false;
        boolean colonSeen = false;
        boolean shortLineSeen = false;
        boolean previousPartial = false;
        while (lines.read()) {
            String line = lines.stripped();
            colonSeen |= !afterBlank && line.indexOf(':') >= 0;
            if (line.equals("\n")) {
                if (!previousPartial && afterBlank) {
                    return new PemBlock(name, "", Optional.empty());
                }
                afterBlank |= !previousPartial;
                previousPartial = lines.isPartial();
                continue;
            }
            previousPartial = lines.isPartial();
            if (line.startsWith(END)) {
                boolean same = line.startsWith(name + TAIL, END.length());
                // Without a blank line all is body, unless a colon made it a header.
                boolean headed = afterBlank || colonSeen;
                byte[] body = (headed ? data : header).toByteArray();
                String head = headed ? header.toString(StandardCharsets.ISO_8859_1) : "";
                return new PemBlock(name, head, same ? Base64Text.likeSsl(body) : Optional.empty());
            }
            // Once a blank line was seen, only the last line may be shorter than 64 letters.
            if (shortLineSeen || (afterBlank && line.length() > 65)) {
                return new PemBlock(name, "", Optional.empty());
            }
            shortLineSeen = afterBlank && line.length() < 65;
            int nul = line.indexOf('\0');
            (afterBlank ? data : header).writeBytes(bytes(nul < 0 ? line : line.substring(0, nul)));
        }
        return new PemBlock(name, "", Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Lines as BIO_gets hands them out: at most 254 bytes, and the rest of a longer one as a line of its own. */
    private static final class Lines {
        private final byte[] content;
        private int start;
        private int end;

        Lines(byte[] content) {
            this.content = content;
        }

        boolean read() {
            start = end;
            while (end < content.length && end - start < LINE_SIZE && (end == start || content[end - 1] != '\n')) {
                end++;
            }
            return end > start;
        }

        boolean isPartial() {
            return end - start == LINE_SIZE && content[end - 1] != '\n';
        }

        /** Without blanks and control characters at its end; bytes above 127 count as such, being negative on x86. */
        String stripped() {
            byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
            int from = start == 0 && end > 3 && Arrays.equals(content, 0, 3, mark, 0, 3) ? 3 : start;
            int to = end;
            while (to > from && content[to - 1] <= ' ') {
                to--;
            }
            return new String(content, from, to - from, StandardCharsets.ISO_8859_1) + "\n";
        }
    }
}
