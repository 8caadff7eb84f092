package dev.sshwhy.collect;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A Unix socket on which messages go with their length in front, as to an ssh-agent (draft-miller-ssh-agent §4.1) and to a
 * ControlMaster (OpenSSH PROTOCOL.mux). All of it, connecting included, ends within one limit.
 */
final class LocalSocket implements Closeable {
    private final SocketChannel channel;
    private final Timer timer = new Timer("local-socket-limit", true);

    /** The other side did not answer in time. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1;
    }

    private LocalSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @throws java.net.ConnectException when nobody listens there
     */
    static LocalSocket connect(Path path, Duration limit) throws IOException {
        LocalSocket socket = new LocalSocket(SocketChannel.open(StandardProtocolFamily.UNIX));
        socket.timer.schedule(socket.closing(), limit.toMillis()); // a socket channel has no read timeout
        try {
            socket.channel.connect(UnixDomainSocketAddress.of(path));
        } catch (AsynchronousCloseException e) {
            throw socket.timedOut(e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    void send(byte[] message) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(4 + message.length);
        frame.putInt(message.length).put(message).flip();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } catch (ClosedChannelException e) {
            throw timedOut(e);
        }
    }

    /** The next message, of at least one and at most {@code longest} bytes. */
    byte[] receive(int longest) throws IOException {
        try {
            int length = fill(4).getInt();
            if (length < 1 || length > longest) {
                throw new IOException("an answer of " + Integer.toUnsignedString(length) + " bytes");
            }
            return fill(length).array();
        } catch (ClosedChannelException e) {
            throw timedOut(e);
        }
    }

    private ByteBuffer fill(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it hung up");
            }
        }
        return buffer.flip();
    }

    private TimedOut timedOut(IOException cause) throws IOException {
        close();
        TimedOut timedOut = new TimedOut();
        timedOut.initCause(cause);
        return timedOut;
    }

    private TimerTask closing() {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It is closed, one way or the other; the reader sees that.
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        timer.cancel();
        channel.close();
    }
}
