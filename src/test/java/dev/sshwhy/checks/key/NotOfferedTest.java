package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotOfferedTest {
    private static final NotOffered CHECK = new NotOffered();
    private static final String POD = Facts.HOME + "/.ssh/pod";

    /** The registered key lies under a name of its own. */
    private static Facts unnamed(Facts facts) {
        return facts.withIdentities()
                .withLocalKeys(Facts.file(POD, Facts.MINE), Facts.publicFile(POD + ".pub", Facts.MINE));
    }

    @Test
    void firesProvenWhenTheAccountHoldsItAndTheServerWasOfferedNothing() {
        Finding finding = fires(
                CHECK,
                unnamed(Facts.healthy()).withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("The account holds the key ~/.ssh/pod"), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("-i ~/.ssh/pod"));
    }

    @Test
    void firesProvenWhenAllOthersAreRefused() {
        fires(
                CHECK,
                unnamed(Facts.healthy())
                        .withIdentities(Facts.identity(Facts.PATH, Facts.OTHER))
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), new Login.NotTried("no"))),
                Certainty.PROVEN);
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, unnamed(Facts.offline()), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyForTheOneKeyThatIsHere() {
        fires(CHECK, unnamed(Facts.offline()).withoutAccount(), Certainty.LIKELY);
    }

    @Test
    void silentWhenAnOfferedKeyIsRegistered() {
        silent(
                CHECK,
                Facts.refused()
                        .withAccount(Facts.field(Facts.MINE.line(), Facts.OTHER.line()))
                        .withLocalKeys(Facts.file(POD, Facts.OTHER)));
    }

    @Test
    void silentWhenTheConfigOrAWrongPathLeadsAstray() {
        silent(CHECK, unnamed(Facts.offline()).withIdentities(Facts.missing(Facts.PATH, Identity.NamedBy.CONFIG)));
        silent(
                CHECK,
                unnamed(Facts.offline()).withIdentities(Facts.missing(Facts.PATH, Identity.NamedBy.COMMAND_LINE)));
    }

    @Test
    void silentWhenTheKeyIsNotRegistered() {
        silent(CHECK, unnamed(Facts.offline()).withAccount(Facts.field(Facts.OTHER.line())));
    }

    @Test
    void cannotTellWhichKeyIsMeantWhenNobodyKnowsTheAccount() {
        cannotTell(
                CHECK,
                Facts.offline()
                        .withoutAccount()
                        .withLocalKeys(Facts.file(Facts.PATH, Facts.MINE), Facts.file(POD, Facts.OTHER)));
    }
}
