package dev.sshwhy.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssh-ed25519                          | ssh-ed25519                  | true
            rsa-sha2-512,ssh-ed25519             | ssh-ed25519                  | true
            ssh-rsa                              | ssh-rsa                      | true
            rsa-sha2-256                         | ssh-rsa                      | true
            rsa-sha2-512                         | ssh-rsa                      | true
            rsa-sha2-512-cert-v01@openssh.com    | ssh-rsa-cert-v01@openssh.com | true
            ssh-ed25519-cert-v01@openssh.com     | ssh-ed25519                  | false
            ssh-ed25519                          | ssh-rsa                      | false
            ssh-rsa,rsa-sha2-512                 | ssh-rsa-cert-v01@openssh.com | false
            rsa-sha2-512-cert-v01@openssh.com    | ssh-rsa                      | false
            ssh-dss                              | ssh-dss                      | true
            """)
    void aListTakesAKeyTypeByAnyOfItsAlgorithms(String list, String type, boolean takes) {
        assertEquals(
                takes, Facts.configuration("pubkeyacceptedalgorithms", list, 1).acceptsKeyType(type));
    }

    @Test
    void withoutAListAllButDsaIsTaken() {
        Configuration plain = new Configuration(List.of(), Map.of(), List.of(), List.of());

        assertTrue(plain.acceptsKeyType("ssh-rsa"));
        assertFalse(plain.acceptsKeyType("ssh-dss"));
    }
}
