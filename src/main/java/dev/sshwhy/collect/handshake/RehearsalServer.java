package dev.sshwhy.collect.handshake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.schmizz.sshj.transport.cipher.Cipher.Mode;

/**
 * A server on loopback that speaks just enough SSH to let anybody in, and does nothing for them. The class-data archive is
 * made from what a login loads, and a machine that builds sshwhy need not have a server.
 */
public final class RehearsalServer implements AutoCloseable {
    private static final String IDENT = "SSH-2.0-rehearsal";
    private static final String HOST_KEY_TYPE = "ssh-ed25519";
    /** What stands before the 32 bytes of an X25519 key (RFC 8410 §4). */
    private static final byte[] X25519_HEADER = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final int RAW_KEY = 32;
    private static final int LONGEST_PACKET = 64 * 1024;

    private final ServerSocket listening;
    private final KeyPair hostKey;

    private RehearsalServer(ServerSocket listening, KeyPair hostKey) {
        this.listening = listening;
        this.hostKey = hostKey;
    }

    /** Starts one; it serves until it is closed. */
    public static RehearsalServer start() throws IOException, GeneralSecurityException {
        // Not the loopback address: which one that is depends on how Java was started.
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        KeyPair hostKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        RehearsalServer server = new RehearsalServer(new ServerSocket(0, 8, here), hostKey);
        Thread thread = new Thread(server::serve, "rehearsal-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Its host key as known_hosts has it, without the name. */
    public String hostKeyLine() {
        return HOST_KEY_TYPE + " " + Base64.getEncoder().encodeToString(hostKeyEncoding());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                new Session(client).run();
            } catch (IOException | GeneralSecurityException e) {
                // The client, or the rehearsal, is over.
            }
        }
    }

    private byte[] hostKeyEncoding() {
        return new Message()
                .text(HOST_KEY_TYPE)
                .string(raw(hostKey.getPublic()))
                .bytes();
    }

