package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TooSmallTest {
    private static final TooSmall CHECK = new TooSmall();
    private static final PublicKey SMALL = new PublicKey("ssh-rsa", 1024, "SHA256:small", "AAAAsmall", "me@laptop");
    private static final Identity LEFT_OUT =
            Facts.identity(Facts.file(Facts.HOME + "/.ssh/id_rsa", SMALL), SMALL, Identity.NamedBy.DEFAULT, 0);
    private static final Configuration STRICT = Facts.configuration("requiredrsasize", "2048", 3);

    @Test
    void firesAsLikelyWhenItIsTheOnlyKey() {
        Finding finding = fires(
                CHECK,
                Facts.offline().withoutAccount().withIdentities(LEFT_OUT).withConfiguration(STRICT),
                Certainty.LIKELY);
        assertTrue(finding.message().contains("1024 bits"), finding.message());
        assertTrue(finding.message().contains("2048"), finding.message());
    }

    @Test
    void firesWithoutEffectWhenAnotherKeyDoesTheLogin() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(STRICT)
                        .withIdentities(Facts.identity(Facts.PATH, Facts.MINE), LEFT_OUT),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhereNothingAsksForMoreBits() {
        silent(CHECK, Facts.offline().withIdentities(LEFT_OUT));
    }

    @Test
    void silentAboutEd25519() {
        silent(CHECK, Facts.healthy().withConfiguration(STRICT));
    }

    @Test
    void takesNoKeyBelow1024BitsWhateverTheConfigSays() {
        PublicKey tiny = new PublicKey("ssh-rsa", 768, "SHA256:tiny", "AAAAtiny", "");
        fires(
                CHECK,
                Facts.offline()
                        .withoutAccount()
                        .withConfiguration(Facts.configuration("requiredrsasize", "512", 3))
                        .withIdentities(
                                Facts.identity(Facts.file(Facts.PATH, tiny), tiny, Identity.NamedBy.DEFAULT, 0)),
                Certainty.LIKELY);
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }
}
