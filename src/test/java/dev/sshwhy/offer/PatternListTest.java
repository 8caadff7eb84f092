package dev.sshwhy.offer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssh-ed25519                   | ssh-ed25519
            rsa-sha2-512,ssh-ed25519      | ssh-ed25519
            *                             | ssh-ed25519
            ssh-*                         | ssh-ed25519
            *25519                        | ssh-ed25519
            s*d*9                         | ssh-ed25519
            ssh-ed2551?                   | ssh-ed25519
            ssh-ed25519**                 | ssh-ed25519
            !ssh-rsa,ssh-*                | ssh-ed25519
            """)
    void aListMatchesWhatOneOfItsPatternsMatches(String list, String name) {
        assertTrue(PatternList.matches(list, name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssh-rsa                       | ssh-ed25519
            ssh-ed25519                   | ssh-ed25519-cert-v01@openssh.com
            ssh-ed2551                    | ssh-ed25519
            ssh-ed25519?                  | ssh-ed25519
            SSH-ED25519                   | ssh-ed25519
            *rsa*                         | ssh-ed25519
            ''                            | ssh-ed25519
            """)
    void aListMatchesNothingElse(String list, String name) {
        assertFalse(PatternList.matches(list, name));
    }

    @Test
    void aNegatedPatternWinsWhereverItStands() {
        assertFalse(PatternList.matches("!ssh-ed25519,*", "ssh-ed25519"));
        assertFalse(PatternList.matches("*,!ssh-ed25519", "ssh-ed25519"));
    }

    @Test
    void aNegatedPatternAloneMatchesNothing() {
        assertFalse(PatternList.matches("!ssh-rsa", "ssh-ed25519"));
    }

    @Test
    void anRsaKeyIsLetInByAnyOfItsThreeAlgorithms() {
        assertTrue(PatternList.acceptsKeyType("ssh-rsa", "ssh-rsa"));
        assertTrue(PatternList.acceptsKeyType("rsa-sha2-256", "ssh-rsa"));
        assertTrue(PatternList.acceptsKeyType("rsa-sha2-512", "ssh-rsa"));
        assertFalse(PatternList.acceptsKeyType("ssh-ed25519", "ssh-rsa"));
    }

    @Test
    void anRsaCertificateIsLetInByTheNamesOfCertificatesOnly() {
        String type = "ssh-rsa-cert-v01@openssh.com";

        assertTrue(PatternList.acceptsKeyType("rsa-sha2-512-cert-v01@openssh.com", type));
        assertFalse(PatternList.acceptsKeyType("ssh-rsa,rsa-sha2-512", type));
    }
}
