package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;

class DuplicateKeyTest {
    private static final DuplicateKey CHECK = new DuplicateKey();

    @Test
    void firesOnceForAllRepeatedLines() {
        Finding finding = fires(CHECK, Facts.healthy().withAccount(Fields.read("""
                @MINE@
                @OTHER@
                @MINE@
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(3, finding.evidence().get(0).span().line());
    }

    @Test
    void silentWhenEachKeyStandsThereOnce() {
        silent(CHECK, Facts.healthy().withAccount(Fields.read("@MINE@\n@OTHER@\n")));
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }
}
