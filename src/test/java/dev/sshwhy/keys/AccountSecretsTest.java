package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.AccountField;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Private keys in the field, in all kinds of pieces; the keys are made for each run. */
class AccountSecretsTest {
    private static final int WINDOW = 24;

    private static AccountField read(String text) {
        return AccountFields.read("a test", text.getBytes(StandardCharsets.UTF_8), List.of(), Instant.EPOCH);
    }

    private static String pkcs8(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return rows(generator.generateKeyPair().getPrivate().getEncoded());
    }

    private static String rows(byte[] bytes) {
        return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    }

    private static String armoured(String body) {
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----";
    }

    private static String each(String text, String prefix) {
        return text.lines().map(it -> prefix + it).collect(Collectors.joining("\n"));
    }

    private static void isHidden(String body, String text) {
        AccountField field = read(text + "\n" + AccountKeys.ED + " me\n");
        String seen = field.toString().replaceAll("\\s", "");
        String letters = body.replaceAll("\\s", "");

        List<Kind> kinds = field.allFaults().stream().map(AccountFault::kind).toList();
        assertTrue(kinds.contains(Kind.PRIVATE_KEY_PASTED), () -> kinds + " for " + text);
        for (int i = 0; i + WINDOW <= letters.length(); i++) {
            assertFalse(seen.contains(letters.substring(i, i + WINDOW)), text);
        }
        assertEquals(AccountKeys.ED + " me\n", field.corrected());
    }

    @Test
    void tellsAPrivateKeyInAnyDressAndShowsNothingOfIt() throws GeneralSecurityException {
        for (String body : List.of(pkcs8("RSA", 2048), pkcs8("EC", 256), pkcs8("Ed25519", 255))) {
            String whole = armoured(body);
            String numbered =
                    Arrays.stream(whole.split("\n")).collect(Collectors.joining("\n     7\t", "     6\t", ""));
            for (String text : List.of(
                    whole,
                    body,
                    body.replace("\n", ""),
                    body.replace("\n", " "),
                    "ssh-rsa " + body.replace("\n", ""),
                    each(whole, "# "),
                    each(whole, "> "),
                    each(whole, "id_rsa:3:"),
                    numbered,
                    whole.replace("-----", "\u2014\u2014-"),
                    whole.replace("\n", "%0A")
                            .replace("+", "%2B")
                            .replace("/", "%2F")
                            .replace("=", "%3D"),
                    whole.replace("-", "&#45;").replace("+", "&#43;"))) {
                isHidden(body, text);
            }
            String file = rows((whole + "\n").getBytes(StandardCharsets.US_ASCII));
            isHidden(file, file);
        }
    }

    @Test
    void tellsPrivateNumbersInJsonAndXml() {
        String number = "SECRET".repeat(8);
        isHidden(number, "{\"kty\": \"OKP\", \"d\": \"" + number + "\"}");
        isHidden(number, "<RSAKeyValue><D>" + number + "</D></RSAKeyValue>");
    }

    @Test
    void tellsTheMiddleOfAPrivateKeyByItsNumbers() throws GeneralSecurityException {
        String body = pkcs8("RSA", 2048);
        String middle = body.lines().skip(5).limit(12).collect(Collectors.joining("\n"));

        isHidden(middle, middle);
    }

    @Test
    void doesNotShowLinesOfLettersThatNobodyKnows() {
        String rows = rows("no header tells what these letters once were, so they are kept to themselves!"
                .getBytes(StandardCharsets.US_ASCII));
        AccountField field = read(rows + "\n" + AccountKeys.ED + "\n");

        assertEquals(Kind.KEY_TRUNCATED, field.allFaults().get(0).kind());
        assertFalse(field.toString().contains(rows.substring(0, WINDOW)));
    }

    @Test
    void theRestOfAWrappedPublicKeyIsNoSecret() {
        AccountField field = read(AccountKeys.RSA.substring(0, 64) + "x\n" + AccountKeys.RSA.substring(64, 128) + "\n");

        assertFalse(field.allFaults().stream().anyMatch(it -> it.kind() == Kind.PRIVATE_KEY_PASTED));
    }

    @Test
    void aKeyBehindTheEndOfAPrivateOneIsFound() throws GeneralSecurityException {
        AccountField field = read(armoured(pkcs8("EC", 256)) + AccountKeys.ED + " me\n");

        assertEquals(AccountKeys.ED + " me\n", field.corrected());
    }

    @Test
    void aPrivateKeyInACommentIsTakenOut() throws GeneralSecurityException {
        String body = pkcs8("EC", 256).replace("\n", " ");
        AccountField field = read(AccountKeys.ED + " me -----BEGIN PRIVATE KEY----- " + body + "\n");

        assertTrue(field.lines().get(0).accepted());
        assertEquals(Kind.PRIVATE_KEY_PASTED, field.allFaults().get(0).kind());
        assertFalse(field.toString().contains(body.substring(0, WINDOW)));
        assertEquals(AccountKeys.ED + " me\n", field.corrected());
    }

