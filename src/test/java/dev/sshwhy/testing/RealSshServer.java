package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** OpenSSH's own sshd on loopback, for the current user; tests are skipped where there is none or we are not root. */
public final class RealSshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Process process;
    private final int port;

    private RealSshServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param folder an empty one, for its files
     * @param hostKeyTypes as ssh-keygen -t takes them
     * @param options sshd_config, beside what makes it serve on loopback
     * @param authorized the authorized_keys file's lines
     */
    public static RealSshServer start(
            Path folder, List<String> hostKeyTypes, Map<String, String> options, List<String> authorized)
            throws IOException, InterruptedException {
        assumeInstalled();
        Files.createDirectories(Path.of("/run/sshd"));
        int port = freePort();
        Map<String, String> all = new TreeMap<>(Map.of(
                "PermitRootLogin", "yes",
                "PasswordAuthentication", "yes",
                "UsePAM", "no",
                "StrictModes", "no"));
        all.putAll(options);
        StringBuilder config = new StringBuilder("ListenAddress 127.0.0.1\nPidFile none\n");
        config.append("Port ").append(port).append('\n');
        for (String type : hostKeyTypes) {
            Path key = folder.resolve("host_" + type);
            run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString());
            config.append("HostKey ").append(key).append('\n');
        }
        Path keys = folder.resolve("authorized_keys");
        Files.write(keys, authorized);
        config.append("AuthorizedKeysFile ").append(keys).append('\n');
        all.forEach(
                (name, value) -> config.append(name).append(' ').append(value).append('\n'));
        Path file = folder.resolve("sshd_config");
        Files.writeString(file, config, StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-q", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitPort(port);
        return new RealSshServer(process, port);
    }

    public int port() {
        return port;
    }

    public static String user() {
        return System.getProperty("user.name", "");
    }

    /** Runs a command to its end; its output is not wanted. */
    public static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(process.waitFor() == 0, command[0]);
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody listens there. */
    public static void awaitPort(int port) throws InterruptedException {
        for (int i = 0; i < 250; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("no server came up on port " + port);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
    }
    /** Ends a test, as passed over, on a machine without sshd; Debian's package brings ssh-keygen too. */
    public static void assumeInstalled() {
        assumeTrue(Files.isExecutable(SSHD) && user().equals("root"), "needs sshd, and root to run it");
    }
}
