package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DamagedTest {
    private static final Damaged CHECK = new Damaged();
    private static final KeyFault FAULT = new KeyFault(
            KeyFault.Kind.DAMAGED, "every line ends in CR LF", 0, Optional.of("perl -pi -e 's/x//' {file}"));
    private static final Identity BROKEN = Facts.identity(
            Facts.file(Facts.PATH, Facts.MINE, 0600, KeyFile.Loading.FAILS, FAULT),
            Facts.MINE,
            Identity.NamedBy.DEFAULT,
            1);

    @Test
    void firesProvenWhenTheServerAcceptsTheKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(BROKEN)
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("ssh cannot sign"))),
                Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertTrue(finding.message().contains("every line ends in CR LF"), finding.message());
    }

    @Test
    void firesAsLikelyWhenTheAccountHoldsTheKeyAndNobodyAsked() {
        fires(CHECK, Facts.offline().withIdentities(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleWhenTheAccountHoldsAnotherKey() {
        fires(
                CHECK,
                Facts.offline().withAccount(Facts.field(Facts.OTHER.line())).withIdentities(BROKEN),
                Certainty.POSSIBLE);
    }

    @Test
    void firesWithoutEffectWhenTheServerRefusesTheKeyAnyway() {
        Finding finding = fires(CHECK, Facts.refused().withIdentities(BROKEN), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenTheFileIsWhole() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }

    @Test
    void tellsTheCureInWordsWithTheFilesPath() {
        Fix fix = fires(CHECK, Facts.offline().withIdentities(BROKEN), Certainty.LIKELY)
                .fix()
                .orElseThrow();
        assertEquals(Fix.Safety.SAFE, fix.safety());
        assertEquals(
                List.of("perl", "-pi", "-e", "s/x//", Facts.PATH),
                fix.steps().get(0).command());
    }

    @Test
    void leavesACureWithARedirectionToAShell() {
        assertEquals(
                List.of("sh", "-c", "echo >> '/home/me/it'\\''s'"),
                List.of(Cures.words("echo >> {file}", "/home/me/it's")));
    }

    @Test
    void knowsNoCureForAFileThatIsCut() {
        KeyFault cut =
                new KeyFault(KeyFault.Kind.DAMAGED, "the file is empty; restore it from a backup", 0, Optional.empty());
        Identity empty = Facts.identity(
                Facts.file(Facts.PATH, Facts.MINE, 0600, KeyFile.Loading.FAILS, cut),
                Facts.MINE,
                Identity.NamedBy.DEFAULT,
                1);
        Fix fix = fires(CHECK, Facts.offline().withIdentities(empty), Certainty.LIKELY)
                .fix()
                .orElseThrow();
        assertEquals(Fix.Safety.MANUAL, fix.safety());
    }
}
