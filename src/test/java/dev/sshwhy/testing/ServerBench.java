package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/**
 * Real servers on loopback with users of their own: root, and alice with the number 4711, whose home is a folder of the
 * test (nss_wrapper stands in for the password database). Needs root.
 */
public final class ServerBench implements AutoCloseable {
    /** Key pairs that every test may use: name, type and bits. */
    private static final List<List<String>> KEYS = List.of(
            List.of("good", "ed25519", "256"),
            List.of("other", "ed25519", "256"),
            List.of("third", "ed25519", "256"),
            List.of("rsa", "rsa", "2048"),
            List.of("ecdsa", "ecdsa", "256"),
            List.of("ca", "ed25519", "256"),
            List.of("host_ed25519", "ed25519", "256"),
            List.of("host_rsa", "rsa", "2048"));

    private final Path keys;
    private final Path folder;
    private final Path home;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int port;

    /**
     * @param keys where {@link #makeKeys} put the key pairs
     * @param folder an empty one
     */
    public ServerBench(Path keys, Path folder) throws IOException {
        this.keys = keys;
        this.folder = folder;
        // tinysshd wants no folder on the way that others may write to, as /tmp is.
        home = Files.createTempDirectory(Path.of("/run"), "sshwhy-test");
        open.push(() -> FileUtils.deleteDirectory(home.toFile()));
        Files.createDirectories(home.resolve(".ssh"));
        Files.createDirectories(folder.resolve("client-home"));
        // The server reads a user's files as that user.
        mode(folder, "rwxr-xr-x");
        mode(home, "rwxr-xr-x");
        mode(home.resolve(".ssh"), "rwx------");
        Files.writeString(folder.resolve("known_hosts"), "");
        accounts("/bin/sh", "*", "");
    }

