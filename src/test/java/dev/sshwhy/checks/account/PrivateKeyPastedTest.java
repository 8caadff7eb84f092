package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivateKeyPastedTest {
    private static final PrivateKeyPasted CHECK = new PrivateKeyPasted();
    private static final AccountField BROKEN = Fields.read("""
            -----BEGIN OPENSSH PRIVATE KEY-----
            -----END OPENSSH PRIVATE KEY-----
            """);

    @Test
    void firesProvenWhenTheServerRefusesEveryKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheFieldHoldsTheOfferedKeyBesideIt() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                -----BEGIN OPENSSH PRIVATE KEY-----
                -----END OPENSSH PRIVATE KEY-----
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void advisesANewPairAndShowsNothingOfTheOld() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertFalse(finding.toString().contains("BEGIN"), finding.toString());
        assertTrue(finding.fix().orElseThrow().toString().contains("ssh-keygen -t ed25519"));
    }

    @Test
    void silentWhenTheFieldHoldsWholeKeys() {
        silent(CHECK, Facts.offline().withAccount(Fields.read("""
                # my keys
                @OTHER@
                @MINE@
                """)));
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }
}
