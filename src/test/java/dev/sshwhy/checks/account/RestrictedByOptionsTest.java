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

class RestrictedByOptionsTest {
    private static final RestrictedByOptions CHECK = new RestrictedByOptions();
    private static final AccountField BROKEN = Fields.read("""
            cert-authority @MINE@
            """);

    private static final AccountField FROM = Fields.read("""
            from="192.0.2.0/24" @MINE@
            """);

    @Test
    void firesProvenWhenTheServerRefusesThatKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void theFieldToPasteLetsTheKeyIn() {
        assertEquals("no-pty,no-user-rc " + Facts.MINE.line(), pasted("no-pty, no-user-rc @MINE@"));
        assertEquals(Facts.MINE.line(), pasted("from=\"10.9.8.7 @MINE@"));
    }

    private static String pasted(String line) {
        return fires(CHECK, Facts.refused().withAccount(Fields.read(line)), Certainty.PROVEN)
                .fix()
                .orElseThrow()
                .steps()
                .get(0)
                .text()
                .orElseThrow()
                .strip();
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheFieldHoldsTheOfferedKeyBesideIt() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                cert-authority @OTHER@
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesAsLikelyWhenTheServerRefusesAKeyThatCountsFromOneAddressOnly() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(FROM), Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void proposesTheFieldWithTheLineFreedOfItsOptions() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(
                Optional.of(Facts.MINE.line() + "\n"),
                finding.fix().orElseThrow().steps().get(0).text());
    }

    @Test
    void firesAsPossibleWhenNobodyKnowsWhereTheServerSeesTheClient() {
        fires(CHECK, Facts.offline().withAccount(FROM), Certainty.POSSIBLE);
    }

    @Test
    void firesWithoutEffectWhenTheServerTakesTheKeyFromHere() {
        Finding finding = fires(CHECK, Facts.healthy().withAccount(FROM), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesWithoutEffectWhenTheOptionsOnlyChooseACommand() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read("""
                command="uptime" @MINE@
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
