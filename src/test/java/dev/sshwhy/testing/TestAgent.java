package dev.sshwhy.testing;

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
    private final List<Held> keys;

    private TestAgent(Path socket, ServerSocketChannel server, List<Held> keys) {
        this.socket = socket;
        this.server = server;
        this.keys = keys;
    }

    /**
     * A key that the agent shows.
     *
     * @param number the test key's
     * @param comment under which the agent shows it
     * @param signs whether the agent signs with it
     * @param hosts which hosts it is meant for (ssh-add(1), -h)
     */
    public record Held(int number, String comment, boolean signs, Hosts hosts) {
        /** For whom a key is meant. */
        public enum Hosts {
            ALL,
            THIS,
            OTHERS
        }

        /** From a line such as {@code 2}, {@code 2 refuses}, {@code 2 for-this-host} or {@code 2 named ~/.ssh/id_ed25519}. */
        public static Held parse(String line) {
            List<String> words = List.of(line.split(" +", -1));
            int number = Integer.parseInt(words.get(0));
            int named = words.indexOf("named");
            String comment = named < 0 ? TestKeys.publicKey(number).comment() : words.get(named + 1);
            Hosts hosts = words.contains("for-this-host")
                    ? Hosts.THIS
                    : words.contains("for-another-host") ? Hosts.OTHERS : Hosts.ALL;
            return new Held(number, comment, !words.contains("refuses"), hosts);
        }

        private boolean isShown(boolean bound) {
            return !bound || hosts != Hosts.OTHERS;
        }

        private boolean signsFor(boolean bound) {
            return signs && (hosts == Hosts.ALL || (bound && hosts == Hosts.THIS));
        }
    }

    /** An agent that listens at {@code socket}, a path of fewer than 108 bytes, and signs with all that it holds. */
    public static TestAgent start(Path socket, List<Integer> numbers) throws IOException {
        return holding(
                socket, numbers.stream().map(it -> Held.parse(it.toString())).toList());
    }

    public static TestAgent holding(Path socket, List<Held> keys) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        TestAgent agent = new TestAgent(socket, server, List.copyOf(keys));
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
        boolean bound = false;
        while (true) {
            byte[] request = in.readNBytes(in.readInt());
            bound |= isBinding(request);
            byte[] answer = switch (request[0]) {
                case 11 -> identities(bound);
                case 13 -> signature(request, bound);
                default -> new byte[] {5};
            };
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        }
    }

    /** Whether it names the server, the session and the server's signature, as OpenSSH's session-bind@openssh.com does. */
    private static boolean isBinding(byte[] request) throws IOException {
        if (request[0] != 27) {
            return false;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
        in.skipNBytes(1);
        String name = new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
        boolean full = true;
        for (int i = 0; i < 3; i++) {
            full &= in.readNBytes(in.readInt()).length > 0;
        }
        return name.equals("session-bind@openssh.com") && full && in.read() == 0 && in.read() < 0;
    }

    private byte[] identities(boolean bound) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(12);
        List<Held> shown = keys.stream().filter(it -> it.isShown(bound)).toList();
        out.writeInt(shown.size());
        for (Held key : shown) {
            string(out, blob(key));
            string(out, key.comment().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private byte[] signature(byte[] request, boolean bound) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
        in.skipNBytes(1);
        byte[] blob = in.readNBytes(in.readInt());
        byte[] data = in.readNBytes(in.readInt());
        for (Held key : keys) {
            if (key.signsFor(bound) && Arrays.equals(blob(key), blob)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                out.write(14);
                string(out, TestKeys.sign(key.number(), data));
                return bytes.toByteArray();
            }
        }
        return new byte[] {5};
    }

    private static byte[] blob(Held key) {
        return Base64.getDecoder().decode(TestKeys.publicKey(key.number()).blob());
    }

    private static void string(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
