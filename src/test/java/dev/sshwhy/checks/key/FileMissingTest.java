package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileMissingTest {
    private static final FileMissing CHECK = new FileMissing();
    private static final String TYPO = Facts.HOME + "/.ssh/id_ed2551";
    private static final Identity MISSING = Facts.missing(TYPO, Identity.NamedBy.COMMAND_LINE);

    @Test
    void firesProvenWhenNothingWasOfferedAndTheAccountHoldsTheNearestKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(MISSING)
                        .withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(
                finding.message().contains("the key that the account holds is ~/.ssh/id_ed25519"), finding.message());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, Facts.offline().withIdentities(MISSING), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenEverythingElseIsRefusedAndNobodyKnowsTheAccount() {
        fires(
                CHECK,
                Facts.refused().withoutAccount().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), MISSING),
                Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleWhenAnotherKeyMayDo() {
        fires(
                CHECK,
                Facts.offline().withoutAccount().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), MISSING),
                Certainty.POSSIBLE);
    }

    @Test
    void firesAsPossibleWhenAnotherLineOfTheConfigNamesAKeyThatIsRefused() {
        Identity old = Facts.missing(Facts.HOME + "/.ssh/company", Identity.NamedBy.CONFIG);
        Identity work = Facts.identity(
                Facts.file(Facts.HOME + "/.ssh/work", Facts.OTHER), Facts.OTHER, Identity.NamedBy.CONFIG, 1);
        fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(work, old)
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), new Login.NotTried("no"))),
                Certainty.POSSIBLE);
    }

    @Test
    void firesWithoutEffectWhenAnotherKeyLogsIn() {
        Finding finding = fires(
                CHECK,
                Facts.healthy().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), MISSING),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesWithoutEffectWhenTheServerRefusesARegisteredKey() {
        Finding finding = fires(
                CHECK,
                Facts.refused().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), MISSING),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void changesTheLineOfTheConfig() {
        Identity named = Facts.missing(TYPO, Identity.NamedBy.CONFIG);
        Fix fix = fires(CHECK, Facts.offline().withIdentities(named), Certainty.LIKELY)
                .fix()
                .orElseThrow();
        assertEquals(
                Optional.of("-  IdentityFile ~/.ssh/id_ed25519\n+  IdentityFile ~/.ssh/id_ed25519"),
                fix.steps().get(0).text());
    }

    @Test
    void firesForALinkThatLeadsNowhere() {
        Finding finding = fires(
                CHECK,
                Facts.offline().withIdentities(Facts.unreadable(TYPO, "it is a link that leads nowhere")),
                Certainty.LIKELY);
        assertTrue(finding.message().contains("a link that leads nowhere"), finding.message());
    }

    @Test
    void silentWhenTheFileIsThere() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentAboutNamesThatNobodyChose() {
        silent(CHECK, Facts.offline().withIdentities(Facts.missing(Facts.PATH, Identity.NamedBy.DEFAULT)));
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }

    @Test
    void countsChangesOfLetters() {
        assertEquals(1, LocalKeys.distance("id_ed25519", "id_ed2551"));
        assertEquals(3, LocalKeys.distance("kitten", "sitting"));
        assertEquals(4, LocalKeys.distance("", "work"));
    }
}
