package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptedThenDeniedTest {
    private static final AcceptedThenDenied CHECK = new AcceptedThenDenied();
    private static final Facts DENIED = Facts.healthy()
            .withHandshake(Facts.answers(
                    List.of(Facts.accepted(Facts.MINE)),
                    new Login.Denied(Facts.MINE, "refused after the signature", false)));

    @Test
    void firesProvenAndPointsToTheRootLogin() {
        Finding finding = fires(CHECK, DENIED, Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
        assertTrue(finding.fix().orElseThrow().summary().contains("sudo"));
    }

    @Test
    void firesAndPointsToTheAccountOfAnotherUser() {
        Finding finding = fires(
                CHECK,
                DENIED.withTarget(new Target(
                        Program.SSH,
                        List.of("ssh"),
                        List.of(),
                        Optional.empty(),
                        "gpu",
                        "gpu",
                        22,
                        "bob",
                        Optional.empty())),
                Certainty.PROVEN);
        assertTrue(
                finding.fix().orElseThrow().steps().get(0).text().orElseThrow().contains("chage -l bob"));
    }

    @Test
    void silentWhenTheLoginWorks() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenNoSignatureWasSent() {
        silent(
                CHECK,
                DENIED.withHandshake(Facts.answers(
                        List.of(Facts.accepted(Facts.MINE)), new Login.NotSigned(Facts.MINE, "the agent refused"))));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
