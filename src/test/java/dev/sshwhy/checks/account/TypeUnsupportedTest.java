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

class TypeUnsupportedTest {
    private static final TypeUnsupported CHECK = new TypeUnsupported();
    private static final AccountField BROKEN = Fields.read("""
            ssh-ed448 AAAACXNzaC1lZDQ0OAAAADkLMFV6n8TpDjNYfaLH7BE2W4Clyu8UOV6DqM3yFzxhhqvQ9Ro/ZImu0/gdQmeMsdb7IEVqj7TZ/iM=
            """);

    @Test
    void firesProvenWhenTheServerRefusesEveryKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(BROKEN), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(BROKEN), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheFieldHoldsTheOfferedKeyBesideIt() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("""
                ssh-ed448 AAAACXNzaC1lZDQ0OAAAADkLMFV6n8TpDjNYfaLH7BE2W4Clyu8UOV6DqM3yFzxhhqvQ9Ro/ZImu0/gdQmeMsdb7IEVqj7TZ/iM=
                @MINE@
                """)), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesAsPossibleWhenNobodyKnowsWhoseLineItIsAndAnotherKeyStandsBesideIt() {
        fires(CHECK, Facts.offline().withAccount(Fields.read("""
                ssh-ed448 AAAACXNzaC1lZDQ0OAAAADkLMFV6n8TpDjNYfaLH7BE2W4Clyu8UOV6DqM3yFzxhhqvQ9Ro/ZImu0/gdQmeMsdb7IEVqj7TZ/iM=
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
