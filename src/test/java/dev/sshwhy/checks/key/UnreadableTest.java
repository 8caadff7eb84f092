package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnreadableTest {
    private static final Unreadable CHECK = new Unreadable();

    @Test
    void firesAsLikelyWhenThereIsNoOtherKey() {
        Finding finding = fires(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)), Certainty.LIKELY);
        assertTrue(finding.message().contains("permission denied"), finding.message());
        assertEquals(
                List.of("sudo", "chown", "me", Facts.PATH),
                finding.fix().orElseThrow().steps().get(0).command());
    }

    @Test
    void namesAClosedFolderOnceForAllThatIsInIt() {
        String folder = Facts.HOME + "/.ssh";
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withIdentities(
                                Facts.unreadable(Facts.PATH, folder, "permission denied"),
                                Facts.unreadable(folder + "/id_rsa", folder, "permission denied")),
                Certainty.LIKELY);
        assertEquals("me may not look into ~/.ssh, so ssh gets at no key there.", finding.message());
        assertEquals(
                List.of("chmod", "700", folder),
                finding.fix().orElseThrow().steps().get(1).command());
    }

    @Test
    void firesWithoutEffectWhenAnotherKeyLogsIn() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(
                                Facts.identity(Facts.PATH, Facts.MINE), Facts.unreadable(Facts.HOME + "/.ssh/theirs")),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentAboutDirectoriesAndLinksToNothing() {
        silent(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.HOME + "/.ssh", "it is a directory")));
        silent(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH, "it is a link that leads nowhere")));
    }

    @Test
    void silentWhenTheFileCanBeRead() {
        silent(CHECK, Facts.healthy());
    }
}
