package dev.sshwhy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback that does whatever a test wants to its first connections. */
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

    public static FakeServer playing(Script script) throws IOException {
        FakeServer server = new FakeServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
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

    private void serve(Script script) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                script.play(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException e) {
                // The client, or the test, is done.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
