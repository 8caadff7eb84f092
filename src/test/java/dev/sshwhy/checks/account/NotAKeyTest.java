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

class NotAKeyTest {
    private static final NotAKey CHECK = new NotAKey();
    private static final AccountField BROKEN = Fields.read("""
            user@host:~$ @MINE@
            """);

    @Test
    void firesProvenWhenTheServerRefusesThatKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void aLineOutOfKnownHostsIsNobodysKeyToLogInWith() {
        Facts facts = Facts.refused().withAccount(Fields.read("""
                [203.0.113.7]:17445 @OTHER@
                """));
        assertEquals(Optional.empty(), fires(CHECK, facts, Certainty.PROVEN).effect());
        silent(new NoMatchingKey(), facts);
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheFieldHoldsTheOfferedKeyBesideIt() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                user@host:~$ @OTHER@
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesAsPossibleWhenNobodyKnowsWhoseLineItIsAndAnotherKeyStandsBesideIt() {
        fires(CHECK, Facts.offline().withAccount(Fields.read("""
                ~/.ssh/id_ed25519.pub
                @OTHER@
                """)), Certainty.POSSIBLE);
    }

    @Test
    void firesProvenWhenThePathOfTheRefusedKeyWasPasted() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read("""
                @OTHER@
                ~/.ssh/id_ed25519.pub
                """)), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAsPossibleWhenPlainWordsStandBesideAnotherKey() {
        fires(CHECK, Facts.refused().withAccount(Fields.read("""
                my laptop:
                @OTHER@
                """)), Certainty.POSSIBLE);
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
