package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnreachableTest {
    private static final Unreachable CHECK = new Unreachable();

    @Test
    void firesAsLikelyWhenTheRegisteredKeyIsNowhereElse() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withAgent(Facts.unreachableAgent())
                        .withIdentities()
                        .withLocalKeys()
                        .withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsLikelyWhenOnlyThePublicHalfIsHere() {
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withAgent(Facts.unreachableAgent())
                        .withIdentities(Facts.publicHalf(Facts.PATH + ".pub", Facts.MINE, Identity.NamedBy.CONFIG, 1))
                        .withLocalKeys(
                                Facts.publicFile(Facts.PATH + ".pub", Facts.MINE),
                                Facts.file(Facts.HOME + "/.ssh/other", Facts.OTHER)),
                Certainty.LIKELY);
        assertTrue(finding.message().contains("is in no file here"), finding.message());
    }

    @Test
    void firesWithoutEffectWhenTheKeyLiesInAFile() {
        Finding finding = fires(CHECK, Facts.healthy().withAgent(Facts.unreachableAgent()), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesWithoutEffectWhenNobodyKnowsTheAccount() {
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withoutAccount()
                        .withAgent(Facts.unreachableAgent())
                        .withIdentities(),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesAsBlockingWhenTheAgentHangs() {
        Agent hung = Agent.silent("/tmp/agent", "SSH_AUTH_SOCK", 2);
        Finding finding = fires(CHECK, Facts.healthy().withAgent(hung), Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(Subject.start(), finding.subject(), "sshwhy's own login goes without the agent");
        assertTrue(finding.message().contains("without end"), finding.message());
    }

    @Test
    void firesWithoutEffectWhenAnAgentThatAsksItsUserIsSlow() {
        Agent asking = Agent.silent("/tmp/agent", "SSH_AUTH_SOCK", 2).asking("1Password");
        Finding finding = fires(CHECK, Facts.healthy().withAgent(asking), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenThereIsNoAgentOrOneThatHoldsKeys() {
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.healthy().withAgent(Facts.agent(Facts.MINE)));
    }
}
