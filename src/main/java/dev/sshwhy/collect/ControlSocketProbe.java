package dev.sshwhy.collect;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.ControlSocket.State;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a ControlMaster whether it is alive, as {@code ssh -O check} does (OpenSSH PROTOCOL.mux). It opens no session. */
final class ControlSocketProbe {
    private static final int HELLO = 0x00000001;
    private static final int VERSION = 4;
    private static final int ALIVE_CHECK = 0x10000004;
    private static final int ALIVE = 0x80000005;
    private static final int LONGEST_ANSWER = 256 * 1024;

    /** A living master answers within a thousandth of it. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ControlSocketProbe() {}

    /** @param path absolute, tokens and tilde expanded */
    static ControlSocket look(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return new ControlSocket(path, State.ABSENT, 0);
            }
            if (Files.isRegularFile(file) || Files.isDirectory(file)) {
                return new ControlSocket(path, State.STALE, 0);
            }
            return new ControlSocket(path, State.LIVE, masterAt(file));
        } catch (ConnectException e) {
            return new ControlSocket(path, State.STALE, 0);
        } catch (LocalSocket.TimedOut e) {
            return new ControlSocket(path, State.SILENT, 0);
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return new ControlSocket(path, State.UNREADABLE, 0);
        }
    }

    /** The master's process id. */
    private static long masterAt(Path file) throws IOException {
        try (LocalSocket socket = LocalSocket.connect(file, LIMIT)) {
            socket.send(message(HELLO, VERSION));
            ByteBuffer hello = ByteBuffer.wrap(socket.receive(LONGEST_ANSWER));
            if (hello.remaining() < 8 || hello.getInt() != HELLO || hello.getInt() != VERSION) {
                throw new IOException("no ControlMaster");
            }
            socket.send(message(ALIVE_CHECK, 0));
            ByteBuffer answer = ByteBuffer.wrap(socket.receive(LONGEST_ANSWER));
            if (answer.remaining() < 12 || answer.getInt() != ALIVE || answer.getInt() != 0) {
                throw new IOException("no ControlMaster");
            }
            return Integer.toUnsignedLong(answer.getInt());
        }
    }

    private static byte[] message(int type, int value) {
        return ByteBuffer.allocate(8).putInt(type).putInt(value).array();
    }
}
