package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlgorithmsTest {
    private static List<String> usual(String version, String option) {
        String list =
                Algorithms.of(SshRelease.of(version)).assembled(option, "-").orElse("");
        return List.of(list.split(",", -1));
    }

    private static String first(String version, String option) {
        return usual(version, option).get(0);
    }

    @Test
    void prefersThePostQuantumExchangesFromTheReleaseThatDid() {
        assertEquals("curve25519-sha256", first("OpenSSH_8.8p1", "kexalgorithms"));
        assertEquals(
                List.of("ecdh-sha2-nistp521", "sntrup761x25519-sha512@openssh.com"),
                usual("OpenSSH_8.9p1", "kexalgorithms").subList(4, 6));
        assertEquals("sntrup761x25519-sha512@openssh.com", first("OpenSSH_9.0p1", "kexalgorithms"));
        assertEquals(
                List.of("sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com", "mlkem768x25519-sha256"),
                usual("OpenSSH_9.9p1", "kexalgorithms").subList(0, 3));
        assertEquals("mlkem768x25519-sha256", first("OpenSSH_10.0p2", "kexalgorithms"));
    }

    @Test
    void knowsTheNameThatDebianAddedToItsNinePointTwo() {
        String name = "sntrup761x25519-sha512";
        assertTrue(usual("OpenSSH_9.2p1 Debian-2+deb12u10", "kexalgorithms").contains(name));
        assertFalse(usual("OpenSSH_9.6p1 Ubuntu-3ubuntu13.5", "kexalgorithms").contains(name));
    }

    @Test
    void countsSha1SignaturesAsUsualOnlyBeforeTheyWereLeftOut() {
        assertTrue(usual("OpenSSH_8.7p1", "pubkeyacceptedalgorithms").contains("ssh-rsa"));
        assertFalse(usual("OpenSSH_8.8p1", "pubkeyacceptedalgorithms").contains("ssh-rsa"));
        assertTrue(usual("OpenSSH_8.1p1", "casignaturealgorithms").contains("ssh-rsa"));
        assertFalse(usual("OpenSSH_8.2p1", "casignaturealgorithms").contains("ssh-rsa"));
    }

    @Test
    void prefersGcmFromTenOn() {
        assertEquals("aes128-ctr", usual("OpenSSH_9.9p1", "ciphers").get(1));
        assertEquals(
                "aes128-gcm@openssh.com", usual("OpenSSH_10.0p1", "ciphers").get(1));
    }

    @Test
    void takesANameOnlyWhereItIsKnown() {
        assertEquals(
                Optional.of("ssh-dss"),
                Algorithms.of(SshRelease.of("OpenSSH_9.8p1")).unknownIn("pubkeyacceptedalgorithms", "ssh-dss"));
        assertEquals(
                Optional.empty(),
                Algorithms.of(SshRelease.of("OpenSSH_9.7p1")).unknownIn("pubkeyacceptedalgorithms", "ssh-dss"));
        assertEquals(
                Optional.of("mlkem768x25519-sha256"),
                Algorithms.of(SshRelease.of("OpenSSH_9.8p1")).unknownIn("kexalgorithms", "mlkem768x25519-sha256"));
    }
}
