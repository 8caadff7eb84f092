package dev.sshwhy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;

/** The server of a scenario, as its server.txt describes it, on loopback (testdata/README.md tells the words). */
public final class ScenarioServer implements AutoCloseable {
    /** The number of the test key that is every scenario's host key. */
    public static final int HOST_KEY = 11;

    private final int port;
    private final Optional<SshServer> ssh;
    private final Optional<ServerSocket> other;
    private final List<Socket> clients = new ArrayList<>();

    private ScenarioServer(int port, Optional<SshServer> ssh, Optional<ServerSocket> other) {
        this.port = port;
        this.ssh = ssh;
        this.other = other;
    }

    /** Starts the server that these lines describe. */
    public static ScenarioServer start(List<String> lines) throws IOException {
        if (lines.contains("nothing-listens")) {
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return new ScenarioServer(closed.getLocalPort(), Optional.empty(), Optional.empty());
            }
        }
        for (String kind : List.of("web-server", "silent", "closes-at-once")) {
            if (lines.contains(kind)) {
                return startOther(kind);
            }
        }
        return startSsh(lines);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        if (ssh.isPresent()) {
            ssh.get().stop(true);
        }
        if (other.isPresent()) {
            other.get().close();
        }
        synchronized (clients) {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static ScenarioServer startSsh(List<String> lines) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey(lines)));
        for (String kind : words(lines, "host-certificate")) {
            OpenSshCertificate certificate = certificate(kind);
            server.setHostKeyCertificateProvider(session -> List.of(certificate));
        }
        server.setPasswordAuthenticator((user, password, session) -> false);
        Set<PublicKey> accepted = new HashSet<>();
        for (String number : words(lines, "accepts")) {
            accepted.add(TestKeys.pair(Integer.parseInt(number)).getPublic());
        }
        boolean denies = lines.contains("denies-login");
        Set<PublicKey> asked = new HashSet<>();
        // The query comes first, the signature second: a server that denies the login takes the query all the same.
        String remark = String.join(" ", words(lines, "remarks"));
        server.setPublickeyAuthenticator((user, key, session) -> {
            boolean isGood = accepted.contains(key) && (asked.add(key) || !denies);
            if (isGood && !remark.isEmpty()) {
                tell(session, remark);
            }
            return isGood;
        });
        words(lines, "methods").stream()
                .findFirst()
                .ifPresent(methods -> server.setUserAuthFactories(factories(methods)));
        words(lines, "also-wants")
                .forEach(method -> PropertyResolverUtils.updateProperty(
                        server, CoreModuleProperties.AUTH_METHODS.getName(), "publickey," + method));
        words(lines, "max-tries")
                .forEach(tries -> PropertyResolverUtils.updateProperty(
                        server, CoreModuleProperties.MAX_AUTH_REQUESTS.getName(), Integer.parseInt(tries)));
        server.setForwardingFilter(
                lines.contains("forwards") ? AcceptAllForwardingFilter.INSTANCE : RejectAllForwardingFilter.INSTANCE);
        server.start();
        return new ScenarioServer(server.getPort(), Optional.of(server), Optional.empty());
    }

    private static KeyPair hostKey(List<String> lines) throws IOException {
        if (!words(lines, "host-key-type").contains("rsa-1024")) {
            return TestKeys.pair(HOST_KEY);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The host key's certificate for 127.0.0.1, signed by test key 12. */
    private static OpenSshCertificate certificate(String kind) throws IOException {
        dev.sshwhy.evidence.PublicKey made = switch (kind) {
            case "valid" -> TestKeys.hostCertificate(HOST_KEY, 0, Long.MAX_VALUE, "127.0.0.1");
            case "expired" -> TestKeys.hostCertificate(HOST_KEY, 0, 1_700_000_000, "127.0.0.1");
            case "broken" -> TestKeys.changed(TestKeys.hostCertificate(HOST_KEY, 0, Long.MAX_VALUE, "127.0.0.1"));
            case "other-name" -> TestKeys.hostCertificate(HOST_KEY, 0, Long.MAX_VALUE, "db.example");
            default -> throw new IllegalArgumentException("host-certificate " + kind);
        };
        try {
            return (OpenSshCertificate)
                    PublicKeyEntry.parsePublicKeyEntry(made.line()).resolvePublicKey(null, Map.of(), null);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static List<UserAuthFactory> factories(String methods) {
        List<UserAuthFactory> factories = new ArrayList<>();
        for (String method : methods.split(",", -1)) {
            factories.add(
                    switch (method.strip()) {
                        case "publickey" -> UserAuthPublicKeyFactory.INSTANCE;
                        case "password" -> UserAuthPasswordFactory.INSTANCE;
                        case "keyboard-interactive" -> UserAuthKeyboardInteractiveFactory.INSTANCE;
                        default -> throw new IllegalArgumentException(method);
                    });
        }
        return factories;
    }

    private static void tell(ServerSession session, String remark) {
        try {
            session.sendDebugMessage(false, remark, "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ScenarioServer startOther(String kind) throws IOException {
        ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        ScenarioServer server = new ScenarioServer(socket.getLocalPort(), Optional.empty(), Optional.of(socket));
        Thread thread = new Thread(() -> server.serve(socket, kind), "scenario-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void serve(ServerSocket socket, String kind) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                synchronized (clients) {
                    clients.add(client);
                }
                switch (kind) {
                    case "closes-at-once" -> client.close();
                    case "web-server" -> answerHttp(client);
                    default -> {} // says nothing, until the scenario is over
                }
            } catch (IOException e) {
                // The client or the scenario is gone.
            }
        }
    }

    private static void answerHttp(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            if (in.read(new byte[512]) > 0) {
                client.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The words behind a line's first one. */
    static List<String> words(List<String> lines, String name) {
        return lines.stream()
                .filter(it -> it.startsWith(name + " "))
                .flatMap(it -> List.of(it.substring(name.length() + 1).strip().split(" +", -1)).stream())
                .toList();
    }
}
