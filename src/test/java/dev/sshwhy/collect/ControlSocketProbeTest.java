package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.ControlSocket.State;
import dev.sshwhy.testing.RealSshServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a control socket, beside what the installed ssh makes of the same one. */
class ControlSocketProbeTest {
    private static final long MASTER = 0xF0000001L;

    /** A program at the other end of the socket. */
    private enum Peer {
        MASTER(State.LIVE),
        SAYS_NOTHING(State.SILENT),
        SAYS_HELLO_AND_NO_MORE(State.SILENT),
        STOPS_WITHIN_A_MESSAGE(State.SILENT),
        HANGS_UP(State.UNREADABLE),
        HANGS_UP_AFTER_HELLO(State.UNREADABLE),
        SPEAKS_AN_OLDER_PROTOCOL(State.UNREADABLE),
        SPEAKS_TEXT(State.UNREADABLE),
        SENDS_GARBAGE(State.UNREADABLE),
        SENDS_A_SHORT_MESSAGE(State.UNREADABLE),
        SENDS_AN_EMPTY_MESSAGE(State.UNREADABLE),
        SENDS_A_HUGE_LENGTH(State.UNREADABLE),
        SENDS_A_NEGATIVE_LENGTH(State.UNREADABLE),
        REFUSES(State.UNREADABLE),
        ANSWERS_ANOTHER_REQUEST(State.UNREADABLE);

        private final State state;

        Peer(State state) {
            this.state = state;
        }

        /** Everything that it says, one piece after each message that it gets. */
        List<byte[]> says() {
            byte[] hello = message(1, 4);
            return switch (this) {
                case MASTER -> List.of(hello, message(0x80000005, 0, (int) ControlSocketProbeTest.MASTER));
                case SAYS_NOTHING, HANGS_UP -> List.of();
                case SAYS_HELLO_AND_NO_MORE, HANGS_UP_AFTER_HELLO -> List.of(hello);
                case STOPS_WITHIN_A_MESSAGE -> List.of(new byte[] {0, 0, 0, 8, 0});
                case SPEAKS_AN_OLDER_PROTOCOL -> List.of(message(1, 3));
                case SPEAKS_TEXT -> List.of("220 mail.example.org\r\n".getBytes(StandardCharsets.US_ASCII));
                case SENDS_GARBAGE -> List.of(message(0x67617262, 0x61676521));
                case SENDS_A_SHORT_MESSAGE -> List.of(new byte[] {0, 0, 0, 1, 5});
                case SENDS_AN_EMPTY_MESSAGE -> List.of(new byte[4]);
                case SENDS_A_HUGE_LENGTH -> List.of(new byte[] {0x7f, -1, -1, -1});
                case SENDS_A_NEGATIVE_LENGTH -> List.of(new byte[] {-1, -1, -1, -1});
                case REFUSES -> List.of(hello, message(0x80000002, 0, 0));
                case ANSWERS_ANOTHER_REQUEST -> List.of(hello, message(0x80000005, 7, 42));
            };
        }

        boolean hangsUp() {
            return this == HANGS_UP || this == HANGS_UP_AFTER_HELLO;
        }

