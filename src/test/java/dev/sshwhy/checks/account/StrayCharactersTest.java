package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrayCharactersTest {
    private static final StrayCharacters CHECK = new StrayCharacters();
    private static final AccountField BROKEN = Fields.read("""
            \u200b@MINE@
            """);

    @Test
    void firesProvenWhenTheServerRefusesThatKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void namesTheCharacterAndItsPlace() {
        assertEquals(
                "U+200B (zero width space) at column 1 does not show, or only looks right", saying("\u200b@MINE@\n"));
        String line = Facts.MINE.line();
        assertEquals(
                "U+00A0 (no-break space) at column 12 does not show, or only looks right",
                saying(line.replaceFirst(" ", "\u00a0") + "\n"));
        assertEquals(
                "U+200D (zero width joiner) at column 31 does not show, or only looks right",
                saying(line.substring(0, 30) + "\u200d\u200b" + line.substring(30) + "\n"));
        assertEquals(
                "U+2013 (en dash) at column 4 does not show, or only looks right",
                saying(line.replaceFirst("-", "\u2013") + "\n"));
    }

    private static String saying(String field) {
        return fires(CHECK, Facts.offline().withAccount(Fields.read(field)), Certainty.LIKELY)
                .evidence()
                .get(0)
                .saying();
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheFieldHoldsTheOfferedKeyBesideIt() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                \u200b@OTHER@
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesWithoutEffectWhenTheKeyIsAnotherMachines() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                \u200b@OTHER@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenTheFieldHoldsWholeKeys() {
        silent(CHECK, Facts.offline().withAccount(Fields.read("""
                # my keys
                @OTHER@
                @MINE@
                """)));
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }
}
