package dev.sshwhy.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads DER (ITU-T X.690) as far as key files use it, and never past its end. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private final byte[] bytes;
    private int position;

    Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many bytes the first element says it has, its own head included; empty when there is no head. */
    static OptionalLong claimedSize(byte[] bytes) {
        if (bytes.length < 2 || bytes[1] == (byte) 0x80) {
            return OptionalLong.empty();
        }
        int first = bytes[1] & 0xff;
        if (first < 0x80) {
            return OptionalLong.of(2L + first);
        }
        int count = first & 0x7f;
        if (count > 4 || bytes.length < 2 + count) {
            return OptionalLong.empty();
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | (bytes[2 + i] & 0xff);
        }
        return OptionalLong.of(2L + count + length);
    }

    /** Whether nothing is left; OpenSSL refuses a sequence with something behind its last part. */
    boolean isAtEnd() {
        return position == bytes.length;
    }

    boolean nextIs(int tag) {
        return position < bytes.length && (bytes[position] & 0xff) == tag;
    }

    /** The content of the next element, when it has this tag and is whole. */
    Optional<byte[]> take(int tag) {
        if (!nextIs(tag)) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOfRange(bytes, position, Math.min(bytes.length, position + 6));
        OptionalLong size = claimedSize(head);
        if (size.isEmpty() || size.getAsLong() > bytes.length - position) {
            return Optional.empty();
        }
        int headSize = 2 + (head[1] < 0 ? head[1] & 0x7f : 0);
        int end = position + (int) size.getAsLong();
        byte[] content = Arrays.copyOfRange(bytes, position + headSize, end);
        position = end;
        return Optional.of(content);
    }

    Optional<Der> enter(int tag) {
        return take(tag).map(Der::new);
    }

    /** A number that is not negative. */
    Optional<BigInteger> integer() {
        return take(INTEGER).filter(it -> it.length > 0 && it[0] >= 0).map(BigInteger::new);
    }

    /** A BIT STRING of whole bytes. */
    Optional<byte[]> bits() {
        return take(BIT_STRING)
                .filter(it -> it.length > 0 && it[0] == 0)
                .map(it -> Arrays.copyOfRange(it, 1, it.length));
    }

    /** An OBJECT IDENTIFIER with its numbers and dots, such as "1.3.101.112"; numbers above 2^63 are cut. */
    Optional<String> identifier() {
        return take(OBJECT_IDENTIFIER)
                .filter(it -> it.length > 0 && it.length <= 64)
                .map(Der::dotted);
    }

    private static String dotted(byte[] content) {
        StringBuilder text = new StringBuilder();
        long number = 0;
        for (byte it : content) {
            number = number << 7 | (it & 0x7f);
            if (it >= 0) {
                if (text.length() == 0) {
                    long root = Math.min(number / 40, 2);
                    text.append(root).append('.').append(number - 40 * root);
                } else {
                    text.append('.').append(number);
                }
                number = 0;
            }
        }
        return text.toString();
    }
}
