package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.TestKeys;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificatePrincipalTest {
    private static final CertificatePrincipal CHECK = new CertificatePrincipal();

    private static Facts with(PublicKey certificate) {
        Identity identity = Facts.identity(Facts.PATH, certificate);
        return Facts.offline().withIdentities(identity);
    }

    private static PublicKey certificate(String... principals) {
        return TestKeys.certificate(1, 0, -1, principals);
    }

    @Test
    void firesAsLikelyForAnotherLoginName() {
        String message = fires(CHECK, with(certificate("deploy", "www")), Certainty.LIKELY)
                .message();
        assertTrue(message.contains("deploy, www") && message.contains("root"), message);
    }

    @Test
    void firesAsProvenWhenItIsForNobody() {
        fires(CHECK, with(certificate()), Certainty.PROVEN);
    }

    @Test
    void firesWithoutEffectBesideAPlainKeyThatMayDo() {
        Facts both = Facts.offline()
                .withIdentities(
                        Facts.identity(Facts.PATH, certificate("deploy")), Facts.identity(Facts.PATH, Facts.MINE));
        assertEquals(
                Optional.of(Effect.NONE), fires(CHECK, both, Certainty.LIKELY).effect());
    }

    @Test
    void silentWhenTheLoginNameIsAmongThem() {
        silent(CHECK, with(certificate("deploy", "root")));
        silent(CHECK, Facts.healthy());
    }
}
