package dev.sshwhy.keys;

import static dev.sshwhy.testing.TestKeys.hostCertificate;
import static dev.sshwhy.testing.TestKeys.publicKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.RevokedKeys.Answer;
import dev.sshwhy.keys.RevokedKeys.Verdict;
import java.nio.charset.StandardCharsets;
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

    @Test
    void saysNothingOfABinaryList() {
        assertEquals(Verdict.BINARY, ask(KEY, "SSHKRL\n\0\0\0\0\1").verdict());
    }
}
