package dev.sshwhy.keys;

import static dev.sshwhy.keys.AccountKeys.ECDSA;
import static dev.sshwhy.keys.AccountKeys.ED;
import static dev.sshwhy.keys.AccountKeys.ED_BLOB;
import static dev.sshwhy.keys.AccountKeys.RSA;
import static dev.sshwhy.keys.AccountKeys.RSA_BLOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.AccountField;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFieldsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<LocalPublicKey> LOCAL =
            List.of(new LocalPublicKey(AccountKeys.key(ED_BLOB, "me@laptop"), "~/.ssh/id_ed25519.pub"));

    private static AccountField read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private static AccountField read(byte[] text, List<LocalPublicKey> local) {
        return AccountFields.read("a test", text, local, NOW);
    }

    private static AccountField readHere(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), LOCAL);
    }

    private static List<Kind> kinds(AccountField field) {
        return field.allFaults().stream().map(AccountFault::kind).toList();
    }

    /** One broken text each, with the fault to be told; the key of all of them is {@link AccountKeys#ED}. */
    static List<Broken> broken() {
        return List.of(
                new Broken(Kind.TYPE_MISSING, ED_BLOB + " me"),
                new Broken(Kind.TYPE_MISSING, "ssh-ed25519" + ED_BLOB),
                new Broken(Kind.TYPE_MISMATCH, "ssh-rsa " + ED_BLOB),
                new Broken(Kind.TYPE_MISMATCH, "Ssh-ed25519 " + ED_BLOB),
                new Broken(Kind.TYPE_MISMATCH, "ssh ed25519 " + ED_BLOB),
                new Broken(Kind.TYPE_MISMATCH, "sh-ed25519 " + ED_BLOB),
                new Broken(Kind.TYPE_MISMATCH, "ssh-ed25519 " + ED),
                new Broken(Kind.KEYS_JOINED, ED + RSA),
                new Broken(Kind.KEYS_JOINED, ED + " me," + RSA),
                new Broken(Kind.KEYS_JOINED, ED + "\\n" + RSA + " me"),
                new Broken(Kind.KEYS_JOINED, ED + "<br>" + RSA),
                new Broken(Kind.KEYS_JOINED, ED + " me\r" + RSA),
                new Broken(Kind.KEY_WRAPPED, ED.substring(0, 64) + "\n  " + ED.substring(64) + " me"),
                new Broken(Kind.KEY_WRAPPED, "ssh-ed25519\n" + ED_BLOB),
                new Broken(Kind.KEY_WRAPPED, ED.substring(0, 50) + " " + ED.substring(50)),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "&#43;")),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "%2B")),
                new Broken(Kind.KEY_DAMAGED, ED + ". me"),
                new Broken(Kind.STRAY_CHARACTERS, "\u200b" + ED),
                new Broken(Kind.STRAY_CHARACTERS, "\ufeff" + ED),
                new Broken(Kind.STRAY_CHARACTERS, ED.replace(' ', '\u00a0')),
                new Broken(Kind.STRAY_CHARACTERS, ED.replace("ssh-", "ssh\u2013")),
                new Broken(Kind.STRAY_CHARACTERS, "\u001b[200~" + ED + "\u001b[201~"),
                new Broken(Kind.STRAY_CHARACTERS, "\u0455sh-ed25519 " + ED_BLOB),
                new Broken(Kind.QUOTED, "\"" + ED + " me\""),
                new Broken(Kind.QUOTED, "\u201c" + ED + " me\u201d"),
                new Broken(Kind.QUOTED, "{\"key\": \"" + ED + " me\"}"),
                new Broken(Kind.QUOTED, "- " + ED),
                new Broken(Kind.QUOTED, "export PUBLIC_KEY='" + ED + "'"),
                new Broken(Kind.NOT_A_KEY, "user@host:~$ " + ED),
                new Broken(Kind.NOT_A_KEY, "echo " + ED + " me >> ~/.ssh/authorized_keys"),
                new Broken(Kind.NOT_A_KEY, "laptop " + ED),
                new Broken(Kind.KEY_WRAPPED, "> " + ED.substring(0, 30) + "\n> " + ED.substring(30) + " me"),
                new Broken(Kind.KEY_WRAPPED, "\u2502 " + ED.substring(0, 50) + " \u2502\n\u2502 " + ED.substring(50)),
                new Broken(Kind.KEY_WRAPPED, "\"" + ED.substring(0, 50) + "\" +\n  \"" + ED.substring(50) + "\""),
                new Broken(Kind.KEY_WRAPPED, ED.substring(0, 50) + "-\n" + ED.substring(50)),
                new Broken(Kind.KEY_WRAPPED, ED.substring(0, 50) + "\\n" + ED.substring(50)),
                new Broken(Kind.KEY_WRAPPED, ED.substring(0, 40) + "\\\n    " + ED.substring(40)),
                new Broken(Kind.KEY_DAMAGED, ED.substring(0, 40) + "<wbr>" + ED.substring(40)),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "&amp;#43;")),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "&amp;plus;")),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "%252B")),
                new Broken(Kind.KEY_DAMAGED, ED.replace("+", "\\x2b")),
                new Broken(Kind.KEY_DAMAGED, encoded(ED + " me")),
                new Broken(Kind.KEY_DAMAGED, encoded(ED + " me").replaceAll("(.{76})", "$1\n")),
                new Broken(Kind.STRAY_CHARACTERS, ED.substring(0, 40) + "\u0301" + ED.substring(40)),
                new Broken(Kind.STRAY_CHARACTERS, ED.substring(0, 40) + "&#8203;" + ED.substring(40)),
                new Broken(Kind.STRAY_CHARACTERS, ED.substring(0, 40) + "&ZeroWidthSpace;" + ED.substring(40)),
                new Broken(Kind.STRAY_CHARACTERS, ED.replaceAll("(.)", "$1\b$1")),
                new Broken(Kind.STRAY_CHARACTERS, ED.replaceAll("(.)", "_\b$1")),
                new Broken(Kind.TYPE_MISMATCH, "ssh-ed25519.pub " + ED_BLOB),
                new Broken(Kind.QUOTED, "Environment=\"PUBLIC_KEY=" + ED + "\""),
                new Broken(
                        Kind.KEY_WRAPPED,
                        "\"" + ED.substring(0, 26) + "\",\n\"" + ED.substring(26, 60) + "\",\n\"" + ED.substring(60)
                                + "\""),
                new Broken(Kind.KEY_WRAPPED, "\"" + ED.substring(0, 50) + "\"\n  + \"" + ED.substring(50) + "\""),
                new Broken(Kind.QUOTED, "me:" + ED),
                new Broken(Kind.QUOTED, "b'" + ED + "'"),
                new Broken(Kind.QUOTED, "> " + ED),
                new Broken(
                        Kind.WRONG_FORMAT,
                        "\u2014\u2014 BEGIN SSH2 PUBLIC KEY \u2014\u2014\nComment: \u201cme\u201d\n" + ED_BLOB
                                + "\n\u2014\u2014 END SSH2 PUBLIC KEY \u2014\u2014"),
                new Broken(
                        Kind.WRONG_FORMAT,
                        "---- BEGIN SSH2 PUBLIC KEY ----\\nComment: \"me\"\\n" + ED_BLOB
                                + "\\n---- END SSH2 PUBLIC KEY ----"),
                new Broken(Kind.WRONG_FORMAT, "Comment: \"me\"\n" + ED_BLOB + "\n---- END SSH2 PUBLIC KEY ----"),
                new Broken(
                        Kind.WRONG_FORMAT,
                        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 2\n"
                                + ED_BLOB.substring(0, 64) + "\n" + ED_BLOB.substring(64)),
                new Broken(
                        Kind.WRONG_FORMAT,
                        "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"me\"\n" + ED_BLOB
                                + "\n---- END SSH2 PUBLIC KEY ----"));
    }

    record Broken(Kind kind, String text) {}

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void tellsWhatIsWrongAndRecoversTheKey(Broken broken) {
        AccountField field = read(broken.text() + "\n" + ECDSA + " desk\n");

        assertTrue(kinds(field).contains(broken.kind()), () -> kinds(field) + " for " + broken.text());
        AccountField corrected = read(field.corrected());
        assertTrue(corrected.accepts(AccountKeys.key(ED_BLOB, "")), field::corrected);
        assertTrue(corrected.accepts(AccountKeys.key(AccountKeys.ECDSA_BLOB, "")), field::corrected);
        assertEquals(List.of(), kinds(corrected), field::corrected);
        assertEquals(corrected.corrected(), field.corrected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# my keys\n\n%1$s me\n",
                "%1$s\r\n%2$s desk\r\n",
                "\t%1$s\t me \n\n\n%2$s",
                "%1$s ssh-rsa AAAA\n",
                "%1$s SHA256:abc is the old one\n",
                "%1$s \"quoted\" <br> \\o/ \u201csmart\u201d \u200b\n",
                "no-user-rc %1$s\n",
                "from=\"*\",expiry-time=\"20991231\" %1$s\n",
                "%1$s AAAA battery\n%2$s",
            })
    void silentWhenTheTextIsHealthy(String form) {
        String text = form.formatted(ED, ECDSA);
        AccountField field = read(text);

        assertEquals(List.of(), kinds(field));
        assertTrue(field.accepts(AccountKeys.key(ED_BLOB, "")));
        assertEquals(text, field.corrected());
    }

    @Test
    void namesTheLocalKeyThatAFingerprintBelongsTo() {
        for (String text : List.of(
                AccountKeys.ED_SHA256,
                "256 " + AccountKeys.ED_SHA256 + " me@laptop (ED25519)",
                "ssh-ed25519 " + AccountKeys.ED_SHA256,
                "256 " + AccountKeys.ED_MD5 + " me@laptop (ED25519)",
                AccountKeys.ED_MD5.substring(4),
                AccountKeys.ED_MD5.substring(4).replace(":", ""),
                AccountKeys.ED_MD5.substring(4).replace(':', '-').toUpperCase(Locale.ROOT),
                "md5:" + AccountKeys.ED_MD5.substring(4),
                AccountKeys.ED_SHA256.replace("SHA256:", "sha256:"),
                AccountKeys.ED_SHA256.replace("SHA256:", "SHA-256: ") + "=",
                AccountKeys.ED_SHA256.replace("SHA256:", "SHA256%3A"),
                HexFormat.of().formatHex(Base64.getDecoder().decode(AccountKeys.ED_SHA256.substring(7))),
                HexFormat.ofDelimiter(":").formatHex(Base64.getDecoder().decode(AccountKeys.ED_SHA256.substring(7))))) {
            AccountField field = readHere(text);
            AccountFault fault = field.allFaults().get(0);

            assertEquals(Kind.FINGERPRINT_PASTED, fault.kind());
            assertEquals(Optional.of("~/.ssh/id_ed25519.pub"), fault.localPath());
            assertEquals(ED + " me@laptop", field.corrected());
        }
    }

    @Test
    void recoversACutKeyFromTheLocalFileItBelongsTo() {
        AccountField field = readHere(ED.substring(0, 64) + " me");
        AccountFault fault = field.allFaults().get(0);

        assertEquals(Kind.KEY_TRUNCATED, fault.kind());
        assertEquals(Optional.of("~/.ssh/id_ed25519.pub"), fault.localPath());
        assertTrue(fault.detail().contains("52 letters"), fault::detail);
        assertTrue(read(field.corrected()).accepts(AccountKeys.key(ED_BLOB, "")));
    }

    @Test
    void leavesOutACutKeyThatNobodyKnows() {
        AccountField field = read("# mine\n" + ED.substring(0, 64) + " me\n" + ECDSA + "\n");

        assertEquals(List.of(Kind.KEY_TRUNCATED), kinds(field));
        assertEquals("# mine\n" + ECDSA + "\n", field.corrected());
    }

    @Test
    void aKeyThatStopsBeforeItHasSaidItsTypeIsCut() {
        AccountFault fault = read("sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5z\n")
                .allFaults()
                .get(0);

        assertEquals(Kind.KEY_TRUNCATED, fault.kind());
        assertTrue(fault.detail().contains("first 32 letters"), fault::detail);
    }

    @Test
    void theCommentOfTheKeyAboveIsNoTypeOfTheNextOne() {
        AccountField field = read("\"" + RSA + " ssh-ed25519\n" + ED_BLOB + "\n");

        assertEquals(
                List.of(Kind.TYPE_MISSING),
                field.lines().get(1).faults().stream().map(AccountFault::kind).toList());
        assertEquals(RSA + " ssh-ed25519\n" + ED + "\n", field.corrected());
    }

    @Test
    void tellsTwoGluedKeysThatWereWrappedTogether() {
        String text =
                ECDSA.substring(0, 64) + "\n" + ECDSA.substring(64) + ED.substring(0, 16) + "\n" + ED.substring(16);
        AccountField field = read(text);

        assertTrue(read(field.corrected()).accepts(AccountKeys.key(ED_BLOB, "")), field::corrected);
        assertTrue(read(field.corrected()).accepts(AccountKeys.key(AccountKeys.ECDSA_BLOB, "")), field::corrected);
    }

    @Test
    void doesNotShowAnAccessToken() {
        for (String text : List.of("rpa_SECRETSECRETSECRET", "RUNPOD_API_KEY=rpa_SECRETSECRETSECRET")) {
            assertFalse(read(text).toString().contains("SECRETSECRET"), text);
        }
    }

    @Test
    void knowsTheDocumentationsSample() {
        AccountField field = read(
                "ssh-ed25519 AAAAC4NzaC1lZDI1JTE5AAAAIGP+L8hnjIcBqUb8NRrDiC32FuJBvRA0m8jLShzgq6BQ YOUR_EMAIL@DOMAIN.COM");

        assertEquals(List.of(Kind.KEY_DAMAGED), kinds(field));
        assertTrue(field.allFaults().get(0).detail().contains("sample"));
        assertFalse(field.lines().get(0).accepted());
        assertEquals("", field.corrected());
    }

    @Test
    void neverKeepsAPrivateKey() {
        String secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz";
        for (String text : List.of(
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + secret
                        + "\nSECRETSECRET==\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY----- " + secret + " SECRETSECRET== -----END OPENSSH PRIVATE KEY-----\n",
                "  \"-----BEGIN OPENSSH PRIVATE KEY-----\\n" + secret + "\\nSECRETSECRET==\\n\"\n",
                secret + "\nSECRETSECRET==\n",
                "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\nSECRETSECRET==\nPrivate-MAC: 00\n")) {
            AccountField field = read(text + ED + "\n");

            assertEquals(Kind.PRIVATE_KEY_PASTED, field.allFaults().get(0).kind());
            assertFalse(field.toString().contains("SECRET"), field::toString);
            assertEquals(ED + "\n", field.corrected());
        }
    }

    @Test
    void doesNotTakeAServersKeyForTheUsers() {
        for (String host :
                List.of("github.com", "[213.173.108.12]:17445", "host,10.0.0.5", "@cert-authority *.example.com")) {
            AccountField field = read(host + " " + ED + "\n");

            assertEquals(List.of(Kind.NOT_A_KEY), kinds(field));
            assertEquals("", field.corrected());
        }
    }

    @Test
    void keepsRestrictedLinesAsTheyAre() {
        String text =
                "from=\"10.9.8.7\" " + ED + "\nexpiry-time=\"20200101\" " + ECDSA + "\ncert-authority " + RSA + "\n";
        AccountField field = read(text);

        assertEquals(
                List.of(Kind.RESTRICTED_BY_OPTIONS, Kind.RESTRICTED_BY_OPTIONS, Kind.RESTRICTED_BY_OPTIONS),
                kinds(field));
        assertEquals(List.of(AccountKeys.key(ED_BLOB, "")), field.acceptedKeys());
        assertEquals(text, field.corrected());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no-pty, no-user-rc | no-pty,no-user-rc",
                "no-pty no-user-rc | no-pty,no-user-rc",
                "from=\"10.9.8.7, 10.9.8.8\" , command=\"echo a, b\" | from=\"10.9.8.7, 10.9.8.8\",command=\"echo a, b\"",
            })
    void putsOptionsTogetherThatABlankParts(String options, String joined) {
        AccountField field = read(options + " " + ED + "\n");

        assertEquals(List.of(Kind.RESTRICTED_BY_OPTIONS), kinds(field));
        assertEquals(joined + " " + ED + "\n", field.corrected());
        assertEquals(
                List.of(AccountKeys.key(ED_BLOB, "")), read(field.corrected()).acceptedKeys());
    }

    @Test
    void partsOptionsFromAKeyThatACommaJoinsToThem() {
        assertEquals("no-pty " + ED, read("no-pty," + ED).corrected().strip());
    }

    @Test
    void leavesOptionsThatCannotBeReadToTheirOwner() {
        String open = "from=\"10.9.8.7 " + ED + "\n";
        assertEquals(open, read(open).corrected());
    }

    @Test
    void tellsTypesThatAreNotTaken() {
        assertEquals(List.of(Kind.TYPE_UNSUPPORTED), kinds(read("ssh-dss " + AccountKeys.DSA_BLOB)));
        assertEquals(
                List.of(Kind.WRONG_FORMAT),
                kinds(read("ssh-ed25519-cert-v01@openssh.com " + AccountKeys.CERTIFICATE_BLOB)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", " \t\n", "\r\n", "# none yet\n", "\ufeff"})
    void saysThatNothingIsInIt(String text) {
        AccountField field = read(text);

        assertTrue(kinds(field).contains(Kind.EMPTY));
        assertEquals(0, field.faults().get(0).line());
    }

    @Test
    void tellsADuplicateWithoutChangingTheText() {
        String text = ED + " me\n" + ED + " other\n";
        AccountField field = read(text);

        assertEquals(List.of(Kind.DUPLICATE_KEY), kinds(field));
        assertEquals(text, field.corrected());
    }

    @Test
    void readsUtf16AsAWholeAndAppended() {
        for (byte[] text : List.of(
                (ED + " me\r\n").getBytes(StandardCharsets.UTF_16LE),
                ("\ufeff" + ED + " me\r\n").getBytes(StandardCharsets.UTF_16LE),
                (ED + " me\r\n").getBytes(StandardCharsets.UTF_16))) {
            AccountField field = read(text, List.of());

            assertTrue(kinds(field).contains(Kind.STRAY_CHARACTERS));
            assertEquals(ED + " me\n", field.corrected());
        }
    }

    @Test
    void columnsPointAtWhatIsMeant() {
        AccountFault fault = read("laptop ssh-rsa " + ED_BLOB).allFaults().get(1);

        assertEquals(Kind.TYPE_MISMATCH, fault.kind());
        assertEquals(1, fault.line());
        assertEquals(8, fault.column());
        assertEquals("ssh-rsa ".length() + ED_BLOB.length(), fault.length());
    }

    @Test
    void keepsOrderAndComments() {
        AccountField field = read("\"" + RSA + " me@work\"\n# the desk\n" + ECDSA + " desk\n" + ED_BLOB + " me@laptop");

        assertEquals(RSA + " me@work\n# the desk\n" + ECDSA + " desk\n" + ED + " me@laptop", field.corrected());
        assertEquals("me@work", field.lines().get(0).recovered().get(0).comment());
        assertEquals(RSA_BLOB, field.lines().get(0).recovered().get(0).blob());
    }

    @Test
    void saysNothingOfAKeyThatStandsBehindItself() {
        for (String again : List.of(ED, ED_BLOB, ED_BLOB.substring(0, 40))) {
            String text = ED + " " + again + "\n";
            AccountField field = read(text);
            assertEquals(List.of(), field.allFaults(), text);
            assertEquals(text, field.corrected());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256 SHA384:dQpEtRrMa1gAxmfHG9/Q3du30HZHlZFA+KQwkKmYXoge0rdl0aPiyM84sgLqQi7Z me (ECDSA)",
                "SHA256:6-OYyt7Nv__cV35KXiNDgS1TbTH_n9vvYE5eF2cSdvs",
                "96:17:34:86:07:33:57:73:0f:7f:bc:30:bc:8c:98:51:48:35:4b:db"
            })
    void knowsFingerprintsOfOtherForms(String text) {
        assertEquals(List.of(Kind.FINGERPRINT_PASTED), kinds(read(text)));
    }

    @Test
    void readsALineOfBeginningsInTime() {
        String line = ED_BLOB.substring(0, 26).repeat(10_000);
        assertTimeout(Duration.ofSeconds(10), () -> read(line));
    }

    @Test
    void theCorrectedTextStaysAsItIsWhenLinesComeToStandTogether() {
        String letters = "laptoHsMFcGcpq1GSIb1DQEFDTBKMCkGCSqGSIb3DQEFD";
        String text = "# -----BEGIN ENCRYPTED PRIVATE KEY-----\nMI\n# " + letters + "\n" + AccountKeys.ED + " me\n";
        String corrected = read(text).corrected();
        assertEquals(corrected, read(corrected).corrected());
        assertTrue(corrected.endsWith(AccountKeys.ED + " me\n"), corrected);
    }

    @Test
    void theCorrectedTextStaysAsItIsWhateverTheCommentHolds() {
        String text = AccountKeys.ED + " me" + "\u0000".repeat(116) + "sts\n";
        String corrected = read(text).corrected();
        assertEquals(corrected, read(corrected).corrected());
        assertTrue(corrected.startsWith(AccountKeys.ED), corrected);
    }
}
