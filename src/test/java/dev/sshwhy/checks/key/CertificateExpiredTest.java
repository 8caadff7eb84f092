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

class CertificateExpiredTest {
    private static final CertificateExpired CHECK = new CertificateExpired();
    private static final long PAST = 1_600_000_000;
    private static final long JUST_PAST = 1_700_000_000;
    private static final long FUTURE = 4_000_000_000L;

    private static Facts with(PublicKey certificate) {
        Identity identity = Facts.identity(Facts.PATH, certificate);
        return Facts.offline().withIdentities(identity);
    }

    @Test
    void firesWhenItsTimeIsOver() {
        String message = fires(CHECK, with(TestKeys.certificate(1, PAST, JUST_PAST, "root")), Certainty.PROVEN)
                .message();
        assertTrue(message.contains("until 2023-11-14 22:13 UTC"), message);
    }

    @Test
    void firesWhenItsTimeHasNotCome() {
        fires(CHECK, with(TestKeys.certificate(1, FUTURE, FUTURE + 1, "root")), Certainty.PROVEN);
    }

    @Test
    void firesWithoutEffectBesideAPlainKeyThatMayDo() {
        Facts both = Facts.offline()
                .withIdentities(
                        Facts.identity(Facts.PATH, TestKeys.certificate(1, PAST, JUST_PAST, "root")),
                        Facts.identity(Facts.PATH, Facts.MINE));
        assertEquals(
                Optional.of(Effect.NONE), fires(CHECK, both, Certainty.PROVEN).effect());
    }

    @Test
    void silentWhileItIsValid() {
        silent(CHECK, with(TestKeys.certificate(1, PAST, FUTURE, "root")));
        silent(CHECK, with(TestKeys.certificate(1, 0, -1, "root"))); // for ever
    }

    @Test
    void silentForPlainKeys() {
        silent(CHECK, Facts.healthy());
    }
}