        private static byte[] message(int... numbers) {
            ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * numbers.length).putInt(4 * numbers.length);
            for (int number : numbers) {
                buffer.putInt(number);
            }
            return buffer.array();
        }
    }

    /** Plays a peer for whoever connects, until it is closed. */
    private static final class Fake implements AutoCloseable {
        private final ServerSocketChannel server;
        private final Thread thread;
        private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

        Fake(Path path, Peer peer) throws IOException {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            thread = new Thread(() -> serve(peer), "fake-master");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Peer peer) {
            try {
                while (true) {
                    SocketChannel client = server.accept();
                    open.add(client);
                    answer(peer, client);
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private static void answer(Peer peer, SocketChannel client) {
            try {
                for (byte[] piece : peer.says()) {
                    int length = fill(client, 4).getInt();
                    fill(client, length);
                    client.write(ByteBuffer.wrap(piece));
                }
                if (peer.hangsUp()) {
                    client.close();
                }
            } catch (IOException e) {
                // The client had enough of it.
            }
        }

        private static ByteBuffer fill(SocketChannel client, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                if (client.read(buffer) < 0) {
                    throw new IOException("hung up");
                }
            }
            return buffer.flip();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (SocketChannel client : open) {
                client.close();
            }
            try {
                thread.join(10_000); // the socket listens until nobody waits in it any more
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @TempDir
    private Path large;

    private Path folder = Path.of("");
    private Path socket = Path.of("");

    /** A socket's path must be short, shorter than JUnit's own temporary folders promise to be. */
    @BeforeEach
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("sshwhy");
        socket = folder.resolve("s");
    }

    @AfterEach
    void removeIt() throws IOException {
        Files.deleteIfExists(folder.resolve("link"));
        Files.deleteIfExists(socket);
        Files.delete(folder);
    }

    // -- peers that are made up ---------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void tellsThePeerForWhatItIs(Peer peer) throws IOException {
        try (Fake fake = new Fake(socket, peer)) {
            assertTrue(fake.server.isOpen());
            assertEquals(
                    new ControlSocket(socket.toString(), peer.state, peer == Peer.MASTER ? MASTER : 0),
                    ControlSocketProbe.look(socket.toString()));
            assertTrue(Files.exists(socket), "looking removes nothing");
        }
    }

    /** Whether {@code ssh -O check} finds a master, gives up, or waits without end. */
    @ParameterizedTest
    @EnumSource
    void agreesWithSshOnWhetherAMasterAnswers(Peer peer) throws IOException, InterruptedException {
        assumeSsh();
        try (Fake fake = new Fake(socket, peer)) {
            assertTrue(fake.server.isOpen());
            Run run = ssh(
                    peer.state == State.SILENT ? 1 : 10, "-F", "none", "-S", socket.toString(), "-O", "check", "gpu");
            switch (peer.state) {
                case LIVE -> assertTrue(run.ended && run.text.contains("pid=" + MASTER), run.text);
                case SILENT -> assertFalse(run.ended, run.text);
                default -> assertTrue(run.ended && !run.text.contains("Master running"), run.text);
            }
        }
    }

    // -- what else can be at that path --------------------------------------------------------------------------

    @Test
    void tellsThatNothingIsThere() {
        assertEquals(new ControlSocket(socket.toString(), State.ABSENT, 0), ControlSocketProbe.look(socket.toString()));
        assertEquals(State.ABSENT, stateAt(folder.resolve("no/such/folder/s").toString()));
    }

    @Test
    void tellsASocketThatNobodyListensOn() throws IOException {
        try (Fake fake = new Fake(socket, Peer.MASTER)) {
            assertTrue(fake.server.isOpen());
        }
        assertTrue(Files.exists(socket));
        assertEquals(State.STALE, stateAt(socket.toString()));
    }

    @Test
    void tellsAFileOrFolderInTheWay() throws IOException {
        Files.writeString(socket, "left over");
        assertEquals(State.STALE, stateAt(socket.toString()));
        assertEquals(State.STALE, stateAt(folder.toString()));
        assertEquals("left over", Files.readString(socket), "looking changes nothing");
    }

    @Test
    void followsALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
        try (Fake fake = new Fake(socket, Peer.MASTER)) {
            assertTrue(fake.server.isOpen());
            assertEquals(State.LIVE, stateAt(link.toString()));
        }
        assertEquals(State.STALE, stateAt(link.toString()));
    }

    @Test
    void tellsThatItMayNotLook() throws IOException {
        try (Fake fake = new Fake(socket, Peer.MASTER)) {
            assertTrue(fake.server.isOpen());
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            boolean mayAnyway = Files.isWritable(socket); // root may everything
            assertEquals(mayAnyway ? State.LIVE : State.UNREADABLE, stateAt(socket.toString()));
        }
    }

    @Test
    void survivesPathsThatNoSocketCanHave() {
        assertEquals(State.UNREADABLE, stateAt("/tmp/a\0b"));
        assertEquals(State.ABSENT, stateAt(folder + "/" + "a".repeat(200)));
    }

    private static State stateAt(String path) {
        return ControlSocketProbe.look(path).state();
    }

    // -- a real master ------------------------------------------------------------------------------------------

    /** A real server, and what ssh needs to get in. */
    private List<String> way(RealSshServer server, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "StrictHostKeyChecking=accept-new",
                "-o",
                "UserKnownHostsFile=" + large.resolve("known_hosts"),
                "-S",
                socket.toString(),
                "-p",
                Integer.toString(server.port())));
        words.addAll(List.of(more));
        words.add(RealSshServer.user() + "@127.0.0.1");
        return words;
    }

    private RealSshServer server() throws IOException, InterruptedException {
        assumeSsh();
        RealSshServer.assumeInstalled();
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key());
        return RealSshServer.start(large, List.of("ed25519"), Map.of(), Files.readAllLines(Path.of(key() + ".pub")));
    }

    private String key() {
        return large.resolve("id").toString();
    }

    /** {@code ssh -M -N}, once its socket is there. */
    private Process master(RealSshServer server) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(way(server, "-M", "-N", "-i", key()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 250 && !Files.exists(socket); i++) {
            Thread.sleep(20);
        }
        assertTrue(Files.exists(socket), "the master did not come up");
        return process;
    }

    private Run login(RealSshServer server, int seconds, String... more) throws IOException, InterruptedException {
        List<String> words = way(server, more);
        words.add("echo logged-in");
        return ssh(seconds, words.toArray(String[]::new));
    }

    /** An open connection is used: no key is needed. Unless ssh wants to be the master itself. */
    @Test
    void tellsARealMasterThatSshGoesThrough() throws IOException, InterruptedException {
        try (RealSshServer server = server()) {
            Process master = master(server);
            try {
                assertEquals(
                        new ControlSocket(socket.toString(), State.LIVE, master.pid()),
                        ControlSocketProbe.look(socket.toString()));
                for (String mode : List.of("no", "auto")) {
                    Run run = login(server, 10, "-o", "IdentityFile=none", "-o", "ControlMaster=" + mode);
                    assertTrue(run.text.contains("logged-in"), mode + ": " + run.text);
                }
                Run own = login(server, 10, "-o", "IdentityFile=none", "-o", "ControlMaster=yes");
                assertTrue(own.ended && !own.text.contains("logged-in"), own.text);
            } finally {
                master.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void tellsASuspendedMasterThatSshWaitsFor() throws IOException, InterruptedException {
        try (RealSshServer server = server()) {
            Process master = master(server);
            try {
                RealSshServer.run("kill", "-STOP", Long.toString(master.pid()));
                assertEquals(State.SILENT, stateAt(socket.toString()));
                for (String mode : List.of("no", "auto")) {
                    Run run = login(server, 2, "-i", key(), "-o", "ControlMaster=" + mode);
                    assertFalse(run.ended, mode + ": " + run.text);
                }
                Run own = login(server, 10, "-i", key(), "-o", "ControlMaster=yes");
                assertTrue(own.text.contains("logged-in"), own.text);
                RealSshServer.run("kill", "-CONT", Long.toString(master.pid()));
                assertEquals(State.LIVE, stateAt(socket.toString()), "it goes on where it was");
            } finally {
                master.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void tellsTheSocketOfAKilledMasterThatSshConnectsAnewBeside() throws IOException, InterruptedException {
        try (RealSshServer server = server()) {
            master(server).destroyForcibly().waitFor();
            assertEquals(State.STALE, stateAt(socket.toString()));

            Run plain = login(server, 10, "-i", key(), "-o", "ControlMaster=no");
            assertTrue(plain.text.contains("logged-in") && plain.text.contains("Connection refused"), plain.text);
            assertEquals(State.STALE, stateAt(socket.toString()), "it is left there");

            Run own = login(server, 10, "-i", key(), "-o", "ControlMaster=yes");
            assertTrue(own.text.contains("logged-in") && own.text.contains("already exists"), own.text);
            assertEquals(State.STALE, stateAt(socket.toString()));

            Run auto = login(server, 10, "-i", key(), "-o", "ControlMaster=auto");
            assertTrue(auto.text.contains("logged-in") && !auto.text.contains("refused"), auto.text);
            assertEquals(State.ABSENT, stateAt(socket.toString()), "it is removed, and so is its successor");
        }
    }

    private record Run(boolean ended, String text) {}

    private static void assumeSsh() throws InterruptedException {
        try {
            assumeTrue(ssh(10, "-V").text.contains("OpenSSH"), "needs ssh");
        } catch (IOException e) {
            assumeTrue(false, "needs ssh");
        }
    }

    /** Runs ssh, and ends it where it does not end by itself. */
    private static Run ssh(int seconds, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> copy(process.getInputStream(), text), "ssh-output");
        reader.start();
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        reader.join(10_000);
        return new Run(ended, text.toString(StandardCharsets.UTF_8));
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            // It was ended.
        }
    }
}
