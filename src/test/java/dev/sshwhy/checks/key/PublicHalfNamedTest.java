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
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicHalfNamedTest {
    private static final PublicHalfNamed CHECK = new PublicHalfNamed();
    private static final String PUB = Facts.PATH + ".pub";
    private static final Identity NAMED = Facts.publicHalf(PUB, Facts.MINE, Identity.NamedBy.COMMAND_LINE, 1);

    @Test
    void firesProvenWhenTheServerAcceptsTheKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(NAMED)
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("ssh cannot sign"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("which is ~/.ssh/id_ed25519."), finding.message());
    }

    @Test
    void firesAsLikelyWhenTheAccountHoldsTheKey() {
        fires(CHECK, Facts.offline().withIdentities(NAMED), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheServerRefusesTheKey() {
        Finding finding = fires(CHECK, Facts.refused().withIdentities(NAMED), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void findsThePrivateHalfUnderAnyName() {
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withIdentities(NAMED)
                        .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod.key", Facts.MINE)),
                Certainty.LIKELY);
        assertTrue(finding.message().contains("~/.ssh/pod.key"), finding.message());
    }

    @Test
    void silentWhenThePrivateHalfIsNamed() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }
}
