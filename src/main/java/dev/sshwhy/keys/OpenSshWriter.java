package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Writes an Ed25519 key in OpenSSH's own format without a passphrase (PROTOCOL.key; sshkey.c sshkey_private_to_blob2). */
final class OpenSshWriter {
    private static final int BLOCK = 8;
    private static final int WIDTH = 68;
    private static final int CHECK = 0x2a2a2a2a;

    private OpenSshWriter() {}

    /** The file's bytes; empty for another kind of key, which needs no such conversion. */
    static Optional<byte[]> write(PrivateHalf half) {
        return half instanceof PrivateHalf.Ed25519 key ? Optional.of(ed25519(key)) : Optional.empty();
    }

    private static byte[] ed25519(PrivateHalf.Ed25519 key) {
        byte[] type = ascii("ssh-ed25519");
        byte[] point = key.point();
        byte[] publicBlob = new WireWriter().string(type).string(point).bytes();
        byte[] seedAndPoint = joined(key.seed(), point);
        byte[] section = new WireWriter()
                .number(CHECK)
                .number(CHECK)
                .string(type)
                .string(point)
                .string(seedAndPoint)
                .string(new byte[0])
                .bytes();
        byte[] padding = new byte[(BLOCK - section.length % BLOCK) % BLOCK];
        for (int i = 0; i < padding.length; i++) {
            padding[i] = (byte) (i + 1);
        }
        byte[] file = WireWriter.raw(OpenSshContainer.MAGIC)
                .string(ascii("none"))
                .string(ascii("none"))
                .string(new byte[0])
                .number(1)
                .string(publicBlob)
                .string(joined(section, padding))
                .bytes();
        String body = Base64.getMimeEncoder(WIDTH, ascii("\n")).encodeToString(file);
        return ascii(OpenSshContainer.HEADER + "\n" + body + "\n" + OpenSshContainer.FOOTER + "\n");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
