package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordOfferedTest {
    private static final PasswordOffered CHECK = new PasswordOffered();

    @Test
    void firesWithoutEffectWhenNoKeyGetsIn() {
        Finding finding = fires(CHECK, Facts.refused(), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("root@203.0.113.7's password:"), finding.message());
    }

    @Test
    void firesAndTellsBothPromptsWhereTheServerMayHoldADialogue() {
        Finding finding = fires(
                CHECK,
                Facts.refused()
                        .withHandshake(refusing(List.of("publickey", "keyboard-interactive", "password"), false)),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("(root@203.0.113.7) Password:"), finding.message());
    }

    @Test
    void firesWhenTheLoginWasDeniedAfterTheKey() {
        fires(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.Denied(Facts.MINE, "refused", false))),
                Certainty.PROVEN);
    }

    @Test
    void firesAndTellsHowFewTriesAreLeft() {
        Facts refused = Facts.refused();
        Finding plenty = fires(CHECK, refused, Certainty.PROVEN);
        assertEquals(1, plenty.evidence().size());
        Finding few = fires(
                CHECK,
                refused.withHandshake(Transcripts.changed(
                        refused.snapshot().handshake().seen().orElseThrow(), it -> it.tries = 5)),
                Certainty.PROVEN);
        assertTrue(few.evidence().get(1).saying().contains("ssh has 1 left"), few::toString);
    }

    @Test
    void silentWhenTheServerTakesKeysOnly() {
        silent(CHECK, Facts.refused().withHandshake(refusing(List.of("publickey"), false)));
    }

    @Test
    void silentWhenTheServerHungUp() {
        silent(CHECK, Facts.refused().withHandshake(refusing(List.of("publickey", "password"), true)));
    }

    @Test
    void silentToAHostKeyThatIsNotTheTrustedOne() {
        silent(
                CHECK,
                Facts.refused()
                        .withHandshake(
                                Transcripts.behindChangedKey(refusing(List.of("publickey", "password"), false))));
    }

    @Test
    void silentInBatchMode() {
        silent(CHECK, Facts.refused().withConfiguration(Facts.configuration("batchmode", "yes", 1)));
    }

    @Test
    void silentWhenPasswordsAreSwitchedOff() {
        silent(CHECK, Facts.refused().withConfiguration(Facts.configuration("passwordauthentication", "no", 1)));
    }

    @Test
    void silentWhenTheKeyGetsIn() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenTheServerHungUpAfterTheSignature() {
        silent(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)),
                                new Login.Denied(Facts.MINE, "the server closed the connection", true))));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    private static Handshake refusing(List<String> methods, boolean cutOff) {
        return Facts.handshake(
                HostKey.Known.YES,
                methods,
                List.of(Facts.refused(Facts.MINE)),
                new Login.NotTried("no key was accepted"),
                cutOff);
    }
}
