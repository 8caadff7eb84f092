package dev.sshwhy.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.server.SshServer;

/** A server on loopback that exchanges keys as it should, and then answers whatever a test wants. */
public final class HostileSshServer implements AutoCloseable {
    private static final int HOST_KEY = 90;

    private final SshServer server;

    private HostileSshServer(SshServer server) {
        this.server = server;
    }

    /** What the server does about a message of the service ssh-userauth. */
    @FunctionalInterface
    public interface Authentication {
        void asked(Answers answers, int number) throws IOException, InterruptedException;
    }

    /** The server's end of an encrypted connection. */
    public record Answers(Session session) {
        /** Sends a message whose fields are texts (as strings), booleans, numbers (four bytes) or bytes (as strings). */
        public void send(int message, Object... fields) throws IOException {
            Buffer buffer = session.createBuffer((byte) message);
            for (Object field : fields) {
                if (field instanceof String text) {
                    buffer.putBytes(text.getBytes(StandardCharsets.UTF_8));
                } else if (field instanceof Boolean truth) {
                    buffer.putBoolean(truth);
                } else if (field instanceof byte[] bytes) {
                    buffer.putBytes(bytes);
                } else {
                    buffer.putUInt(((Integer) field).longValue());
                }
            }
            session.writePacket(buffer);
        }

        public void disconnect(String text) throws IOException {
            send(1, 2, text, "");
        }

        public void banner(String text) throws IOException {
            send(53, text, "");
        }

        public void refuse(String methods) throws IOException {
            send(51, methods, false);
        }

        /** Bytes that no key has encrypted. */
        public void sendRaw(byte[] bytes) throws IOException {
            session.getIoSession().writeBuffer(new ByteArrayBuffer(bytes));
        }

        public void remark(String text) throws IOException {
            send(4, true, text, "");
        }
    }

    public static HostileSshServer answering(Authentication authentication) throws IOException {
        return start(TestKeys.pair(HOST_KEY), authentication);
    }

    /** One whose key is not that which it signs with. */
    public static HostileSshServer signingWithAnotherKey() throws IOException {
        KeyPair mixed = new KeyPair(
                TestKeys.pair(HOST_KEY).getPublic(), TestKeys.pair(HOST_KEY + 1).getPrivate());
        return start(mixed, (answers, number) -> {});
    }

    private static HostileSshServer start(KeyPair hostKey, Authentication authentication) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setServiceFactories(List.of(new Scripted(authentication)));
        server.start();
        return new HostileSshServer(server);
    }

    public int port() {
        return server.getPort();
    }

    /** The line that makes its key a known one. */
    public String knownHostsLine() {
        return "[127.0.0.1]:" + port() + " ssh-ed25519 "
                + TestKeys.publicKey(HOST_KEY).blob() + "\n";
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private record Scripted(Authentication authentication) implements ServiceFactory {
        @Override
        public String getName() {
            return "ssh-userauth";
        }

        @Override
        public Service create(Session session) {
            return new ScriptedService(session, authentication);
        }
    }

    private static final class ScriptedService extends AbstractCloseable implements Service {
        private final Session session;
        private final Authentication authentication;
        private final Map<String, Object> properties = new HashMap<>();
        private int messages;

        ScriptedService(Session session, Authentication authentication) {
            this.session = session;
            this.authentication = authentication;
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public Map<String, Object> getProperties() {
            return properties;
        }

        @Override
        public void start() {
            // It waits to be asked.
        }

        @Override
        public void process(int command, Buffer request) throws IOException, InterruptedException {
            authentication.asked(new Answers(session), messages++);
        }
    }
}
