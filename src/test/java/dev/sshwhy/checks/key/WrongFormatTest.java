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
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrongFormatTest {
    private static final WrongFormat CHECK = new WrongFormat();
    private static final KeyFault FAULT = new KeyFault(
            KeyFault.Kind.WRONG_FORMAT,
            "a PuTTY key",
            0,
            Optional.of("puttygen {file} -O private-openssh -o {file}.openssh"));
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
        assertTrue(finding.message().contains("a PuTTY key"), finding.message());
    }

    @Test
    void showsTheCommandThatNamesWhatComesOut() {
        Facts facts = Facts.offline().withIdentities(BROKEN).withConfigFile("", "-i", Facts.PATH, "root@203.0.113.7");
        assertEquals(
                Optional.of("ssh -i ~/.ssh/id_ed25519.openssh root@203.0.113.7"),
                fires(CHECK, facts, Certainty.LIKELY)
                        .fix()
                        .orElseThrow()
                        .steps()
                        .get(1)
                        .text());
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
    void silentAboutAnotherProgramsKeyThatNothingNames() {
        silent(
                CHECK,
                Facts.healthy()
                        .withLocalKeys(Facts.file(
                                Facts.HOME + "/.ssh/pod.ppk", Facts.OTHER, 0600, KeyFile.Loading.FAILS, FAULT)));
    }
}