    @Test
    void aPrivateKeyBehindAPublicOneIsNotShownWhateverStandsInFront() throws GeneralSecurityException {
        String body = pkcs8("EC", 256).replace("\n", "");
        for (String prefix : List.of("- ", "foo ", "key: ")) {
            for (String secret : List.of("-----BEGIN PRIVATE KEY----- " + body, body)) {
                AccountField field = read(prefix + AccountKeys.ED + " me " + secret + "\n");
                assertFalse(field.toString().contains(body.substring(0, WINDOW)), prefix);
                assertTrue(field.allFaults().stream().anyMatch(it -> it.kind() == Kind.PRIVATE_KEY_PASTED), prefix);
            }
        }
    }

    @Test
    void aPieceOfAPrivateKeyInACommentIsTakenOut() throws GeneralSecurityException {
        String piece = pkcs8("RSA", 2048).replace("\n", "").substring(320, 1100);
        AccountField field = read(AccountKeys.ED + " me " + piece + "\n");
        assertFalse(field.toString().contains(piece.substring(0, WINDOW)));
        assertEquals(AccountKeys.ED + " me\n", field.corrected());
    }

    @Test
    void theMiddleOfAPrivateKeyBehindHashMarksIsNotShown() throws GeneralSecurityException {
        String middle = pkcs8("RSA", 2048).lines().skip(5).limit(12).collect(Collectors.joining("\n"));
        isHidden(middle, each(middle, "# "));
    }

    @Test
    void silentWhenAHealthyCommentOnlySpeaksOfThem() {
        for (String comment : List.of("-----BEGIN OPENSSH PRIVATE KEY-----", "PuTTY-User-Key-File-3: x", "MIIE")) {
            assertEquals(List.of(), read(AccountKeys.ED + " " + comment + "\n").allFaults(), comment);
        }
        String note = "# paste no -----BEGIN OPENSSH PRIVATE KEY----- here\n" + AccountKeys.ED + "\n";
        assertEquals(List.of(), read(note).allFaults());
        assertEquals(note, read(note).corrected());
    }

    /** No letters of it are seen, whatever else is told. */
    private static void isUnseen(String body, String text) {
        String seen = read(text).toString().replaceAll("\\s", "");
        String letters = body.replaceAll("\\s", "");
        for (int i = 0; i + WINDOW <= letters.length(); i++) {
            assertFalse(seen.contains(letters.substring(i, i + WINDOW)), text);
        }
    }

    @Test
    void showsNoLettersBehindAnyMark() throws GeneralSecurityException {
        for (String body : List.of(pkcs8("RSA", 2048), pkcs8("EC", 256))) {
            String whole = armoured(body);
            for (String mark :
                    List.of("* ", "// ", "- ", "... ", "<bob> ", "10:00:01 pod: ", "no-pty ", "x=", "# > 7: ")) {
                isUnseen(body, each(whole, mark));
            }
            isUnseen(body, body.replace('+', '-').replace('/', '_'));
            isUnseen(body, whole.replaceAll("(.{4})", "$1 "));
        }
    }

    @Test
    void tellsAPrivateKeyInShortRowsAndEncodedTwice() throws GeneralSecurityException {
        byte[] opened = ("openssh-key-v1\0" + "\0\0\0\4none".repeat(40)).getBytes(StandardCharsets.ISO_8859_1);
        String narrow = Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(opened);
        isHidden(narrow, narrow);
        String once =
                Base64.getEncoder().encodeToString(armoured(pkcs8("EC", 256)).getBytes(StandardCharsets.US_ASCII));
        String twice = Base64.getEncoder().encodeToString(once.getBytes(StandardCharsets.US_ASCII));
        isHidden(twice, twice);
    }

    @Test
    void takesAPrivateKeyOutOfTheOptions() throws GeneralSecurityException {
        String body = pkcs8("EC", 256);
        String options = "environment=\"K=" + armoured(body).replace("\n", " ") + "\" ";
        AccountField field = read(options + AccountKeys.RSA + "\n" + AccountKeys.ED + " me\n");
        assertTrue(field.lines().get(0).accepted());
        isHidden(body, options + AccountKeys.RSA);
    }

    @Test
    void takesAPrivateKeyOutOfTheCommentOfARecoveredKey() throws GeneralSecurityException {
        String body = pkcs8("EC", 256);
        String line = "0: " + AccountKeys.RSA + " " + armoured(body).replace("\n", "\\n");
        assertEquals(AccountKeys.RSA, read(line).corrected());
    }

    @Test
    void leavesHeadingsAboutPrivateThingsAlone() {
        for (String heading : List.of(
                "# -----BEGIN PRIVATE KEYS OF NOBODY-----\n# " + "A".repeat(70),
                "# -----BEGIN PRIVATE KEY-----\n" + AccountKeys.RSA + "\n# " + "x".repeat(70))) {
            String text = heading + "\n" + AccountKeys.ED + " b3BlbnNzaC1rZXktdjE is how they begin\n";
            AccountField field = read(text);
            assertEquals(List.of(), field.allFaults(), text);
            assertEquals(text, field.corrected());
        }
    }
}
