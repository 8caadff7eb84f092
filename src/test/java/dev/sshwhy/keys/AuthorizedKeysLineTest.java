package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeysLineTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static AuthorizedKeysLine read(String line) {
        return AuthorizedKeysLine.read(line.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s me@laptop",
                "  \t%s",
                "%s me\r",
                "%s\r",
                "%s \"quoted\" # comment",
                "no-pty %s",
                "No-PTY,no-user-rc \t %s",
                "no-user-rc, %s",
                "restrict,pty,command=\"echo \\\"hi there\\\"\" %s me",
                "from=\"*\",expiry-time=\"20991231\" %s",
                "environment=\"A=b c\",permitopen=\"localhost:80\",permitlisten=\"8080\",tunnel=\"0\" %s",
                "permitopen=\"[::1]:443\",permitopen=\"*:*\" %s",
                "expiry-time=\"202606010001Z\" %s",
            })
    void acceptsWhatSshdAccepts(String form) {
        AuthorizedKeysLine line = read(form.formatted(AccountKeys.ED));

        assertTrue(line.isAccepted(), line::toString);
        assertEquals(AccountKeys.ED_SHA256, line.key().orElseThrow().fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-option %s",
                "no-pty, no-user-rc %s",
                "no-pty no-user-rc %s",
                "no-pty;no-user-rc %s",
                "pty=yes %s",
                "from %s",
                "from=10.0.0.1 %s",
                "from=\"a\",from=\"b\" %s",
                "from=\"10.0.0.1 %s",
                "from=\"\" %s",
                "expiry-time=20991231 %s",
                "expiry-time=\"soon\" %s",
                "expiry-time=\"20261301\" %s",
                "environment=\"A\" %s",
                "permitopen=\"localhost\" %s",
                "tunnel=\"x\" %s",
                "principals=\"root\" %s",
                "cert-authority %s",
                "expiry-time=\"20260531\" %s",
                "\"%s\"",
                "- %s",
                "ssh-ed25519 %s",
                "x%s",
                "%sA",
                "%s=",
                "%s,",
            })
    void refusesWhatSshdRefuses(String form) {
        assertFalse(read(form.formatted(AccountKeys.ED)).isAccepted());
    }

    @Test
    void takesTheTypeByItsExactName() {
        assertFalse(read("SSH-ED25519 " + AccountKeys.ED_BLOB).isAccepted());
        assertFalse(read("ssh-rsa " + AccountKeys.ED_BLOB).isAccepted());
        assertFalse(read("ssh-ed25519" + AccountKeys.ED_BLOB).isAccepted());
        assertTrue(read("rsa-sha2-512 " + AccountKeys.RSA_BLOB).isAccepted());
    }

    @Test
    void wantsThePaddingAndNothingBehindIt() {
        assertTrue(read(AccountKeys.ECDSA + " desk").isAccepted());
        assertFalse(read(AccountKeys.ECDSA.substring(0, AccountKeys.ECDSA.length() - 1))
                .isAccepted());
        assertFalse(read(AccountKeys.ECDSA + "=").isAccepted());
        assertFalse(read(AccountKeys.ECDSA + "ssh-rsa").isAccepted());
    }

    @Test
    void refusesDsaAndCertificatesAndSaysWhy() {
        AuthorizedKeysLine dsa = read("ssh-dss " + AccountKeys.DSA_BLOB);
        AuthorizedKeysLine certificate = read("ssh-ed25519-cert-v01@openssh.com " + AccountKeys.CERTIFICATE_BLOB);

        assertEquals(AuthorizedKeysLine.State.REFUSED, dsa.state());
        assertTrue(dsa.refusal().orElseThrow().contains("DSA"));
        assertEquals(AuthorizedKeysLine.State.REFUSED, certificate.state());
        assertTrue(certificate.refusal().orElseThrow().contains("certificate"));
    }

    @Test
    void endsTheLineAtNul() {
        assertEquals(AuthorizedKeysLine.State.BLANK, read("\0" + AccountKeys.ED).state());
        assertTrue(read(AccountKeys.ED + " me\0more").isAccepted());
    }

    @Test
    void tellsBlankLinesAndCommentsApart() {
        assertEquals(AuthorizedKeysLine.State.BLANK, read(" \t ").state());
        assertEquals(
                AuthorizedKeysLine.State.COMMENT, read("  # " + AccountKeys.ED).state());
        assertEquals(AuthorizedKeysLine.State.NO_KEY, read("\r").state());
    }
}
