package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassphraseNeededTest {
    private static final PassphraseNeeded CHECK = new PassphraseNeeded();
    private static final Identity ENCRYPTED = Facts.identity(
            Facts.file(Facts.PATH, Facts.MINE, 0600, KeyFile.Loading.ASKS_PASSPHRASE),
            Facts.MINE,
            Identity.NamedBy.DEFAULT,
            1);

    @Test
    void firesProvenWhenTheServerAcceptsTheKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(ENCRYPTED)
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("ssh asks first"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("~/.ssh/id_ed25519"), finding.message());
    }

    @Test
    void firesAsLikelyWhenTheAccountHoldsTheKey() {
        fires(CHECK, Facts.offline().withIdentities(ENCRYPTED), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyForTheFirstKeyWhenNobodyKnowsTheAccount() {
        fires(CHECK, Facts.offline().withoutAccount().withIdentities(ENCRYPTED), Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleForALaterKeyWhenNobodyKnowsTheAccount() {
        Identity second = Facts.identity(
                Facts.file(Facts.HOME + "/.ssh/id_rsa", Facts.OTHER, 0600, KeyFile.Loading.ASKS_PASSPHRASE),
                Facts.OTHER,
                Identity.NamedBy.DEFAULT,
                2);
        fires(
                CHECK,
                Facts.offline().withoutAccount().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), second),
                Certainty.POSSIBLE);
    }

    @Test
    void firesAsLikelyWhenABrokenLineOfTheAccountMeansTheKey() {
        AccountField broken = Facts.field(Facts.fault(AccountFault.Kind.TYPE_MISSING, Facts.MINE), Facts.MINE.blob());
        fires(CHECK, Facts.refused().withAccount(broken).withIdentities(ENCRYPTED), Certainty.LIKELY);
        fires(CHECK, Facts.offline().withAccount(broken).withIdentities(ENCRYPTED), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheServerRefusesTheKey() {
        silent(CHECK, Facts.refused().withIdentities(ENCRYPTED));
    }

    @Test
    void silentWhenTheAccountHoldsAnotherKey() {
        silent(
                CHECK,
                Facts.offline().withAccount(Facts.field(Facts.OTHER.line())).withIdentities(ENCRYPTED));
    }

    @Test
    void silentWhenTheKeyIsPlain() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }

    @Test
    void tellsThatBatchModePassesOverTheKey() {
        Finding finding = fires(
                CHECK,
                Facts.offline().withIdentities(ENCRYPTED).withConfiguration(Facts.configuration("batchmode", "yes", 2)),
                Certainty.LIKELY);
        assertTrue(finding.message().contains("BatchMode"), finding.message());
    }
}
