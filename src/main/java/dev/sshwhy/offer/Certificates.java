package dev.sshwhy.offer;

import dev.sshwhy.evidence.PublicKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** What ssh asks of a certificate before it offers it (OpenSSH PROTOCOL.certkeys). */
final class Certificates {
    private static final int FOR_USERS = 1;

    private Certificates() {}

    /** Whether it speaks for a user; ssh offers none that speaks for a host (sshconnect2.c pubkey_prepare). */
    static boolean isForUsers(PublicKey key) {
        if (!key.isCertificate()) {
            return false;
        }
        ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(key.blob()));
        try {
            int strings = 2 + keyStrings(key.type()); // the type and the nonce stand before the key
            for (int i = 0; i < strings; i++) {
                int length = blob.getInt();
                if (length < 0 || length > blob.remaining()) {
                    return false;
                }
                blob.position(blob.position() + length);
            }
            blob.getLong(); // the serial number
            return blob.getInt() == FOR_USERS;
        } catch (BufferUnderflowException e) {
            return false;
        }
    }

    /** How many strings make the key itself. */
    private static int keyStrings(String type) {
        if (type.startsWith("ssh-dss")) {
            return 4; // p, q, g, y
        }
        if (type.startsWith("sk-ecdsa")) {
            return 3; // curve, point, application
        }
        return type.startsWith("ssh-ed25519")
                ? 1
                : 2; // RSA: e, n; ECDSA: curve, point; sk-ssh-ed25519: point, application
    }
}
