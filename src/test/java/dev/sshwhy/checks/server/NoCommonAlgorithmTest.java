package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoCommonAlgorithmTest {
    private static final NoCommonAlgorithm CHECK = new NoCommonAlgorithm();
    private static final Handshake OLD_SERVER = failed(
            "no host key type in common: the server offers ssh-rsa, ssh-dss; ssh is set to ssh-ed25519, rsa-sha2-512");

    @Test
    void firesProvenAndNamesTheOptionThatLetsTheOldServerIn() {
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(OLD_SERVER), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertTrue(
                finding.fix().orElseThrow().steps().get(0).text().orElseThrow().contains("HostKeyAlgorithms=+ssh-rsa"));
    }

    @Test
    void firesAndBlamesTheLineOfTheConfigThatLeavesTooFew() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration("hostkeyalgorithms", "ssh-dss", 2))
                        .withHandshake(OLD_SERVER),
                Certainty.PROVEN);
        assertEquals(2, finding.evidence().size());
        assertTrue(finding.fix().orElseThrow().summary().contains("Take HostKeyAlgorithms out"));
    }

    @Test
    void firesForWhatItHasNoAdviceAbout() {
        fires(CHECK, Facts.healthy().withHandshake(failed("nothing in common")), Certainty.PROVEN);
    }

    @Test
    void firesProvenForARegisteredKeyWithoutASignatureAlgorithm() {
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(passedOver()), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAsLikelyWhenTheAccountIsNotKnown() {
        fires(
                CHECK,
                Facts.healthy().withAccount(Observed.notLookedAt("not given")).withHandshake(passedOver()),
                Certainty.LIKELY);
    }

    @Test
    void silentWhenBothAgree() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    private static Handshake passedOver() {
        return Facts.answers(
                List.of(new KeyAnswer(
                        Facts.MINE,
                        KeyAnswer.Answer.NOT_ASKED,
                        "ssh does not offer it: no signature algorithm for ssh-rsa in common with the server")),
                new Login.NotTried("no key was accepted"));
    }

    private static Handshake failed(String saying) {
        return new Handshake(
                "203.0.113.7:17445",
                Reached.GREETING,
                Optional.of("SSH-2.0-old"),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                false,
                new Login.NotTried("it did not come to that"),
                Optional.of(new Failure(Failure.Kind.NO_COMMON_ALGORITHM, saying, "")));
    }
}
