package dev.sshwhy.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes SSH's binary encoding (RFC 4251 §5). */
final class WireWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static WireWriter of(String first) {
        return new WireWriter().string(first.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts with bytes that are already encoded. */
    static WireWriter raw(byte[] encoded) {
        WireWriter writer = new WireWriter();
        writer.bytes.writeBytes(encoded);
        return writer;
    }

    WireWriter number(int value) {
        bytes.write(value >>> 24);
        bytes.write(value >>> 16);
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }

    WireWriter string(byte[] value) {
        number(value.length);
        bytes.writeBytes(value);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
