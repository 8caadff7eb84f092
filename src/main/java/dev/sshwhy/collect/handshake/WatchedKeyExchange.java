package dev.sshwhy.collect.handshake;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.digest.Digest;
import net.schmizz.sshj.transport.kex.KeyExchange;

/**
 * A key exchange that hands out the server's key and signature as they came over the wire, and refuses one with a length inside that
 * would have sshj allocate whatever the server says.
 *
 * @param inner sshj's
 * @param isGroupExchange whether message 31 is still the group (RFC 4419 §3)
 * @param onHostKey gets the key's encoding and the signature's, before that is checked
 */
record WatchedKeyExchange(KeyExchange inner, boolean isGroupExchange, BiConsumer<byte[], byte[]> onHostKey)
        implements KeyExchange {

    /** The same factory, with each exchange watched. */
    record Watching(Factory.Named<KeyExchange> inner, BiConsumer<byte[], byte[]> onHostKey)
            implements Factory.Named<KeyExchange> {
        @Override
        public String getName() {
            return inner.getName();
        }

        @Override
        public KeyExchange create() {
            return new WatchedKeyExchange(inner.create(), getName().contains("group-exchange"), onHostKey);
        }
    }

    @Override
    public void init(Transport transport, String serverIdent, String clientIdent, byte[] serverInit, byte[] clientInit)
            throws GeneralSecurityException, TransportException {
        inner.init(transport, serverIdent, clientIdent, serverInit, clientInit);
    }

    @Override
    public byte[] getH() {
        return inner.getH();
    }

    @Override
    public BigInteger getK() {
        return inner.getK();
    }

    @Override
    public Digest getHash() {
        return inner.getHash();
    }

    @Override
    public PublicKey getHostKey() {
        return inner.getHostKey();
    }

    @Override
    public boolean next(Message message, SSHPacket packet) throws GeneralSecurityException, TransportException {
        if (message == (isGroupExchange ? Message.KEX_DH_GEX_REPLY : Message.KEXDH_31)) {
            byte[] payload = Arrays.copyOfRange(packet.array(), packet.rpos(), packet.wpos());
            WireReader reply = new WireReader(payload);
            Optional<byte[]> key = reply.string().filter(WatchedKeyExchange::isSound);
            if (key.isEmpty()) {
                throw new TransportException(DisconnectReason.PROTOCOL_ERROR, "the server's host key is malformed");
            }
            reply.string(); // the server's half of the exchange
            onHostKey.accept(key.get(), reply.string().orElse(new byte[0]));
        }
        return inner.next(message, packet);
    }

    private static boolean isSound(byte[] key) {
        WireReader reader = new WireReader(key);
        Optional<byte[]> type = reader.string();
        Optional<byte[]> first = reader.string();
        boolean isCertificate =
                type.isPresent() && new WireReader(key).text().endsWith(AlgorithmNames.CERTIFICATE_SUFFIX);
        return type.isPresent()
                && first.isPresent()
                && (!isCertificate || reader.string().isPresent());
    }
}
