package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.testing.EmbeddedSshServer;
import dev.sshwhy.testing.FakeServer;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The trial handshake against servers that are not OpenSSH. */
class OtherServersTest {
    private static final SigningKey KEY = SigningKey.ed25519();

    @RegisterExtension
    private final EmbeddedSshServer embedded = new EmbeddedSshServer();

    @Test
    void logsInToMina() {
        embedded.accept(KEY);
        Handshake handshake = Plans.to(embedded.port(), KEY.identity("/k/key", Loading.LOADS))
                .signingWith(KEY)
                .run();
        assertEquals(Optional.empty(), handshake.failure());
        assertEquals(new Login.Succeeded(Optional.of(KEY.publicKey())), handshake.login());
        assertEquals(
                embedded.hostKey().publicKey().blob(),
                handshake.hostKey().orElseThrow().key().blob());
    }

    @Test
    void offersRsaToMinaAsSha2() {
        SigningKey rsa = SigningKey.rsa();
        embedded.accept(rsa);
        Handshake handshake = Plans.to(embedded.port(), rsa.identity("/k/id_rsa", Loading.LOADS))
                .signingWith(rsa)
                .run();
        assertTrue(handshake.loggedIn(), handshake::toString);
    }

    @Test
    void hearsWhatMinaRefuses() {
        Handshake handshake = Plans.to(embedded.port(), KEY.identity("/k/key", Loading.LOADS))
                .signingWith(KEY)
                .run();
        assertTrue(handshake.refused(KEY.publicKey()));
        assertTrue(embedded.wasAskedAbout(KEY));
        assertEquals(1, handshake.tries());
        assertTrue(handshake.methods().contains("password"), handshake.methods()::toString);
    }

    @Test
    void hearsThatMinaWantsASecondFactor() {
        embedded.accept(KEY);
        embedded.requireMethods("publickey,password");
        Handshake handshake = Plans.to(embedded.port(), KEY.identity("/k/key", Loading.LOADS))
                .signingWith(KEY)
                .run();
        Login.Partial login = assertInstanceOf(Login.Partial.class, handshake.login());
        assertTrue(login.methods().contains("password"), login.methods()::toString);
    }

    @Test
    void cleansABanner() {
        embedded.show("Hello \u001b[31mred\u202e\r\nsecond line\u0007\n");
        Handshake handshake = Plans.to(embedded.port()).run();
        assertEquals(
                "Hello <U+001B>[31mred<U+202E>\nsecond line<U+0007>",
                handshake.banner().orElse(""));
    }

    @Test
    void isCutOffByMina() {
        embedded.limitTries(3);
        List<Identity> offered = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            offered.add(SigningKey.ed25519().identity("/k/" + i, Loading.LOADS));
        }
        Handshake handshake =
                Plans.to(embedded.port(), offered.toArray(Identity[]::new)).run();
        assertTrue(handshake.cutOff(), handshake::toString);
        assertFalse(handshake.loggedIn());
    }

    @Test
    void isWelcomeWithAnyKeyAtTinysshUntilItSigns(@TempDir Path folder) throws Exception {
        Path program = Path.of("/usr/sbin/tinysshd");
        assumeTrue(Files.isExecutable(program), "needs tinysshd");
        Path keys = folder.resolve("keys");
        RealSshServer.run("/usr/sbin/tinysshd-makekey", keys.toString());
        try (FakeServer server = FakeServer.playing((in, out) -> serve(program, keys, in, out))) {
            SigningKey rsa = SigningKey.rsa();
            Handshake handshake = Plans.to(
                            server.port(),
                            rsa.identity("/k/id_rsa", Loading.LOADS),
                            KEY.identity("/k/key", Loading.LOADS))
                    .signingWith(KEY, rsa)
                    .run();
            assertEquals("chacha20-poly1305@openssh.com", handshake.algorithms().get("cipher"));
            assertTrue(handshake.refused(KEY.publicKey()), handshake::toString);
            assertInstanceOf(Login.NotTried.class, handshake.login());
            assertEquals(1, handshake.tries());
            // It sends no server-sig-algs, and ssh-rsa is not what ssh signs with any more.
            assertEquals(
                    KeyAnswer.Answer.PASSED_OVER,
                    handshake.answerTo(rsa.publicKey()).orElseThrow().answer());
            Handshake unsigned = Plans.to(server.port(), KEY.identity("/k/key", Loading.LOADS))
                    .withoutSigning()
                    .run();
            assertEquals(
                    KeyAnswer.Answer.UNPROVEN,
                    unsigned.answerTo(KEY.publicKey()).orElseThrow().answer());
            assertTrue(unsigned.leavesKeysUnproven());
        }
    }

    private static void serve(Path program, Path keys, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), keys.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
        process.getInputStream().transferTo(out);
        process.waitFor(5, TimeUnit.SECONDS);
    }

    @Test
    void isRefusedByDropbearWhichDoesNotCountQueries(@TempDir Path folder) throws Exception {
        Path server = Path.of("/usr/sbin/dropbear");
        assumeTrue(Files.isExecutable(server), "needs dropbear");
        Path key = folder.resolve("key");
        RealSshServer.run("/usr/bin/dropbearkey", "-t", "ed25519", "-f", key.toString());
        int port = RealSshServer.freePort();
        Process process = new ProcessBuilder(
                        server.toString(),
                        "-F",
                        "-E",
                        "-r",
                        key.toString(),
                        "-p",
                        "127.0.0.1:" + port,
                        "-T",
                        "3",
                        "-P",
                        folder.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            RealSshServer.awaitPort(port);
            Handshake one =
                    Plans.to(port, KEY.identity("/k/key", Loading.LOADS)).run();
            assertTrue(one.refused(KEY.publicKey()), one::toString);
            assertEquals(Optional.empty(), one.failure());
            List<Identity> many = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                many.add(SigningKey.ed25519().identity("/k/" + i, Loading.LOADS));
            }
            Handshake all = Plans.to(port, many.toArray(Identity[]::new)).run();
            assertEquals(6, all.tries());
            assertFalse(all.cutOff(), all::toString);
        } finally {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
