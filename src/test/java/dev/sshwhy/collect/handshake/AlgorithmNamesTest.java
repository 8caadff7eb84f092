package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlgorithmNamesTest {
    private static final List<String> USUAL =
            Algorithms.usual("pubkeyacceptedalgorithms", SshRelease.of("OpenSSH_9.2p1"));

    @Test
    void knowsTheKeyTypeOfEachAlgorithm() {
        assertEquals("ssh-rsa", AlgorithmNames.keyType("rsa-sha2-512-cert-v01@openssh.com"));
        assertEquals("ssh-rsa", AlgorithmNames.keyType("rsa-sha2-256"));
        assertEquals("ssh-ed25519", AlgorithmNames.keyType("ssh-ed25519-cert-v01@openssh.com"));
        assertEquals("sk-ssh-ed25519@openssh.com", AlgorithmNames.keyType("sk-ssh-ed25519-cert-v01@openssh.com"));
        assertEquals(
                "sk-ecdsa-sha2-nistp256@openssh.com",
                AlgorithmNames.keyType("webauthn-sk-ecdsa-sha2-nistp256@openssh.com"));
    }

    @Test
    void prefersKnownHostKeysOnlyWhereTheBestIsNotKnown() {
        List<String> ordered = AlgorithmNames.inOrder(USUAL, List.of("ssh-rsa"));
        assertTrue(ordered.indexOf("rsa-sha2-512") < ordered.indexOf("ssh-ed25519"));
        // OpenSSH takes its own order as it is as soon as a key of the first type is known.
        assertEquals(USUAL, AlgorithmNames.inOrder(USUAL, List.of("ssh-ed25519", "ssh-rsa")));
        assertEquals(USUAL, AlgorithmNames.inOrder(USUAL, List.of()));
    }

    @Test
    void choosesTheRsaSignatureThatBothTake() {
        List<String> accepted = USUAL;
        Optional<List<String>> modern = Optional.of(List.of("ssh-rsa", "rsa-sha2-256", "rsa-sha2-512"));
        assertEquals(
                Optional.of("rsa-sha2-512"), SignatureAlgorithms.choose("ssh-rsa", accepted, modern, "OpenSSH_9.2"));
        assertEquals(
                Optional.of("rsa-sha2-256"),
                SignatureAlgorithms.choose("ssh-rsa", accepted, Optional.of(List.of("rsa-sha2-256")), "dropbear"));
        assertEquals(
                Optional.of("rsa-sha2-512-cert-v01@openssh.com"),
                SignatureAlgorithms.choose("ssh-rsa-cert-v01@openssh.com", accepted, modern, "OpenSSH_9.2"));
        assertEquals(
                Optional.of("rsa-sha2-512"),
                SignatureAlgorithms.choose("ssh-rsa", accepted, Optional.of(List.of("ssh-rsa")), "OpenSSH_7.4p1"));
    }

    @Test
    void offersNoRsaToAServerThatKnowsOnlySha1() {
        List<String> accepted = USUAL;
        assertEquals(
                Optional.empty(), SignatureAlgorithms.choose("ssh-rsa", accepted, Optional.empty(), "OpenSSH_5.3"));
        assertEquals(
                Optional.of("ssh-rsa"),
                SignatureAlgorithms.choose("ssh-rsa", List.of("ssh-rsa"), Optional.empty(), "OpenSSH_5.3"));
        assertEquals(
                Optional.empty(),
                SignatureAlgorithms.choose(
                        "ssh-rsa-cert-v01@openssh.com", accepted, Optional.of(List.of("rsa-sha2-512")), "OpenSSH_7.7"));
    }

    @Test
    void namesWhatASignatureCarries() {
        assertEquals("rsa-sha2-512", SignatureAlgorithms.ofSignature("rsa-sha2-512-cert-v01@openssh.com"));
        assertEquals(
                "sk-ssh-ed25519@openssh.com", SignatureAlgorithms.ofSignature("sk-ssh-ed25519-cert-v01@openssh.com"));
    }

    @Test
    void showsTextAsTextAndTheRestInHex() {
        assertEquals("HTTP/1.1 400", Wording.seen("HTTP/1.1 400\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("16 03 01 00", Wording.seen(new byte[] {0x16, 3, 1, 0}));
        assertFalse(Wording.lines("a\u001b[2J\r\nb\u0007", 100).contains("\u001b"));
        assertEquals("a\nb", Wording.lines("a\r\nb\n\n", 100));
    }
}
