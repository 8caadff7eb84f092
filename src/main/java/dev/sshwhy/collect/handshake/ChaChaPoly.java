package dev.sshwhy.collect.handshake;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.cipher.Cipher;

/**
 * chacha20-poly1305@openssh.com (OpenSSH PROTOCOL.chacha20poly1305) from the JDK's own ChaCha20; sshj's needs
 * BouncyCastle. Made for a handshake's few packets, not for speed.
 */
final class ChaChaPoly implements Cipher {
    static final String NAME = "chacha20-poly1305@openssh.com";

    private static final int KEY = 32;
    private static final int TAG = 16;
    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
    private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);

    private Mode mode = Mode.Encrypt;
    private byte[] packetKey = new byte[0];
    private byte[] lengthKey = new byte[0];
    private byte[] nonce = new byte[12];
    private byte[] encryptedLength = new byte[0];

    @Override
    public int getBlockSize() {
        // sshj asks for the size of the key in this way.
        return 2 * KEY;
    }

    @Override
    public int getIVSize() {
        return 0;
    }

    @Override
    public int getAuthenticationTagSize() {
        return TAG;
    }

    @Override
    public void init(Mode chosen, byte[] key, byte[] iv) {
        mode = chosen;
        packetKey = Arrays.copyOf(key, KEY);
        lengthKey = Arrays.copyOfRange(key, KEY, 2 * KEY);
    }

    @Override
    public void setSequenceNumber(long sequence) {
        nonce = ByteBuffer.allocate(12).putInt(0).putLong(sequence).array();
    }

    @Override
    public void updateAAD(byte[] data) {
        updateAAD(data, 0, 4);
    }

    /** The four bytes of the packet's length have a key of their own. */
    @Override
    public void updateAAD(byte[] data, int offset, int length) {
        if (mode == Mode.Decrypt) {
            encryptedLength = Arrays.copyOfRange(data, offset, offset + length);
        }
        apply(lengthKey, 0, data, offset, length);
        if (mode == Mode.Encrypt) {
            encryptedLength = Arrays.copyOfRange(data, offset, offset + length);
        }
    }

    @Override
    public void update(byte[] data, int offset, int length) {
        byte[] oneTimeKey = new byte[KEY];
        apply(packetKey, 0, oneTimeKey, 0, KEY);
        if (mode == Mode.Decrypt) {
            byte[] expected = tag(oneTimeKey, data, offset, length);
            if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(data, offset + length, offset + length + TAG))) {
                throw new SSHRuntimeException("MAC Error");
            }
            apply(packetKey, 1, data, offset, length);
        } else {
            apply(packetKey, 1, data, offset, length);
            System.arraycopy(tag(oneTimeKey, data, offset, length), 0, data, offset + length, TAG);
        }
    }

    @Override
    public void updateWithAAD(byte[] data, int offset, int lengthOfLength, int length) {
        updateAAD(data, offset, lengthOfLength);
        update(data, offset + lengthOfLength, length);
    }

    private void apply(byte[] key, int counter, byte[] data, int offset, int length) {
        try {
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("ChaCha20");
            // Both directions are the same stream; the JDK guards only the other mode against a nonce that comes again.
            cipher.init(
                    javax.crypto.Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "ChaCha20"),
                    new ChaCha20ParameterSpec(nonce, counter));
            cipher.doFinal(data, offset, length, data, offset);
        } catch (GeneralSecurityException e) {
            throw new SSHRuntimeException("ChaCha20", e);
        }
    }

    /** Poly1305 (RFC 8439 §2.5) over the encrypted length and the encrypted packet. */
    private byte[] tag(byte[] oneTimeKey, byte[] data, int offset, int length) {
        byte[] message = Arrays.copyOf(encryptedLength, encryptedLength.length + length);
        System.arraycopy(data, offset, message, encryptedLength.length, length);
        BigInteger factor = littleEndian(oneTimeKey, 0, TAG).and(CLAMP);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < message.length; i += TAG) {
            int size = Math.min(TAG, message.length - i);
            BigInteger block = littleEndian(message, i, size).setBit(8 * size);
            sum = sum.add(block).multiply(factor).mod(PRIME);
        }
        byte[] result = sum.add(littleEndian(oneTimeKey, TAG, TAG)).toByteArray();
        byte[] tag = new byte[TAG];
        for (int i = 0; i < Math.min(TAG, result.length); i++) {
            tag[i] = result[result.length - 1 - i];
        }
        return tag;
    }

    private static BigInteger littleEndian(byte[] bytes, int offset, int length) {
        byte[] turned = new byte[length];
        for (int i = 0; i < length; i++) {
            turned[i] = bytes[offset + length - 1 - i];
        }
        return new BigInteger(1, turned);
    }
}