    private static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_KEY, encoded.length);
    }

    /** One connection (RFC 4253, RFC 4252, RFC 8731, RFC 8709). */
    private final class Session {
        private final DataInputStream in;
        private final OutputStream out;
        private final ChaChaPoly reading = new ChaChaPoly();
        private final ChaChaPoly writing = new ChaChaPoly();
        private boolean isEncrypted;
        private long read;
        private long written;

        Session(Socket client) throws IOException {
            client.setTcpNoDelay(true);
            in = new DataInputStream(client.getInputStream());
            out = client.getOutputStream();
        }

        void run() throws IOException, GeneralSecurityException {
            out.write((IDENT + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String clientIdent = line();
            byte[] ownInit = keyExchangeInit();
            send(ownInit);
            byte[] clientInit = receive();
            byte[] clientKey = WireReader.after(1, receive()).string().orElseThrow(() -> new IOException("no key"));
            exchangeKeys(clientIdent, clientInit, ownInit, clientKey);
            while (answer(receive())) {
                // until the client says goodbye
            }
        }

        private String line() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0 || text.size() > LONGEST_PACKET) {
                    throw new IOException("no greeting");
                }
                text.write(next);
            }
            return text.toString(StandardCharsets.US_ASCII).strip();
        }

        private byte[] keyExchangeInit() {
            Message init = new Message().number8(MessageNumber.KEXINIT).raw(new byte[16]);
            for (String names : new String[] {
                "curve25519-sha256", HOST_KEY_TYPE, ChaChaPoly.NAME, ChaChaPoly.NAME, "hmac-sha2-256", "hmac-sha2-256"
            }) {
                init.text(names);
            }
            return init.text("none")
                    .text("none")
                    .text("")
                    .text("")
                    .raw(new byte[5])
                    .bytes();
        }

        private void exchangeKeys(String clientIdent, byte[] clientInit, byte[] ownInit, byte[] clientKey)
                throws IOException, GeneralSecurityException {
            KeyPair own = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            javax.crypto.KeyAgreement agreement = javax.crypto.KeyAgreement.getInstance("X25519");
            agreement.init(own.getPrivate());
            byte[] encoded = new Message().raw(X25519_HEADER).raw(clientKey).bytes();
            agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded)), true);
            byte[] secret = new Message()
                    .string(new BigInteger(1, agreement.generateSecret()).toByteArray())
                    .bytes();
            byte[] hash = digest(new Message()
                    .text(clientIdent)
                    .text(IDENT)
                    .string(clientInit)
                    .string(ownInit)
                    .string(hostKeyEncoding())
                    .string(clientKey)
                    .string(raw(own.getPublic()))
                    .raw(secret));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(hostKey.getPrivate());
            signature.update(hash);
            send(new Message()
                    .number8(31)
                    .string(hostKeyEncoding())
                    .string(raw(own.getPublic()))
                    .string(new Message()
                            .text(HOST_KEY_TYPE)
                            .string(signature.sign())
                            .bytes())
                    .bytes());
            send(new byte[] {MessageNumber.NEWKEYS});
            reading.init(Mode.Decrypt, key(secret, hash, 'C'), new byte[0]);
            writing.init(Mode.Encrypt, key(secret, hash, 'D'), new byte[0]);
            receive(); // the client's NEWKEYS
            isEncrypted = true;
            send(new Message()
                    .number8(MessageNumber.EXT_INFO)
                    .raw(new byte[] {0, 0, 0, 1})
                    .text("server-sig-algs")
                    .text("ssh-ed25519,rsa-sha2-512")
                    .bytes());
        }

        /** RFC 4253 §7.2, for a cipher whose key is as long as two digests. */
        private byte[] key(byte[] secret, byte[] hash, char letter) throws GeneralSecurityException {
            byte[] first =
                    digest(new Message().raw(secret).raw(hash).number8(letter).raw(hash));
            return new Message()
                    .raw(first)
                    .raw(digest(new Message().raw(secret).raw(hash).raw(first)))
                    .bytes();
        }

        private byte[] digest(Message of) throws GeneralSecurityException {
            return MessageDigest.getInstance("SHA-256").digest(of.bytes());
        }

        /** Answers one request; false after the client's goodbye. */
        private boolean answer(byte[] request) throws IOException {
            switch (request[0]) {
                case 5 -> send(new Message().number8(6).text("ssh-userauth").bytes());
                case MessageNumber.USERAUTH_REQUEST -> authenticate(WireReader.after(1, request));
                case 80 -> send(new byte[] {82});
                default -> {
                    return request[0] != MessageNumber.DISCONNECT;
                }
            }
            return true;
        }

        private void authenticate(WireReader request) throws IOException {
            request.text();
            request.text();
            if (!request.text().equals("publickey")) {
                send(new Message()
                        .number8(51)
                        .text("publickey,password")
                        .number8(0)
                        .bytes());
            } else if (request.truth()) {
                send(new byte[] {52});
                send(new Message()
                        .number8(MessageNumber.DEBUG)
                        .number8(1)
                        .text("a remark")
                        .text("")
                        .bytes());
            } else {
                send(new Message()
                        .number8(60)
                        .text(request.text())
                        .string(request.string().orElse(new byte[0]))
                        .bytes());
            }
        }

        private void send(byte[] payload) throws IOException {
            int covered = 1 + payload.length + (isEncrypted ? 0 : 4); // chacha20 leaves the length out
            int padding = 16 - covered % 8;
            byte[] packet = new byte[4 + 1 + payload.length + padding + (isEncrypted ? 16 : 0)];
            int length = 1 + payload.length + padding;
            System.arraycopy(
                    new Message().number(length).number8(padding).raw(payload).bytes(),
                    0,
                    packet,
                    0,
                    5 + payload.length);
            if (isEncrypted) {
                writing.setSequenceNumber(written);
                writing.updateWithAAD(packet, 0, 4, length);
            }
            written++;
            out.write(packet);
            out.flush();
        }

        private byte[] receive() throws IOException {
            byte[] head = in.readNBytes(4);
            if (isEncrypted && head.length == 4) {
                reading.setSequenceNumber(read);
                reading.updateAAD(head, 0, 4);
            }
            long length = new WireReader(head).number();
            if (head.length < 4 || length < 2 || length > LONGEST_PACKET) {
                throw new IOException("no packet");
            }
            byte[] body = in.readNBytes((int) length + (isEncrypted ? 16 : 0));
            if (isEncrypted) {
                reading.update(body, 0, (int) length);
            }
            read++;
            return Arrays.copyOfRange(body, 1, (int) length - (body[0] & 0xff));
        }
    }

    /** Puts a message together (RFC 4251 §5). */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number8(int value) {
            bytes.write(value);
            return this;
        }

        Message number(int value) {
            return number8(value >>> 24)
                    .number8(value >>> 16)
                    .number8(value >>> 8)
                    .number8(value);
        }

        Message raw(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        Message string(byte[] value) {
            return number(value.length).raw(value);
        }

        Message text(String value) {
            return string(value.getBytes(StandardCharsets.UTF_8));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
