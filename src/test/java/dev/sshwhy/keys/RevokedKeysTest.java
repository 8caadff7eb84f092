package dev.sshwhy.keys;

import static dev.sshwhy.testing.TestKeys.hostCertificate;
import static dev.sshwhy.testing.TestKeys.publicKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.RevokedKeys.Answer;
import dev.sshwhy.keys.RevokedKeys.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevokedKeysTest {
    private static final PublicKey KEY = publicKey(1);
    private static final PublicKey CERTIFIED = hostCertificate(1, 0, 9, "pod");
    private static final String OTHER = publicKey(2).line();
    private static final String AUTHORITY = publicKey(12).line();

    private static Answer ask(PublicKey shown, String... lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return RevokedKeys.lookUp("/etc/ssh/revoked", bytes, shown);
    }

    @Test
    void findsTheKeyItselfAndInACertificate() {
        assertEquals(Verdict.LISTED, ask(KEY, OTHER, KEY.line()).verdict());
        assertEquals(
                Verdict.LISTED,
                ask(CERTIFIED, "# comment", "", "  " + KEY.line()).verdict());
        assertEquals(Verdict.LISTED, ask(KEY, CERTIFIED.line()).verdict());
    }

    @Test
    void findsTheAuthorityOfACertificate() {
        Answer found = ask(CERTIFIED, OTHER, AUTHORITY);
        assertEquals(Verdict.LISTED, found.verdict());
        assertEquals(Optional.of(2), found.at().map(Span::line));
        assertEquals(Verdict.NOT_LISTED, ask(KEY, AUTHORITY).verdict());
    }

    @Test
    void aDamagedLineEndsTheLookUpUnlessTheKeyStandsBeforeIt() {
        assertEquals(
                Verdict.DAMAGED, ask(KEY, OTHER, "pod " + OTHER, KEY.line()).verdict());
        assertEquals(Verdict.DAMAGED, ask(KEY, OTHER, "\r").verdict());
        assertEquals(Verdict.LISTED, ask(KEY, KEY.line(), "damaged").verdict());
    }

    /** A list in which the authority of the certificate revokes its number, 7. */
    private static byte[] binary() {
        byte[] authority = Base64.getDecoder().decode(publicKey(12).blob());
        ByteBuffer numbers = ByteBuffer.allocate(16).putLong(3).putLong(7);
        ByteBuffer section = ByteBuffer.allocate(4 + authority.length + 4 + 1 + 4 + 16)
                .putInt(authority.length)
                .put(authority)
                .putInt(0)
                .put((byte) 0x20)
                .putInt(16)
                .put(numbers.array());
        byte[] contents = section.array();
        return ByteBuffer.allocate(8 + 4 + 24 + 8 + 1 + 4 + contents.length)
                .put("SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .put(new byte[24 + 8])
                .put((byte) 1)
                .putInt(contents.length)
                .put(contents)
                .array();
    }

    @Test
    void readsABinaryList() {
        assertEquals(
                Verdict.LISTED, RevokedKeys.lookUp("krl", binary(), CERTIFIED).verdict());
        assertEquals(
                Verdict.NOT_LISTED, RevokedKeys.lookUp("krl", binary(), KEY).verdict());
    }

    @Test
    void aBinaryListThatIsCutSaysNothing() {
        byte[] whole = binary();
        for (int i = 8; i < whole.length; i++) {
            Verdict verdict = RevokedKeys.lookUp("krl", Arrays.copyOf(whole, i), CERTIFIED)
                    .verdict();
            boolean emptyHead = i == 8 + 4 + 24 + 8;
            assertEquals(emptyHead ? Verdict.NOT_LISTED : Verdict.BINARY, verdict, "cut at " + i);
        }
    }

    @Test
    void saysNothingOfABinaryListThatItCannotRead() {
        assertEquals(Verdict.BINARY, ask(KEY, "SSHKRL\n\0\0\0\0\1").verdict());
    }
}
