package dev.sshwhy.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads SSH's binary encoding (RFC 4251 §5) without ever running past its end. */
final class Wire {
    private final byte[] bytes;
    private int position;

    Wire(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    /** A {@code uint32}; empty when fewer than four bytes are left. */
    Optional<Long> number() {
        if (remaining() < 4) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return Optional.of(value);
    }

    /** A {@code byte}, as 0 to 255. */
    Optional<Integer> octet() {
        return remaining() < 1 ? Optional.empty() : Optional.of(bytes[position++] & 0xff);
    }

    /** That many bytes; empty when fewer are left. */
    Optional<byte[]> take(long count) {
        if (count > remaining()) {
            return Optional.empty();
        }
        position += (int) count;
        return Optional.of(Arrays.copyOfRange(bytes, position - (int) count, position));
    }

    /** A {@code string}; empty when it claims more bytes than there are. */
    Optional<byte[]> string() {
        int start = position;
        Optional<Long> length = number();
        if (length.isEmpty() || length.get() > remaining()) {
            position = start;
            return Optional.empty();
        }
        byte[] value =
                Arrays.copyOfRange(bytes, position, position + length.get().intValue());
        position += value.length;
        return Optional.of(value);
    }

    /** A {@code string} of text; bytes that are no UTF-8 become the replacement character. */
    Optional<String> text() {
        return string().map(it -> new String(it, StandardCharsets.UTF_8));
    }

    /** A non-negative {@code mpint}. */
    Optional<BigInteger> bigNumber() {
        return string().filter(it -> it.length == 0 || it[0] >= 0)
                .map(it -> it.length == 0 ? BigInteger.ZERO : new BigInteger(it));
    }
}
