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

class NotAFileTest {
    private static final NotAFile CHECK = new NotAFile();
    private static final Identity FOLDER = Facts.unreadable(Facts.HOME + "/.ssh", "it is a directory");

    @Test
    void firesProvenWhenNothingWasOfferedAndTheRegisteredKeyIsInside() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(FOLDER)
                        .withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("such as ~/.ssh/id_ed25519"), finding.message());
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, Facts.offline().withIdentities(FOLDER), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenAnotherKeyLogsIn() {
        Finding finding = fires(
                CHECK,
                Facts.healthy().withIdentities(Facts.identity(Facts.PATH, Facts.MINE), FOLDER),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenAFileIsNamed() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }
}
