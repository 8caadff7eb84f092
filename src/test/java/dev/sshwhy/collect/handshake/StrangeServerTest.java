package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.testing.FakeServer;
import dev.sshwhy.testing.RealSshServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Servers that are none, or mean no good: each ends in the right failure, in time, and shows nothing that steers a terminal. */
class StrangeServerTest {
    private static final Duration LIMIT = Duration.ofMillis(600);
    /** What loading classes and a busy processor may add; a wait without a limit takes longer. */
    private static final long SLOW_MACHINE = 10_000;

    private static final String IDENT = "SSH-2.0-OpenSSH_9.2p1\r\n";

    private static Handshake facing(FakeServer.Script script) throws IOException {
        try (FakeServer server = FakeServer.playing(script)) {
            long start = System.nanoTime();
            Handshake handshake = Plans.to(server.port()).within(LIMIT).run();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 2 * LIMIT.toMillis() + SLOW_MACHINE, "took " + millis + " ms");
            assertTrue(
                    handshake
                            .toString()
                            .chars()
                            .noneMatch(it -> it < 0x20 || (it >= 0x7f && it < 0xa0) || it == 0x202e),
                    handshake::toString);
            assertTrue(handshake.toString().length() < 4000);
            return handshake;
        }
    }

    private static Failure failure(FakeServer.Script script) throws IOException {
        return facing(script).failure().orElseThrow();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void waitForEver(InputStream in) throws InterruptedException {
        synchronized (in) {
            in.wait(5000);
        }
    }

    @Test
    void recognisesAWebServer() throws Exception {
        Failure failure = failure((in, out) -> {
            in.read(new byte[100]);
            send(out, "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n");
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
        assertTrue(failure.saying().contains("web server"), failure.saying());
        assertTrue(failure.seen().startsWith("HTTP/1.1 400 Bad Request"), failure.seen());
    }

    @Test
    void recognisesTls() throws Exception {
        Failure failure = failure((in, out) -> {
            in.read(new byte[100]);
            out.write(new byte[] {0x15, 3, 1, 0, 2, 2, 70});
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
        assertTrue(failure.saying().contains("TLS"), failure.saying());
        assertTrue(failure.seen().startsWith("15 03 01 00"), failure.seen());
    }

    @Test
    void recognisesAMailServerThatWaits() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, "220 mx.example.org ESMTP Postfix\r\n");
            waitForEver(in);
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
        assertTrue(failure.saying().contains("SMTP"), failure.saying());
    }

    @Test
    void doesNotSpeakTheOldProtocol() throws Exception {
        Failure failure = failure((in, out) -> send(out, "SSH-1.5-OpenSSH_1.2\r\n"));
        assertEquals(Kind.NOT_SSH, failure.kind());
        assertTrue(failure.saying().contains("SSH-1.5"), failure.saying());
    }

    @Test
    void givesUpOnSilence() throws Exception {
        Handshake handshake = facing((in, out) -> waitForEver(in));
        assertEquals(Kind.TIMED_OUT, handshake.failure().orElseThrow().kind());
        assertEquals(Reached.TCP, handshake.reached());
    }

    @Test
    void givesUpOnOneByteAtATime() throws Exception {
        Failure failure = failure((in, out) -> {
            for (int i = 0; i < 100; i++) {
                send(out, "x");
                Thread.sleep(100);
            }
        });
        assertEquals(Kind.TIMED_OUT, failure.kind());
        assertTrue(failure.seen().startsWith("x"), failure.seen());
    }

    @Test
    void tellsWhoHangsUpAtOnce() throws Exception {
        assertEquals(Kind.CLOSED_EARLY, failure((in, out) -> {}).kind());
    }

    @Test
    void passesOnWhyTheServerHangsUp() throws Exception {
        Failure full = failure((in, out) -> {
            in.read(new byte[100]);
            send(out, "Exceeded MaxStartups\r\n");
        });
        assertEquals(Kind.CLOSED_EARLY, full.kind());
        assertTrue(full.saying().contains("Exceeded MaxStartups"), full.saying());
        Failure penalty = failure((in, out) -> {
            in.read(new byte[100]);
            send(out, "Not allowed at this time\r\n");
        });
        assertEquals(Kind.CLOSED_EARLY, penalty.kind());
        assertTrue(penalty.saying().contains("Not allowed at this time"), penalty.saying());
    }

    @Test
    void readsNoIdentOfMegabytes() throws Exception {
        Failure failure = failure((in, out) -> {
            byte[] part = "SSH-2.0-".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 650; i++) {
                out.write(part);
            }
            send(out, "\r\n");
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
    }

    @Test
    void readsNoEndlessLines() throws Exception {
        Failure failure = failure((in, out) -> {
            byte[] lines = "hello\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(lines);
            }
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
    }

    @Test
    void takesAnIdentBehindOtherLines() throws Exception {
        Handshake handshake = facing((in, out) -> {
            send(out, "Welcome\r\nto \u001b[31mthis\u202e host\r\n" + IDENT);
            waitForEver(in);
        });
        assertEquals("SSH-2.0-OpenSSH_9.2p1", handshake.ident().orElseThrow());
        assertEquals(Reached.GREETING, handshake.reached());
        assertEquals(Kind.TIMED_OUT, handshake.failure().orElseThrow().kind());
    }

    @Test
    void makesAnIdentWithEscapesVisible() throws Exception {
        Handshake handshake = facing((in, out) -> {
            send(out, "SSH-2.0-Evil_\u001b[2J\u007f\r\n");
            waitForEver(in);
        });
        assertEquals("SSH-2.0-Evil_<U+001B>[2J<U+007F>", handshake.ident().orElseThrow());
    }

    @Test
    void cannotGoOnWithAnIdentThatIsNoText() throws Exception {
        Handshake handshake = facing((in, out) -> {
            out.write(new byte[] {'S', 'S', 'H', '-', '2', '.', '0', '-', (byte) 0xff, (byte) 0x9b, '\n'});
            waitForEver(in);
        });
        assertEquals(Kind.TOOL_LIMIT, handshake.failure().orElseThrow().kind());
    }

    @Test
    void refusesAPacketOfFourGigabytes() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            out.write(new byte[] {-1, -1, -1, -1, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            waitForEver(in);
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
    }

    @Test
    void refusesRandomBytesAfterTheIdent() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            byte[] random = new byte[5000];
            new Random(seed).nextBytes(random);
            random[0] |= (byte) 0x80;
            Failure failure = failure((in, out) -> {
                send(out, IDENT);
                out.write(random);
                waitForEver(in);
            });
            assertEquals(Kind.NOT_SSH, failure.kind());
        }
    }

    @Test
    void survivesPacketsWithRandomContents() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Failure failure = failure((in, out) -> {
                send(out, IDENT);
                for (int i = 0; i < 4; i++) {
                    byte[] payload = new byte[1 + random.nextInt(300)];
                    random.nextBytes(payload);
                    out.write(Packets.packet(payload));
                }
                in.read(new byte[100]);
            });
            assertTrue(
                    failure.kind() == Kind.NOT_SSH
                            || failure.kind() == Kind.CLOSED_EARLY
                            || failure.kind() == Kind.TIMED_OUT,
                    failure::toString);
        }
    }

    @Test
    void tellsASilenceAfterTheIdent() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            waitForEver(in);
        });
        assertEquals(Kind.TIMED_OUT, failure.kind());
    }

    @Test
    void tellsAHangUpAfterTheIdent() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            in.read(new byte[4000]);
        });
        assertEquals(Kind.CLOSED_EARLY, failure.kind());
    }

    @Test
    void quotesAGoodbyeInTheKeyExchange() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            out.write(Packets.packet(Packets.goodbye("go \u001b[1maway\u202e")));
            in.read(new byte[4000]);
        });
        assertEquals(Kind.CLOSED_EARLY, failure.kind());
        assertTrue(failure.saying().contains("\"go <U+001B>[1maway<U+202E>\""), failure.saying());
    }

    @Test
    void refusesAHostKeyThatClaimsTwoGigabytes() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            out.write(Packets.packet(Packets.proposal("ssh-ed25519")));
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(key);
            data.writeInt(11);
            data.writeBytes("ssh-ed25519");
            data.writeInt(0x7fffffff);
            out.write(Packets.packet(Packets.exchangeReply(key.toByteArray())));
            waitForEver(in);
        });
        assertEquals(Kind.NOT_SSH, failure.kind());
        assertTrue(failure.saying().contains("malformed"), failure.saying());
    }

    @Test
    void givesUpOnAServerThatOnlyPingsForEver() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            byte[] ignore = Packets.packet(new byte[] {2, 0, 0, 0, 0});
            while (true) {
                out.write(ignore);
            }
        });
        assertEquals(Kind.TIMED_OUT, failure.kind());
    }

    @Test
    void givesUpOnAServerThatAsksForEverAndNeverListens() throws Exception {
        Failure failure = failure((in, out) -> {
            send(out, IDENT);
            byte[] unknown = Packets.packet(new byte[] {19, 0, 0, 0, 0});
            while (true) {
                out.write(unknown);
            }
        });
        assertEquals(Kind.TIMED_OUT, failure.kind());
    }

    @Test
    void comesBackWhenTheReaderDiesOfAnError() {
        InputStream dying = new InputStream() {
            private final byte[] ident = IDENT.getBytes(StandardCharsets.US_ASCII);
            private int position;

            @Override
            public int read() {
                if (position == ident.length) {
                    throw new StackOverflowError("on purpose");
                }
                return ident[position++];
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        PrintStream previous = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            long start = System.nanoTime();
            Wire wire = new Wire("test", dying, OutputStream.nullOutputStream(), () -> {});
            Handshake handshake = TrialHandshake.run(Plans.to(22).plan(), wire);
            assertEquals(Kind.TOOL_LIMIT, handshake.failure().orElseThrow().kind());
            assertTrue(System.nanoTime() - start < 3_000_000_000L);
        } finally {
            System.setErr(previous);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsARefusedConnection() throws Exception {
        Handshake handshake = Plans.to(RealSshServer.freePort()).run();
        assertEquals(Kind.REFUSED, handshake.failure().orElseThrow().kind());
        assertEquals(Reached.NAME, handshake.reached());
        assertTrue(handshake.failure().orElseThrow().saying().contains("refused"));
    }

    @Test
    void tellsAConnectionThatNobodyAnswers() throws Exception {
        // A full backlog: the kernel drops further connections, as a firewall would.
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break;
                }
            }
            Handshake handshake = Plans.to(full.getLocalPort()).within(LIMIT).run();
            assertEquals(Kind.TIMED_OUT, handshake.failure().orElseThrow().kind());
            assertEquals(Reached.NAME, handshake.reached());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void tellsANameThatDoesNotResolve() {
        Handshake handshake = Plans.to(22)
                .toHost("no-such-host.invalid")
                .within(Duration.ofSeconds(20))
                .run();
        assertEquals(Kind.NAME_UNRESOLVED, handshake.failure().orElseThrow().kind());
        assertEquals(Reached.NOTHING, handshake.reached());
        assertTrue(handshake.failure().orElseThrow().saying().contains("no-such-host.invalid"));
        Failure nowhere = Plans.to(22).toHost("").run().failure().orElseThrow();
        assertEquals(Kind.NAME_UNRESOLVED, nowhere.kind());
        assertFalse(nowhere.saying().isEmpty());
    }
}
