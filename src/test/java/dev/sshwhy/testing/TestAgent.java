package dev.sshwhy.testing;

import dev.sshwhy.evidence.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An ssh-agent in this process that holds test keys (draft-miller-ssh-agent: list and sign). */
public final class TestAgent implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;
    private final List<Integer> numbers;
    private final List<Integer> refusing;

    private TestAgent(Path socket, ServerSocketChannel server, List<Integer> numbers, List<Integer> refusing) {
        this.socket = socket;
        this.server = server;
        this.numbers = numbers;
        this.refusing = refusing;
    }

    /** An agent that listens at {@code socket}, a path of fewer than 108 bytes. */
    public static TestAgent start(Path socket, List<Integer> numbers) throws IOException {
        return start(socket, numbers, List.of());
    }

    /** One that shows all of {@code numbers}, and will not sign with those of {@code refusing}. */
    public static TestAgent start(Path socket, List<Integer> numbers, List<Integer> refusing) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        TestAgent agent = new TestAgent(socket, server, List.copyOf(numbers), List.copyOf(refusing));
        Thread thread = new Thread(agent::serve, "test-agent");
        thread.setDaemon(true);
        thread.start();
        return agent;
    }

    public Path socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answer(client);
            } catch (EOFException | ClosedChannelException e) {
                // The client has what it wanted, or the test is over.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
        while (true) {
            byte[] request = in.readNBytes(in.readInt());
            byte[] answer = switch (request[0]) {
                case 11 -> identities();
                case 13 -> signature(request);
                default -> new byte[] {5};
            };
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        }
    }

    private byte[] identities() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(12);
        out.writeInt(numbers.size());
        for (int number : numbers) {
            PublicKey key = TestKeys.publicKey(number);
            string(out, Base64.getDecoder().decode(key.blob()));
            string(out, key.comment().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private byte[] signature(byte[] request) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
        in.skipNBytes(1);
        byte[] blob = in.readNBytes(in.readInt());
        byte[] data = in.readNBytes(in.readInt());
        for (int number : numbers) {
            if (!refusing.contains(number)
                    && Arrays.equals(
                            Base64.getDecoder()
                                    .decode(TestKeys.publicKey(number).blob()),
                            blob)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                out.write(14);
                string(out, TestKeys.sign(number, data));
                return bytes.toByteArray();
            }
        }
        return new byte[] {5};
    }

    private static void string(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
