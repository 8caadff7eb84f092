package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;

class FingerprintPastedTest {
    private static final FingerprintPasted CHECK = new FingerprintPasted();
    private static final AccountField PASTED =
            Facts.field(Facts.fault(Kind.FINGERPRINT_PASTED, Facts.MINE), Facts.MINE.fingerprint());

    @Test
    void firesProvenWhenTheServerRefusesThatKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(PASTED), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(PASTED), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheFieldHoldsTheKey() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }
}
