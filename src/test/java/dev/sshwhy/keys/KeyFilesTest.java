package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
    @ParameterizedTest
    @CsvSource({
        "ed25519,                  OPENSSH_V1,      ssh-ed25519,         256,  LOADS",
        "ed25519-encrypted,        OPENSSH_V1,      ssh-ed25519,         256,  ASKS_PASSPHRASE",
        "ecdsa256,                 OPENSSH_V1,      ecdsa-sha2-nistp256, 256,  LOADS",
        "ecdsa521,                 OPENSSH_V1,      ecdsa-sha2-nistp521, 521,  LOADS",
        "rsa2048,                  OPENSSH_V1,      ssh-rsa,             2048, LOADS",
        "rsa2048.pem,              PEM_PKCS1,       ssh-rsa,             2048, LOADS",
        "rsa2048.pkcs8,            PKCS8,           ssh-rsa,             2048, LOADS",
        "ecdsa256.pem,             PEM_SEC1,        ecdsa-sha2-nistp256, 256,  LOADS",
        "ecdsa256.pkcs8,           PKCS8,           ecdsa-sha2-nistp256, 256,  LOADS",
        "ed25519.pkcs8,            PKCS8,           ssh-ed25519,         256,  FAILS",
        "ed25519.ppk,              PPK_3,           ssh-ed25519,         256,  FAILS",
        "rsa768.pem,               PEM_PKCS1,       ssh-rsa,             768,  FAILS",
        "dsa,                      OPENSSH_V1,      ssh-dss,             1024, FAILS",
        "rsa2048.pub,              PUBLIC,          ssh-rsa,             2048, FAILS",
        "rsa2048.rfc4716,          PUBLIC_RFC4716,  ssh-rsa,             2048, FAILS",
        "rsa2048.spki,             PUBLIC_PEM,      ssh-rsa,             2048, FAILS"
    })
    void readsEachFormat(String name, KeyFormat format, String type, int bits, Loading loading) {
        KeyFile key = TestKeys.read(TestKeys.bytes(name));
        assertEquals(format, key.format());
        assertEquals(Optional.of(type), key.type());
        assertEquals(OptionalInt.of(bits), key.bits());
        assertEquals(loading, key.loading(), key.faults().toString());
        assertEquals(loading == Loading.FAILS, !key.faults().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"rsa2048.pem,rsa2048", "rsa2048.pkcs8,rsa2048", "ecdsa256.pkcs8,ecdsa256", "ed25519.ppk,ed25519"})
    void findsTheSamePublicHalfInEveryFormat(String name, String original) {
        assertEquals(
                TestKeys.read(TestKeys.bytes(original))
                        .publicKey()
                        .orElseThrow()
                        .fingerprint(),
                TestKeys.read(TestKeys.bytes(name)).publicKey().orElseThrow().fingerprint());
    }

    @Test
    void showsThePublicHalfAndNotTheCommentOfAnEncryptedKey() {
        KeyFile key = TestKeys.read(TestKeys.bytes("ed25519-encrypted"));
        assertTrue(key.encrypted());
        assertEquals(
                KeyFiles.publicLine(TestKeys.bytes("ed25519.pub")).orElseThrow().blob(),
                key.publicKey().orElseThrow().blob());
        assertEquals("", key.comment());
    }

    @Test
    void readsTheCommentOfAPlainKey() {
        assertEquals("made for tests", TestKeys.read(TestKeys.bytes("ed25519")).comment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048-encrypted.pem", "ecdsa256-encrypted.pkcs8"})
    void asksForThePassphraseOfAnEncryptedPemKeyAndShowsNoPublicHalf(String name) {
        KeyFile key = TestKeys.read(TestKeys.bytes(name));
        assertEquals(Loading.ASKS_PASSPHRASE, key.loading());
        assertTrue(key.encrypted());
        assertEquals(Optional.empty(), key.publicKey());
    }

    @Test
    void takesEd25519InPkcs8FromTheReleaseOnThatReadsIt() {
        byte[] content = TestKeys.bytes("ed25519.pkcs8");
        FileFacts file = TestKeys.read(content).file();
        assertEquals(Loading.FAILS, KeyFiles.read(file, content, 905).loading());
        assertEquals(Loading.LOADS, KeyFiles.read(file, content, 906).loading());
        byte[] dsa = TestKeys.bytes("dsa");
        assertEquals(Loading.FAILS, KeyFiles.read(file, dsa, 1005).loading());
    }

    @ParameterizedTest
    @CsvSource({
        "AES-256-CFB,  true",
        "AES-128-CTR,  true",
        "AES128,       true",
        "CHACHA20,     true",
        "ARIA-256-OFB, true",
        "AES-128-ECB,  false",
        "AES-128-GCM,  false",
        "AES-512-CBC,  false"
    })
    void knowsTheCiphersThatOpensslDecryptsUnderDekInfo(String cipher, boolean known) {
        String text =
                TestKeys.text("rsa2048-encrypted.pem").replaceFirst("DEK-Info: [^,]+,", "DEK-Info: " + cipher + ",");
        assertEquals(
                known ? Loading.ASKS_PASSPHRASE : Loading.FAILS,
                TestKeys.read(text).loading());
    }

    @Test
    void refusesAProcTypeThatDoesNotStartItsLine() {
        String text = TestKeys.text("rsa2048-encrypted.pem").replace("Proc-Type", " Proc-Type");
        assertEquals(Loading.FAILS, TestKeys.read(text).loading());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa768.pem,    TOO_SMALL",
        "dsa,           TYPE_UNSUPPORTED",
        "ed25519.ppk,   WRONG_FORMAT",
        "ed25519.pkcs8, WRONG_FORMAT",
        "ed25519.pub,   PUBLIC_HALF"
    })
    void saysWhySshRefusesASoundKey(String name, KeyFault.Kind kind) {
        assertEquals(List.of(kind), kinds(TestKeys.read(TestKeys.bytes(name))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048.pem", "rsa2048.pkcs8", "ecdsa256.pem"})
    void overlooksInPemWhatOpensslOverlooks(String name) {
        String text = TestKeys.text(name);
        for (String harmless : List.of(
                text.replace("\n", "\r\n"),
                text.stripTrailing(),
                "\ufeff" + text,
                "Bag Attributes\n" + text,
                text.replace("\n", "  \n"),
                text + "that was it\n")) {
            KeyFile key = TestKeys.read(harmless);
            assertEquals(Loading.LOADS, key.loading(), key.faults().toString());
        }
    }

    @Test
    void overlooksInOpensshFormatOnlyWhatStandsInsideAndBehind() {
        String text = TestKeys.text("ed25519");
        String footer = "-----END OPENSSH PRIVATE KEY-----\n";
        for (String harmless : List.of(
                text.replace("\n", "\n\n").replace(footer + "\n", footer),
                text + "that was it\n",
                text + text,
                text.replaceFirst("(?<=KEY-----\n)", "  "),
                text + "\0")) {
            assertEquals(Loading.LOADS, TestKeys.read(harmless).loading());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    crlf         | every line ends in CR LF
                    no newline   | the last line has no newline
                    mark         | a byte order mark
                    one line     | the line breaks are lost
                    escaped      | the two letters \\n
                    indented     | every line is indented
                    text before  | one line stands before the key
                    dashes       | it must be exactly "-----BEGIN OPENSSH PRIVATE KEY-----"
                    no header    | the first line, -----BEGIN OPENSSH PRIVATE KEY-----, is missing
                    no footer    | the last line, -----END OPENSSH PRIVATE KEY-----, is missing
                    cut          | bytes are missing
                    stray        | line 2, column 6 has "*"
                    """)
    void tellsWhatHappenedToADamagedKey(String damage, String told) {
        KeyFile key = TestKeys.read(DamagedKeys.of(TestKeys.text("ed25519"), damage));
        assertEquals(Loading.FAILS, key.loading());
        assertEquals(List.of(KeyFault.Kind.DAMAGED), kinds(key));
        assertTrue(
                key.faults().get(0).detail().contains(told), key.faults().get(0).detail());
        assertEquals(KeyFormat.OPENSSH_V1, key.format());
    }

    @Test
    void tellsUtf16() {
        KeyFile key = TestKeys.read(TestKeys.text("ed25519").getBytes(StandardCharsets.UTF_16));
        assertTrue(key.faults().get(0).detail().contains("UTF-16"), key.faults().toString());
        assertTrue(key.publicKey().isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <!DOCTYPE html><html></html> | WRONG_FORMAT | a web page
                    {"key": "value"}             | WRONG_FORMAT | JSON
                    SHA256:abc                   | WRONG_FORMAT | a fingerprint
                    hello                        | WRONG_FORMAT | text without a key
                    -----BEGIN SSH SIGNATURE-----| WRONG_FORMAT | a signature
                    -----BEGIN X509 CRL-----     | WRONG_FORMAT | BEGIN X509 CRL, which is no key
                    Bag,-----BEGIN CERTIFICATE-----| WRONG_FORMAT | an X.509 certificate
                    SSH PRIVATE KEY FILE FORMAT 1.1| WRONG_FORMAT | version 1 of SSH
                    host ssh-ed25519 AAAAC3Nz    | WRONG_FORMAT | such as known_hosts
                    ''                           | DAMAGED      | empty
                    """)
    void saysWhatAForeignFileIs(String content, KeyFault.Kind kind, String told) {
        KeyFile key = TestKeys.read(content.replace(',', '\n'));
        assertEquals(KeyFormat.UNKNOWN, key.format());
        assertEquals(List.of(kind), kinds(key));
        assertTrue(
                key.faults().get(0).detail().contains(told), key.faults().get(0).detail());
    }

    @Test
    void seesThatTheHalvesOfAKeyDoNotBelongTogether() {
        byte[] decoded = OpenSshContainer.unarmoured(TestKeys.bytes("ed25519")).orElseThrow();
        PrivateReading sound = OpenSshContainer.read(decoded);
        int seed = new String(decoded, StandardCharsets.ISO_8859_1).lastIndexOf("\0\0\0@") + 4;
        decoded[seed + 7] ^= 1;
        PrivateReading altered = OpenSshContainer.read(decoded).proven();
        assertTrue(sound.proven().contents().isWhole());
        assertFalse(altered.contents().isWhole());
        assertEquals(Optional.empty(), altered.half());
    }

    @Test
    void namesAKeyOfATypeThatIsNewerThanThisReader() {
        byte[] point = new byte[1344];
        byte[] blob =
                WireWriter.of("ssh-mldsa44-ed25519@openssh.com").string(point).bytes();
        KeyFile key = TestKeys.read(
                "ssh-mldsa44-ed25519@openssh.com " + Base64.getEncoder().encodeToString(blob) + " made for tests\n");
        assertEquals(KeyFormat.PUBLIC, key.format());
        assertEquals(Optional.of("ssh-mldsa44-ed25519@openssh.com"), key.type());
        assertEquals(OptionalInt.of(256), key.bits(), "as ssh-keygen -l of OpenSSH 10.5 says");
        assertEquals(PublicKeys.fingerprint(blob), key.publicKey().orElseThrow().fingerprint());
        assertEquals("made for tests", key.comment());
        assertTrue(key.faults().stream().anyMatch(it -> it.kind() == KeyFault.Kind.TYPE_UNSUPPORTED));

        String type = "ssh-mldsa44-ed25519-cert-v01@openssh.com";
        byte[] certificate = WireWriter.of(type)
                .string(new byte[32])
                .string(point)
                .number(0) // the serial, then a user's certificate, with two names in it and no end
                .number(7)
                .number(1)
                .string(new byte[0])
                .string(WireWriter.of("root").string(new byte[] {'m', 'e'}).bytes())
                .number(0)
                .number(0)
                .number(-1)
                .number(-1)
                .string(new byte[0])
                .string(new byte[0])
                .string(new byte[0])
                .string(blob)
                .string(new byte[99])
                .bytes();
        KeyFile certified = TestKeys.read(type + " " + Base64.getEncoder().encodeToString(certificate));
        assertEquals(KeyFormat.CERTIFICATE, certified.format());
        assertEquals(
                PublicKeys.fingerprint(blob),
                certified.publicKey().orElseThrow().fingerprint(),
                "a certificate has its plain key's");
        assertEquals(
                KeyFormat.UNKNOWN,
                TestKeys.read("ssh-new AAAAB3NzaC1vbGQAAAABAA==\n").format(),
                "two names");
    }

    @Test
    void seesThatACertificateIsNotAsItWasSigned() {
        PublicKey sound = dev.sshwhy.testing.TestKeys.certificate(1, 0, 1_700_000_000, "root");
        assertTrue(KeyFiles.publicLine(sound.line().getBytes(StandardCharsets.UTF_8))
                .isPresent());
        assertTrue(TestKeys.read(sound.line()).faults().stream().noneMatch(it -> it.kind() == KeyFault.Kind.DAMAGED));
        byte[] blob = Base64.getDecoder().decode(sound.blob());
        blob[new String(blob, StandardCharsets.ISO_8859_1).indexOf("\0\0\0\4root") + 4] = 'b';
        String line = sound.type() + " " + Base64.getEncoder().encodeToString(blob);
        KeyFile altered = TestKeys.read(line);
        assertEquals(KeyFormat.CERTIFICATE, altered.format());
        assertEquals(KeyFault.Kind.DAMAGED, altered.faults().get(1).kind());
        assertEquals(
                Optional.empty(), KeyFiles.publicLine(line.getBytes(StandardCharsets.UTF_8)), "ssh passes it over");
    }

    @Test
    void knowsAPublicKeyInPemThatSshDoesNotUse() {
        // SubjectPublicKeyInfo of Ed448 (RFC 8410 §4) with a point of zeros
        byte[] whole = Arrays.copyOf(HexFormat.of().parseHex("3043300506032b6571033a00"), 69);
        KeyFile key = TestKeys.read(publicPem(whole));
        assertEquals(KeyFormat.PUBLIC_PEM, key.format());
        assertEquals(List.of(KeyFault.Kind.TYPE_UNSUPPORTED), kinds(key));
        assertEquals(List.of(KeyFault.Kind.DAMAGED), kinds(TestKeys.read(publicPem(Arrays.copyOf(whole, 60)))));
    }

    private static String publicPem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Test
    void saysThatAPublicKeyIsCut() {
        KeyFile cut = TestKeys.read(TestKeys.text("ed25519.pub").substring(0, 50));
        assertEquals(KeyFormat.PUBLIC, cut.format());
        assertEquals(Optional.of("ssh-ed25519"), cut.type());
        assertEquals(KeyFault.Kind.DAMAGED, cut.faults().get(0).kind());
    }

    @Test
    void takesTheFirstLineThatIsAPublicKey() {
        String line = TestKeys.text("ed25519.pub");
        byte[] content =
                ("# laptop\n\nno key\n  " + line + TestKeys.text("rsa2048.pub")).getBytes(StandardCharsets.UTF_8);
        assertEquals("ssh-ed25519", KeyFiles.publicLine(content).orElseThrow().type());
        assertEquals(
                "made for tests", KeyFiles.publicLine(content).orElseThrow().comment());
    }

    @Test
    void looksForNoPublicKeyBehindAPrivateOne() {
        byte[] content = (TestKeys.text("rsa2048.pem") + TestKeys.text("ed25519.pub")).getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.empty(), KeyFiles.publicLine(content));
    }

    @Test
    void showsAnEmbeddedPublicHalfOnlyInOpensshFormat() {
        assertTrue(
                KeyFiles.embeddedPublicHalf(TestKeys.bytes("ed25519-encrypted")).isPresent());
        assertEquals(Optional.empty(), KeyFiles.embeddedPublicHalf(TestKeys.bytes("rsa2048.pem")));
    }

    @Test
    void answersAnyBytesAndNeverShowsTheBody() {
        Random random = new Random(7);
        for (String name :
                List.of("ed25519", "rsa2048.pem", "ecdsa256.pkcs8", "ed25519.ppk", "rsa2048-encrypted.pem")) {
            for (int round = 0; round < 200; round++) {
                byte[] content = TestKeys.bytes(name);
                for (int i = random.nextInt(5); i >= 0; i--) {
                    content[random.nextInt(content.length)] = (byte) random.nextInt(256);
                }
                KeyFile key = TestKeys.read(content);
                assertEquals(key.loading() == Loading.FAILS, !key.faults().isEmpty(), key.toString());
                List<String> lines = TestKeys.text(name).lines().toList();
                String secret = lines.get(lines.size() - (name.endsWith(".ppk") ? 2 : 3));
                assertFalse(key.toString().contains(secret), "a private line is told");
            }
        }
    }

    private static List<KeyFault.Kind> kinds(KeyFile key) {
        return key.faults().stream().map(KeyFault::kind).toList();
    }
}
