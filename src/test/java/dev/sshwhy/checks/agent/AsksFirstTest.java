package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsksFirstTest {
    private static final AsksFirst CHECK = new AsksFirst();

    private static Facts held() {
        return Facts.healthy()
                .withIdentities(Facts.inAgent(Facts.MINE, 1))
                .withAgent(Facts.agent(Facts.MINE).asking("1Password"))
                .withHandshake(
                        Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("1Password asks")));
    }

    @Test
    void firesWhenTheServerAcceptsTheKeyOfSuchAnAgent() {
        assertTrue(fires(CHECK, held(), Certainty.LIKELY).message().startsWith("1Password holds"));
    }

    @Test
    void silentWhenTheAgentIsNotKnownToAsk() {
        silent(CHECK, held().withAgent(Facts.agent(Facts.MINE)));
    }

    @Test
    void silentWhenTheServerRefusesTheKey() {
        silent(
                CHECK,
                held().withHandshake(Facts.answers(List.of(Facts.refused(Facts.MINE)), new Login.NotTried("no"))));
    }

    @Test
    void silentWhenAKeyFileGetsIn() {
        silent(
                CHECK,
                held().withIdentities(Facts.identity(Facts.PATH, Facts.OTHER), Facts.inAgent(Facts.MINE, 2))
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.OTHER)), new Login.Succeeded(Optional.of(Facts.OTHER)))));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(
                CHECK,
                Facts.offline()
                        .withIdentities(Facts.inAgent(Facts.MINE, 1))
                        .withAgent(Facts.agent(Facts.MINE).asking("1Password")));
    }
}