    /** Makes the key pairs; they are made for tests, and known to nobody. */
    public static void makeKeys(Path folder) throws IOException, InterruptedException {
        mode(folder, "rwxr-xr-x");
        for (List<String> key : KEYS) {
            RealSshServer.run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    key.get(1),
                    "-b",
                    key.get(2),
                    "-N",
                    "",
                    "-C",
                    key.get(0) + ", made for a test",
                    "-f",
                    folder.resolve(key.get(0)).toString());
        }
        RealSshServer.run(
                "cp",
                folder.resolve("good").toString(),
                folder.resolve("locked").toString());
        RealSshServer.run(
                "cp",
                folder.resolve("good.pub").toString(),
                folder.resolve("locked.pub").toString());
        RealSshServer.run(
                "ssh-keygen",
                "-q",
                "-p",
                "-N",
                "secret",
                "-f",
                folder.resolve("locked").toString());
    }

    /** Certifies a key: who signs, for whom, how long; the certificate lies beside it. */
    public void certify(String name, String authority, String... options) throws IOException, InterruptedException {
        for (String it : List.of(name, name + ".pub")) {
            Files.copy(keys.resolve(it), folder.resolve(it));
        }
        mode(folder.resolve(name), "rw-------");
        List<String> command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-s", keys.resolve(authority).toString(), "-I", "made for a test"));
        command.addAll(List.of(options));
        command.add(folder.resolve(name + ".pub").toString());
        RealSshServer.run(command.toArray(String[]::new));
    }

    /**
     * The password database.
     *
     * @param shell alice's
     * @param password the second field of alice's shadow line
     * @param expires its eighth field
     */
    public void accounts(String shell, String password, String expires) throws IOException {
        Files.writeString(
                folder.resolve("passwd"),
                "root:x:0:0:root:" + home
                        + ":/bin/sh\nsshd:x:102:65534::/run/sshd:/usr/sbin/nologin\nalice:x:4711:4711::" + home + ":"
                        + shell + "\n");
        Files.writeString(folder.resolve("group"), "root:x:0:\nalice:x:4711:\nnogroup:x:65534:\n");
        Files.writeString(
                folder.resolve("shadow"),
                "root:*:19000:0:99999:7:::\nalice:" + password + ":19000:0:99999:7::" + expires + ":\n");
    }

    /** Writes the server's authorized_keys of this user; {@code @good@} stands for that key's public half. */
    public void authorize(String user, List<String> lines) throws IOException, InterruptedException {
        Path file = home.resolve(".ssh/authorized_keys");
        Files.write(file, lines.stream().map(this::withPublicKeys).toList());
        RealSshServer.run("chown", "-R", user.equals("root") ? "0:0" : "4711:4711", home.toString());
        mode(file, "rw-r--r--");
    }

    public void openToOthers() throws IOException {
        mode(home.resolve(".ssh/authorized_keys"), "rw-rw-rw-");
    }

    /** A place of this test, or the key of that name. */
    public String filledIn(String text) {
        String filled = text.replace("@folder@", folder.toString());
        for (List<String> key : KEYS) {
            filled = filled.replace("@" + key.get(0) + "@", path(key.get(0)).toString());
        }
        return filled.replace("@locked@", keys.resolve("locked").toString());
    }

    private String withPublicKeys(String line) {
        String filled = line;
        for (List<String> key : KEYS) {
            filled = filled.replace("@" + key.get(0) + "@", publicKey(key.get(0)));
        }
        return filled;
    }

    private Path path(String key) {
        return Files.exists(folder.resolve(key)) ? folder.resolve(key) : keys.resolve(key);
    }

    private String publicKey(String key) {
        try {
            return Files.readString(keys.resolve(key + ".pub")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    public Path clientHome() {
        return folder.resolve("client-home");
    }

    // -- servers ------------------------------------------------------------------------------------------------

    /** OpenSSH's sshd, with these lines of sshd_config before the rest. */
    public void openssh(String hostKey, boolean nologin, List<String> lines) throws IOException, InterruptedException {
        RealSshServer.assumeInstalled();
        Files.createDirectories(Path.of("/run/sshd"));
        port = RealSshServer.freePort();
        Path key = path("host_" + hostKey);
        List<String> config = new ArrayList<>(lines.stream().map(this::filledIn).toList());
        int matches =
                (int) config.stream().takeWhile(it -> !it.startsWith("Match ")).count();
        config.addAll(
                matches,
                List.of(
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + key,
                        "PidFile none",
                        "UsePAM no",
                        "PermitRootLogin prohibit-password",
                        "LogLevel DEBUG1"));
        Path file = folder.resolve("sshd_config");
        Files.write(file, config);
        know(key + ".pub");
        // Several runs in a row must not count against each other (sshd_config(5), since 9.8).
        String command =
                "grep -qi persourcepenalties /usr/sbin/sshd && set -- -o PerSourcePenalties=no; exec /usr/sbin/sshd"
                        + " \"$@\" -D -e -f " + file;
        if (nologin) {
            // In a mount namespace of its own: the machine's logins go on.
            Path etc = folder.resolve("etc");
            Files.createDirectories(etc);
            RealSshServer.run("unshare", "-m", "mount", "-t", "tmpfs", "none", etc.toString());
            command = "mount -t tmpfs none " + etc + " && cp -a /etc/. " + etc
                    + " && echo closed for a test >" + etc + "/nologin && mount --bind " + etc + " /etc && { " + command
                    + "; }";
            start(List.of("unshare", "-m", "sh", "-c", command), Map.of());
        } else {
            start(List.of("sh", "-c", command), Map.of());
        }
        RealSshServer.awaitPort(port);
    }

    /** dropbear with these options. */
    public void dropbear(List<String> options) throws IOException, InterruptedException {
        assumeInstalled("/usr/sbin/dropbear");
        RealSshServer.assumeInstalled();
        Path key = folder.resolve("dropbear_key");
        RealSshServer.run("/usr/bin/dropbearkey", "-t", "ed25519", "-f", key.toString());
        RealSshServer.run(
                "sh", "-c", "dropbearkey -y -f " + key + " | grep ^ssh- >" + folder.resolve("dropbear_key.pub"));
        port = RealSshServer.freePort();
        know(folder.resolve("dropbear_key.pub").toString());
        List<String> command = new ArrayList<>(List.of(
                "/usr/sbin/dropbear",
                "-F",
                "-E",
                "-r",
                key.toString(),
                "-p",
                "127.0.0.1:" + port,
                "-P",
                folder.resolve("pid").toString()));
        command.addAll(options.stream().map(this::filledIn).toList());
        start(command, accountsOfTheTest());
        RealSshServer.awaitPort(port);
    }

    /** tinysshd, one process for each connection. */
    public void tinysshd() throws IOException, InterruptedException {
        assumeInstalled("/usr/sbin/tinysshd");
        RealSshServer.assumeInstalled();
        Path hostKeys = folder.resolve("tiny");
        RealSshServer.run("/usr/sbin/tinysshd-makekey", hostKeys.toString());
        RealSshServer.run("sh", "-c", "tinysshd-printkey " + hostKeys + " | grep ^ssh- >" + folder.resolve("tiny.pub"));
        FakeServer server = FakeServer.playing((in, out) -> serveTiny(hostKeys, in, out));
        open.push(server);
        port = server.port();
        know(folder.resolve("tiny.pub").toString());
    }

    private void serveTiny(Path hostKeys, InputStream in, OutputStream out) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/usr/sbin/tinysshd", hostKeys.toString())
                .redirectError(folder.resolve("server.log").toFile());
        builder.environment().putAll(accountsOfTheTest());
        Process process = builder.start();
        Thread towards = new Thread(() -> {
            try (OutputStream to = process.getOutputStream()) {
                byte[] buffer = new byte[4096];
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    to.write(buffer, 0, count);
                    to.flush();
                }
            } catch (IOException e) {
                process.destroy();
            }
        });
        towards.start();
        byte[] buffer = new byte[4096];
        InputStream from = process.getInputStream();
        for (int count = from.read(buffer); count > 0; count = from.read(buffer)) {
            out.write(buffer, 0, count);
            out.flush();
        }
        process.waitFor(5, TimeUnit.SECONDS);
    }

    /** Apache MINA SSHD within this process. */
    public void mina(String methods, boolean passwordsOnly) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(TestKeys.pair(ScenarioServer.HOST_KEY)));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(home.resolve(".ssh/authorized_keys")));
        server.setPasswordAuthenticator((user, password, session) -> false);
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.setUserAuthFactories(
                passwordsOnly
                        ? List.of(UserAuthPasswordFactory.INSTANCE)
                        : List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        if (!methods.isEmpty()) {
            PropertyResolverUtils.updateProperty(server, CoreModuleProperties.AUTH_METHODS.getName(), methods);
        }
        server.start();
        open.push(() -> server.stop(true));
        port = server.getPort();
        knowLine("[127.0.0.1]:" + port + " "
                + TestKeys.publicKey(ScenarioServer.HOST_KEY).line());
    }

    /** An agent that holds these keys, in this order, at {@code @folder@/agent}. */
    public void agent(List<String> names) throws IOException, InterruptedException {
        Path socket = folder.resolve("agent");
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        open.push(process::destroy);
        for (int i = 0; i < 250 && !Files.exists(socket); i++) {
            Thread.sleep(20);
        }
        for (String name : names) {
            RealSshServer.run(
                    "env",
                    "SSH_AUTH_SOCK=" + socket,
                    "ssh-add",
                    "-q",
                    path(name).toString());
        }
    }

    /** Takes up a place that the server gives to those who have not logged in yet. */
    public void occupy() throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            open.push(socket);
            socket.setSoTimeout(5000);
            if (socket.getInputStream().read() == 'S') {
                return;
            }
            // "Exceeded MaxStartups": the one who looked whether the server is up is still counted.
            Thread.sleep(20);
        }
        throw new IOException("no place was free");
    }

    public void forgetHostKey() throws IOException {
        Files.writeString(folder.resolve("known_hosts"), "");
    }

    /** Trusts the authority in place of the host's own key. */
    public void knowAuthority() throws IOException {
        knowLine("@cert-authority [127.0.0.1]:" + port + " " + publicKey("ca"));
    }

    private void know(String publicFile) throws IOException {
        knowLine("[127.0.0.1]:" + port + " "
                + Files.readString(Path.of(publicFile)).strip());
    }

    private void knowLine(String line) throws IOException {
        Files.writeString(folder.resolve("known_hosts"), line + "\n");
    }

    private Map<String, String> accountsOfTheTest() {
        return Map.of(
                "LD_PRELOAD", wrapper().toString(),
                "NSS_WRAPPER_PASSWD", folder.resolve("passwd").toString(),
                "NSS_WRAPPER_GROUP", folder.resolve("group").toString(),
                "NSS_WRAPPER_SHADOW", folder.resolve("shadow").toString());
    }

    private static Path wrapper() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            Optional<Path> library = folders.map(it -> it.resolve("libnss_wrapper.so"))
                    .filter(Files::exists)
                    .findFirst();
            assumeTrue(library.isPresent(), "needs libnss_wrapper");
            return library.get();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assumeInstalled(String program) {
        assumeTrue(Files.isExecutable(Path.of(program)), "needs " + program);
    }

    private void start(List<String> command, Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(accountsOfTheTest());
        builder.environment().putAll(more);
        Process process = builder.start();
        open.push(() -> {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
        });
    }

    /** What the server noted down. */
    public String log() throws IOException {
        Path log = folder.resolve("server.log");
        return Files.exists(log, LinkOption.NOFOLLOW_LINKS) ? Files.readString(log) : "";
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
