package dev.sshwhy.collect.handshake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a server sends in the clear, put together by hand (RFC 4253 §6, §7.1, §11.1). */
final class Packets {
    /** Ten lists that ssh has something in common with. */
    static final List<String> USUAL = List.of(
            "curve25519-sha256",
            "ssh-ed25519",
            "aes128-ctr",
            "aes128-ctr",
            "hmac-sha2-256",
            "hmac-sha2-256",
            "none",
            "none",
            "",
            "");

    private Packets() {}

    /** A packet without encryption. */
    static byte[] packet(byte[] payload) throws IOException {
        int padding = 8 - (payload.length + 5) % 8 + 8;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(packet);
        data.writeInt(1 + payload.length + padding);
        data.write(padding);
        data.write(payload);
        data.write(new byte[padding]);
        return packet.toByteArray();
    }

    /** A KEXINIT that ssh has something in common with. */
    static byte[] proposal(String hostKey) throws IOException {
        List<String> lists = new ArrayList<>(USUAL);
        lists.set(1, hostKey);
        return proposal(lists);
    }

    /** A KEXINIT with the same in each of its ten lists. */
    static byte[] proposalOf(String everywhere) throws IOException {
        return proposal(Collections.nCopies(USUAL.size(), everywhere));
    }

    static byte[] proposal(List<String> lists) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(payload);
        data.write(20);
        data.write(new byte[16]);
        for (String list : lists) {
            string(data, list.getBytes(StandardCharsets.UTF_8));
        }
        data.write(0);
        data.writeInt(0);
        return payload.toByteArray();
    }

    /** SSH_MSG_DISCONNECT. */
    static byte[] goodbye(String text) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(payload);
        data.write(1);
        data.writeInt(2);
        string(data, text.getBytes(StandardCharsets.UTF_8));
        data.writeInt(0);
        return payload.toByteArray();
    }

    /** SSH_MSG_KEX_ECDH_REPLY with this host key, a point of zeros and no signature. */
    static byte[] exchangeReply(byte[] hostKey) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(payload);
        data.write(31);
        string(data, hostKey);
        string(data, new byte[32]);
        data.writeInt(0);
        return payload.toByteArray();
    }

    static void string(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
