package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityKeyAbsentTest {
    private static final SecurityKeyAbsent CHECK = new SecurityKeyAbsent();
    private static final Identity IN_TOKEN = Facts.identity(
            Facts.file(Facts.PATH, Facts.MINE, 0600, KeyFile.Loading.NEEDS_TOKEN),
            Facts.MINE,
            Identity.NamedBy.DEFAULT,
            1);

    @Test
    void firesProvenWhenTheServerAcceptsTheKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(IN_TOKEN)
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("ssh asks first"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("~/.ssh/id_ed25519"), finding.message());
    }

    @Test
    void firesAsLikelyWhenTheAccountHoldsTheKey() {
        fires(CHECK, Facts.offline().withIdentities(IN_TOKEN), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyForTheFirstKeyWhenNobodyKnowsTheAccount() {
        fires(CHECK, Facts.offline().withoutAccount().withIdentities(IN_TOKEN), Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleForALaterKeyWhenNobodyKnowsTheAccount() {
        Identity second = Facts.identity(
                Facts.file(Facts.HOME + "/.ssh/id_rsa", Facts.OTHER, 0600, KeyFile.Loading.NEEDS_TOKEN),
                Facts.OTHER,
                Identity.NamedBy.DEFAULT,
                2);
        fires(
                CHECK,
                Facts.offline().withoutAccount().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), second),
                Certainty.POSSIBLE);
    }

    @Test
    void silentWhenTheServerRefusesTheKey() {
        silent(CHECK, Facts.refused().withIdentities(IN_TOKEN));
    }

    @Test
    void silentWhenTheAccountHoldsAnotherKey() {
        silent(
                CHECK,
                Facts.offline().withAccount(Facts.field(Facts.OTHER.line())).withIdentities(IN_TOKEN));
    }

    @Test
    void silentWhenTheKeyIsPlain() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }
}
