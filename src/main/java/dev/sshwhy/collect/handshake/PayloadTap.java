package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Visible;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.transport.compression.Compression;

/**
 * Compression "none", which sees every decrypted payload: sshj drops SSH_MSG_EXT_INFO (RFC 8308), and gives the words of
 * a SSH_MSG_DISCONNECT the same form as its own complaints.
 */
final class PayloadTap implements Compression, Factory.Named<Compression> {
    /** SSH_MSG_IGNORE with an empty text. */
    private static final byte[] NOTHING = {2, 0, 0, 0, 0};

    private static final int MAX_EXTENSIONS = 64;
    private static final int REMARKS = 20;
    private static final int REMARK_CHARACTERS = 300;

    private final List<String> remarks = new CopyOnWriteArrayList<>();

    private volatile Optional<List<String>> signatureAlgorithms = Optional.empty();
    private volatile Optional<Goodbye> goodbye = Optional.empty();
    private volatile boolean asksForNewKeys;

    /**
     * The server's SSH_MSG_DISCONNECT (RFC 4253 §11.1).
     *
     * @param code the reason code
     * @param text what it says, cleaned
     */
    record Goodbye(long code, String text) {
        private static final int NO_MORE_METHODS = 14;

        static Goodbye read(byte[] message) {
            WireReader reader = WireReader.after(1, message);
            return new Goodbye(reader.number(), Visible.text(reader.text().strip(), 500));
        }

        /** OpenSSH, Go, MINA and others say it in these words; RFC 4253 has a code for it, which few use. */
        boolean isAboutTooManyTries() {
            String words = text.toLowerCase(Locale.ROOT);
            return code == NO_MORE_METHODS || (words.contains("too many") && words.contains("auth"));
        }
    }

    /** server-sig-algs (RFC 8308 §3.1), once the server sent it. */
    Optional<List<String>> signatureAlgorithms() {
        return signatureAlgorithms;
    }

    Optional<Goodbye> goodbye() {
        return goodbye;
    }

    /** Whether the server began another key exchange on the encrypted connection. */
    boolean asksForNewKeys() {
        return asksForNewKeys;
    }

    /** The texts of SSH_MSG_DEBUG (RFC 4253 §11.3), each once, cleaned. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public String getName() {
        return "none";
    }

    @Override
    public Compression create() {
        return this;
    }

    @Override
    public void init(Mode mode) {
        // There is nothing to set up.
    }

    @Override
    public boolean isDelayed() {
        return false;
    }

    @Override
    @SuppressWarnings("rawtypes") // sshj's signature
    public void compress(Buffer buffer) {
        // Payloads go out as they are.
    }

    @Override
    @SuppressWarnings("rawtypes") // sshj's signature
    public void uncompress(Buffer from, Buffer to) {
        byte[] payload = Arrays.copyOfRange(from.array(), from.rpos(), from.wpos());
        if (payload.length == 0) {
            to.putRawBytes(payload);
            return;
        }
        // sshj reads a remark only to log it, and breaks off at one of more than 32 kB.
        to.putRawBytes(payload[0] == MessageNumber.DEBUG ? NOTHING : payload);
        if (payload[0] == MessageNumber.EXT_INFO) {
            readExtensions(payload);
        } else if (payload[0] == MessageNumber.KEXINIT) {
            asksForNewKeys = true;
        } else if (payload[0] == MessageNumber.DISCONNECT) {
            goodbye = Optional.of(Goodbye.read(payload));
        } else if (payload[0] == MessageNumber.DEBUG && payload.length > 1 && remarks.size() < REMARKS) {
            String remark = Visible.text(WireReader.after(2, payload).text().strip(), REMARK_CHARACTERS);
            if (!remark.isEmpty() && !remarks.contains(remark)) {
                remarks.add(remark);
            }
        }
    }

    private void readExtensions(byte[] payload) {
        WireReader reader = WireReader.after(1, payload);
        long count = Math.min(reader.number(), MAX_EXTENSIONS);
        for (int i = 0; i < count && reader.remaining() > 0; i++) {
            String name = reader.text();
            String value = reader.text();
            if (name.equals("server-sig-algs")) {
                signatureAlgorithms = Optional.of(List.of(value.split(",", -1)));
            }
        }
    }
}
