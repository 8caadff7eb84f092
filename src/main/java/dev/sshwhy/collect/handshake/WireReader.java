package dev.sshwhy.collect.handshake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads SSH's binary encoding (RFC 4251 §5), and never past its end: what is missing there comes out empty. */
final class WireReader {
    private final byte[] bytes;
    private int position;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static WireReader after(int skipped, byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        reader.position = Math.min(skipped, bytes.length);
        return reader;
    }

    int remaining() {
        return bytes.length - position;
    }

    long number() {
        if (remaining() < 4) {
            position = bytes.length;
            return 0;
        }
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    boolean truth() {
        return remaining() > 0 && bytes[position++] != 0;
    }

    /** Empty when it claims more bytes than there are. */
    Optional<byte[]> string() {
        if (remaining() < 4) {
            return Optional.empty();
        }
        long length = number();
        if (length > remaining()) {
            return Optional.empty();
        }
        position += (int) length;
        return Optional.of(Arrays.copyOfRange(bytes, position - (int) length, position));
    }

    /** As UTF-8; the empty text when it is missing. */
    String text() {
        return new String(string().orElse(new byte[0]), StandardCharsets.UTF_8);
    }
}
