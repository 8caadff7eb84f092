package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorTest {
    private static final SecondFactor CHECK = new SecondFactor();

    @ParameterizedTest
    @ValueSource(strings = {"password", "keyboard-interactive"})
    void firesAsAPromptWhenSshAsksForTheRest(String method) {
        Finding finding = fires(CHECK, partial(method), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAndTellsHowFewTriesAreLeftForTheAnswer() {
        Facts spent = partial("password");
        Finding finding = fires(
                CHECK,
                spent.withHandshake(
                        Transcripts.changed(spent.snapshot().handshake().seen().orElseThrow(), it -> it.tries = 4)),
                Certainty.PROVEN);
        assertTrue(finding.evidence().get(1).saying().contains("ssh has 2 left"), finding::toString);
    }

    @Test
    void firesAsABlockWhenNobodyMayBeAsked() {
        Finding finding = fires(
                CHECK,
                partial("password").withConfiguration(Facts.configuration("batchmode", "yes", 2)),
                Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsABlockWhenAnotherKeyIsWanted() {
        Finding finding = fires(CHECK, partial("publickey"), Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertTrue(finding.message().contains("publickey"), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("two different keys"));
    }

    @Test
    void silentWhenTheKeyAloneDoes() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    private static Facts partial(String method) {
        return Facts.healthy()
                .withHandshake(Facts.answers(
                        List.of(Facts.accepted(Facts.MINE)), new Login.Partial(Facts.MINE, List.of(method))));
    }
}
