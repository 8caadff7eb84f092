package dev.sshwhy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback that does whatever a test wants to each of its connections. */
public final class FakeServer implements AutoCloseable {
    private final ServerSocket listening;

    private FakeServer(ServerSocket listening) {
        this.listening = listening;
    }

    /** What happens on a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void play(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    /** The same, for a script that does more to a connection than reading and writing. */
    @FunctionalInterface
    public interface SocketScript {
        void play(Socket socket) throws IOException, InterruptedException;
    }

    public static FakeServer playing(Script script) throws IOException {
        return withSockets(socket -> script.play(socket.getInputStream(), socket.getOutputStream()));
    }

    public static FakeServer withSockets(SocketScript script) throws IOException {
        ServerSocket listening = new ServerSocket();
        // As little as the system allows: a client of a server that does not read comes to know it.
        listening.setReceiveBufferSize(1);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        FakeServer server = new FakeServer(listening);
        Thread thread = new Thread(() -> server.serve(script), "fake-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve(SocketScript script) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread thread = new Thread(() -> play(script, socket), "fake-server-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The test is done.
            }
        }
    }

    private static void play(SocketScript script, Socket socket) {
        try (socket) {
            script.play(socket);
        } catch (IOException e) {
            // The client is done.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
