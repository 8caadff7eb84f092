package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final Refused CHECK = new Refused();

    private static Facts unsigned(String why) {
        return Facts.healthy()
                .withAgent(Facts.agent(Facts.MINE))
                .withIdentities(Facts.inAgent(Facts.MINE, 1))
                .withHandshake(
                        Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.NotSigned(Facts.MINE, why)));
    }

    @Test
    void firesProvenWhenTheAgentRefuses() {
        Finding finding = fires(CHECK, unsigned("the agent refused to sign"), Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertTrue(finding.message().contains("me@laptop"), finding.message());
    }

    @Test
    void firesAsAQuestionWhenTheAgentIsSlow() {
        Finding finding = fires(CHECK, unsigned("no signature within 5 s"), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
    }

    @Test
    void silentWhenTheAgentSigns() {
        silent(CHECK, Facts.healthy().withIdentities(Facts.inAgent(Facts.MINE, 1)));
    }

    @Test
    void silentWhenAFileGaveNoSignature() {
        silent(
                CHECK,
                unsigned("the private key file gave no signature")
                        .withIdentities(Facts.identity(Facts.PATH, Facts.MINE)));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.inAgent(Facts.MINE, 1)));
    }

    @Test
    void silentWithoutAgentWhenTheServerWasNotAsked() {
        silent(CHECK, Facts.offline());
    }
}
