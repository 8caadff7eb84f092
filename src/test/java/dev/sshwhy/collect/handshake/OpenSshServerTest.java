package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyAnswer.Answer;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trial handshake against OpenSSH's own sshd. */
class OpenSshServerTest {
    private static final SigningKey GOOD = SigningKey.ed25519();
    private static final SigningKey BAD = SigningKey.ed25519();
    private static final Identity GOOD_FILE = GOOD.identity("/home/me/.ssh/id_ed25519", Loading.LOADS);

    @TempDir
    private Path folder;

    private RealSshServer server(Map<String, String> options, SigningKey... authorized)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (SigningKey key : authorized) {
            lines.add(key.publicKey().line());
        }
        return RealSshServer.start(folder, List.of("ed25519"), options, lines);
    }

    @Test
    void logsInWithAKeyThatIsAccepted() throws Exception {
        try (RealSshServer server =
                server(Map.of("Banner", folder.resolve("sshd_config").toString()), GOOD)) {
            Handshake handshake = Plans.to(server.port(), BAD.identity("/k/bad", Loading.LOADS), GOOD_FILE)
                    .signingWith(GOOD, BAD)
                    .run();
            assertEquals(Optional.empty(), handshake.failure());
            assertEquals(Reached.LOGIN, handshake.reached());
            assertEquals(new Login.Succeeded(Optional.of(GOOD.publicKey())), handshake.login());
            assertEquals(1, handshake.tries());
            assertTrue(handshake.refused(BAD.publicKey()));
            assertTrue(handshake.accepted(GOOD.publicKey()));
            assertTrue(handshake.methods().contains("publickey"), handshake.methods()::toString);
            assertTrue(handshake.ident().orElse("").startsWith("SSH-2.0-OpenSSH_"));
            assertTrue(handshake.banner().orElse("").startsWith("ListenAddress 127.0.0.1\nPidFile none\n"));
            assertEquals("127.0.0.1:" + server.port(), handshake.address());
            assertEquals(4, handshake.algorithms().size(), handshake.algorithms()::toString);
        }
    }

    @Test
    void leavesTheRestUnaskedAfterTheFirstUsableKey() throws Exception {
        try (RealSshServer server = server(Map.of(), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE, BAD.identity("/k/bad", Loading.LOADS))
                    .signingWith(GOOD)
                    .run();
            assertTrue(handshake.loggedIn());
            assertEquals(Answer.NOT_ASKED, answer(handshake, BAD));
            assertEquals(0, handshake.tries());
        }
    }

    @Test
    void countsTheKeyThatTheServerHangsUpOnAsRefused() throws Exception {
        try (RealSshServer server = server(Map.of("MaxAuthTries", "2"), GOOD)) {
            Handshake handshake = Plans.to(
                            server.port(),
                            SigningKey.ed25519().identity("/k/1", Loading.LOADS),
                            BAD.identity("/k/2", Loading.LOADS),
                            GOOD_FILE)
                    .signingWith(GOOD)
                    .run();
            assertTrue(handshake.cutOff());
            assertEquals(2, handshake.tries());
            assertEquals(Answer.REFUSED, answer(handshake, BAD));
            assertEquals(Answer.NOT_ASKED, answer(handshake, GOOD));
            assertFalse(handshake.loggedIn());
        }
    }

    @Test
    void sixthKeyStillLogsIn() throws Exception {
        try (RealSshServer server = server(Map.of(), GOOD)) {
            List<Identity> offered = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                offered.add(SigningKey.ed25519().identity("/k/" + i, Loading.LOADS));
            }
            offered.add(GOOD_FILE);
            Handshake handshake = Plans.to(server.port(), offered.toArray(Identity[]::new))
                    .signingWith(GOOD)
                    .run();
            assertTrue(handshake.loggedIn());
            assertEquals(5, handshake.tries());
        }
    }

    @Test
    void asksAboutNoKeyWhenPublickeyIsNotOffered() throws Exception {
        try (RealSshServer server = server(Map.of("PubkeyAuthentication", "no"), GOOD)) {
            Handshake handshake =
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run();
            assertFalse(handshake.methods().contains("publickey"));
            assertEquals(Answer.NOT_ASKED, answer(handshake, GOOD));
            assertEquals(0, handshake.tries());
            assertEquals(Reached.AUTH, handshake.reached());
        }
    }

    @Test
    void tellsAcceptedFromLoggedInWhenRootMayNotLogIn() throws Exception {
        try (RealSshServer server = server(Map.of("PermitRootLogin", "no"), GOOD)) {
            Handshake handshake =
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run();
            assertTrue(handshake.accepted(GOOD.publicKey()));
            assertInstanceOf(Login.Denied.class, handshake.login());
            assertEquals(1, handshake.tries());
            assertEquals(Reached.AUTH, handshake.reached());
        }
    }

    @Test
    void tellsThatASecondFactorIsWanted() throws Exception {
        try (RealSshServer server = server(Map.of("AuthenticationMethods", "publickey,password"), GOOD)) {
            Handshake handshake =
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run();
            assertEquals(List.of("publickey"), handshake.methods());
            assertEquals(new Login.Partial(GOOD.publicKey(), List.of("password")), handshake.login());
        }
    }

    @Test
    void goesOnToASecondKeyWhereTwoAreWanted() throws Exception {
        SigningKey second = SigningKey.ed25519();
        try (RealSshServer server = server(Map.of("AuthenticationMethods", "publickey,publickey"), GOOD, second)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE, second.identity("/k/second", Loading.LOADS))
                    .signingWith(GOOD, second)
                    .run();
            assertEquals(new Login.Succeeded(Optional.of(second.publicKey())), handshake.login());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    void readsAHostKeyOfEachType(String type) throws Exception {
        try (RealSshServer server = RealSshServer.start(folder, List.of(type), Map.of(), List.of())) {
            Handshake handshake =
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run();
            assertEquals(Optional.empty(), handshake.failure());
            assertTrue(handshake.hostKey().orElseThrow().key().type().contains(type));
            assertTrue(handshake.refused(GOOD.publicKey()));
        }
    }

    @Test
    void prefersTheHostKeyTypeThatIsKnown() throws Exception {
        try (RealSshServer server =
                RealSshServer.start(folder, List.of("ed25519", "rsa", "ecdsa"), Map.of(), List.of())) {
            assertEquals("ssh-ed25519", hostKeyType(Plans.to(server.port())));
            assertEquals("ssh-rsa", hostKeyType(Plans.to(server.port()).withKnownTypes("ssh-rsa")));
            assertEquals(
                    "ecdsa-sha2-nistp256",
                    hostKeyType(Plans.to(server.port()).withKnownTypes("ssh-rsa", "ecdsa-sha2-nistp256")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chacha20-poly1305@openssh.com",
                "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
                "aes128-ctr",
                "aes256-ctr",
                "aes256-cbc",
                "3des-cbc"
            })
    void speaksTheCipher(String cipher) throws Exception {
        try (RealSshServer server = server(Map.of("Ciphers", cipher), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE)
                    .signingWith(GOOD)
                    .proposing(cipher)
                    .run();
            assertEquals(Optional.empty(), handshake.failure());
            assertTrue(handshake.loggedIn());
            assertEquals(cipher, handshake.algorithms().get("cipher"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curve25519-sha256",
                "ecdh-sha2-nistp256",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521",
                "diffie-hellman-group-exchange-sha256",
                "diffie-hellman-group16-sha512",
                "diffie-hellman-group18-sha512",
                "diffie-hellman-group14-sha256",
                "diffie-hellman-group14-sha1"
            })
    void speaksTheKeyExchange(String method) throws Exception {
        try (RealSshServer server = server(Map.of("KexAlgorithms", method), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE)
                    .signingWith(GOOD)
                    .proposing(method)
                    .run();
            assertEquals(Optional.empty(), handshake.failure());
            assertTrue(handshake.loggedIn());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha2-256-etm@openssh.com", "hmac-sha2-512", "hmac-sha1", "hmac-sha1-etm@openssh.com"})
    void speaksTheMac(String mac) throws Exception {
        try (RealSshServer server = server(Map.of("MACs", mac, "Ciphers", "aes128-ctr"), GOOD)) {
            assertTrue(
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run().loggedIn());
        }
    }

    @Test
    void needsNoMacWhereTheCipherBringsItsOwn() throws Exception {
        try (RealSshServer server = server(Map.of("MACs", "umac-128-etm@openssh.com"), GOOD)) {
            assertTrue(
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run().loggedIn());
        }
    }

    @Test
    void tellsItsOwnLimitWhereOnlySshKnowsTheAlgorithm() throws Exception {
        Map<String, String> options = Map.of("KexAlgorithms", "sntrup761x25519-sha512@openssh.com");
        try (RealSshServer server = server(options, GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE).run();
            Failure failure = handshake.failure().orElseThrow();
            assertEquals(Failure.Kind.TOOL_LIMIT, failure.kind());
            assertTrue(failure.saying().contains("sntrup761x25519-sha512@openssh.com"), failure.saying());
            assertEquals(Reached.GREETING, handshake.reached());
        }
    }

    @Test
    void tellsItsOwnLimitWhereOnlySshKnowsTheMac() throws Exception {
        try (RealSshServer server = server(Map.of("MACs", "umac-64@openssh.com", "Ciphers", "aes256-ctr"), GOOD)) {
            assertEquals(
                    Failure.Kind.TOOL_LIMIT,
                    Plans.to(server.port(), GOOD_FILE)
                            .run()
                            .failure()
                            .orElseThrow()
                            .kind());
        }
    }

    @Test
    void showsBothListsWhereNothingIsInCommon() throws Exception {
        try (RealSshServer server = server(Map.of("Ciphers", "aes256-cbc"), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE).run();
            Failure failure = handshake.failure().orElseThrow();
            assertEquals(Failure.Kind.NO_COMMON_ALGORITHM, failure.kind());
            assertTrue(failure.saying().contains("the server offers aes256-cbc"), failure.saying());
            assertTrue(failure.saying().contains("aes256-ctr"), failure.saying());
        }
    }

    @Test
    void offersRsaWithTheAlgorithmThatTheServerTakes() throws Exception {
        SigningKey rsa = SigningKey.rsa();
        try (RealSshServer server = server(Map.of("PubkeyAcceptedAlgorithms", "rsa-sha2-512"), rsa)) {
            Handshake handshake = Plans.to(server.port(), rsa.identity("/home/me/.ssh/id_rsa", Loading.LOADS))
                    .signingWith(rsa)
                    .run();
            assertTrue(handshake.loggedIn());
        }
    }

    @Test
    void sendsNothingToAChangedHostKey() throws Exception {
        try (RealSshServer server = server(Map.of(), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE)
                    .signingWith(GOOD)
                    .withHostKey(Known.CHANGED, false)
                    .run();
            assertEquals(Reached.HOSTKEY, handshake.reached());
            assertEquals(List.of(), handshake.answers());
            assertInstanceOf(Login.NotTried.class, handshake.login());
        }
    }

    @Test
    void sendsNoSignatureToAnUnknownHostKey() throws Exception {
        try (RealSshServer server = server(Map.of(), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE)
                    .signingWith(GOOD)
                    .withHostKey(Known.NO, false)
                    .run();
            assertEquals(Reached.AUTH, handshake.reached());
            assertTrue(handshake.accepted(GOOD.publicKey()));
            assertInstanceOf(Login.NotTried.class, handshake.login());
        }
    }

    @Test
    void passesOverAnAcceptedKeyThatSshCannotSignWith() throws Exception {
        SigningKey broken = SigningKey.ed25519();
        try (RealSshServer server = server(Map.of(), GOOD, broken)) {
            Handshake handshake = Plans.to(server.port(), broken.identity("/k/broken", Loading.FAILS), GOOD_FILE)
                    .signingWith(GOOD)
                    .run();
            assertTrue(handshake.accepted(broken.publicKey()));
            assertEquals(new Login.Succeeded(Optional.of(GOOD.publicKey())), handshake.login());
        }
    }

    @Test
    void stopsAtAnAcceptedKeyWithAPassphraseExceptInBatchMode() throws Exception {
        SigningKey locked = SigningKey.ed25519();
        try (RealSshServer server = server(Map.of(), GOOD, locked)) {
            Plans plans = Plans.to(server.port(), locked.identity("/k/locked", Loading.ASKS_PASSPHRASE), GOOD_FILE)
                    .signingWith(GOOD);
            Handshake asking = plans.run();
            assertTrue(asking.accepted(locked.publicKey()));
            assertEquals(Answer.NOT_ASKED, answer(asking, GOOD));
            assertInstanceOf(Login.NotTried.class, asking.login());
            assertTrue(plans.inBatchMode().run().loggedIn());
        }
    }

    @Test
    void stopsWhereSshAsksForAPassphraseBeforeItOffersAnything() throws Exception {
        SigningKey locked = SigningKey.ed25519();
        Identity sealed = SigningKey.withoutPublicHalf(locked.identity("/k/locked", Loading.ASKS_PASSPHRASE));
        try (RealSshServer server = server(Map.of(), GOOD)) {
            Handshake handshake =
                    Plans.to(server.port(), sealed, GOOD_FILE).signingWith(GOOD).run();
            assertEquals(0, handshake.tries());
            assertEquals(Answer.NOT_ASKED, answer(handshake, GOOD));
            Login.NotTried login = assertInstanceOf(Login.NotTried.class, handshake.login());
            assertTrue(login.why().contains("the passphrase of locked"), login.why());
        }
    }

    @Test
    void goesOnWhenTheAgentRefusesToSign() throws Exception {
        SigningKey refusing = SigningKey.ed25519();
        try (RealSshServer server = server(Map.of(), GOOD, refusing)) {
            Handshake alone = Plans.to(server.port(), refusing.inAgent()).run();
            assertInstanceOf(Login.NotSigned.class, alone.login());
            Handshake both = Plans.to(server.port(), refusing.inAgent(), GOOD_FILE)
                    .signingWith(GOOD)
                    .run();
            assertTrue(both.loggedIn());
        }
    }

    @Test
    void signsNothingWhereNothingIsToBeSigned() throws Exception {
        try (RealSshServer server = server(Map.of(), GOOD)) {
            Handshake handshake = Plans.to(server.port(), GOOD_FILE)
                    .signingWith(GOOD)
                    .withoutSigning()
                    .run();
            assertTrue(handshake.accepted(GOOD.publicKey()));
            assertInstanceOf(Login.NotTried.class, handshake.login());
        }
    }

    @Test
    void tellsWhatAnUnknownUserGets() throws Exception {
        try (RealSshServer server = server(Map.of("AllowUsers", "nobody-else"), GOOD)) {
            Handshake handshake =
                    Plans.to(server.port(), GOOD_FILE).signingWith(GOOD).run();
            assertTrue(handshake.refused(GOOD.publicKey()));
            assertEquals(1, handshake.tries());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void asksAboutACertificate(String type) throws Exception {
        RealSshServer.assumeInstalled();
        Path authority = folder.resolve("authority");
        Path key = folder.resolve("user");
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
        RealSshServer.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString());
        RealSshServer.run("ssh-keygen", "-q", "-s", authority.toString(), "-I", "me", "-n", "root", key + ".pub");
        Identity certificate = identityOf(Files.readString(Path.of(key + "-cert.pub")));
        try (RealSshServer server = server(Map.of("TrustedUserCAKeys", authority + ".pub"))) {
            Handshake handshake =
                    Plans.to(server.port(), certificate).withoutSigning().run();
            assertTrue(handshake.accepted(certificate.publicKey().orElseThrow()), handshake::toString);
        }
    }

    @Test
    void hearsTheHostCertificateAsSshDoes() throws Exception {
        RealSshServer.assumeInstalled();
        Path authority = folder.resolve("authority");
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
        Path host = folder.resolve("certified");
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", host.toString());
        RealSshServer.run("ssh-keygen", "-q", "-s", authority.toString(), "-I", "host", "-h", "-n", "x", host + ".pub");
        Map<String, String> options = Map.of("HostKey", host.toString(), "HostCertificate", host + "-cert.pub");
        try (RealSshServer server = RealSshServer.start(folder, List.of(), options, List.of())) {
            assertEquals("ssh-ed25519-cert-v01@openssh.com", hostKeyType(Plans.to(server.port())));
        }
    }

    private static Identity identityOf(String line) {
        String blob = line.substring(line.indexOf(' ') + 1, line.indexOf(' ', line.indexOf(' ') + 1));
        SigningKey key = SigningKey.ed25519();
        return new SigningKey(
                        key.pair(), SigningKey.publicKey(Base64.getDecoder().decode(blob)))
                .identity("/k/certificate", Loading.LOADS);
    }

    private static Answer answer(Handshake handshake, SigningKey key) {
        return handshake.answerTo(key.publicKey()).map(KeyAnswer::answer).orElseThrow();
    }

    private static String hostKeyType(Plans plans) {
        return plans.run().hostKey().orElseThrow().key().type();
    }
}
