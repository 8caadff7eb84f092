package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublickeyNotOfferedTest {
    private static final PublickeyNotOffered CHECK = new PublickeyNotOffered();

    @Test
    void firesProvenWhenTheServerListsPasswordsOnly() {
        Finding finding = fires(CHECK, offering("password", "keyboard-interactive"), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("password and keyboard-interactive"), finding.message());
    }

    @Test
    void firesAsPossibleWhenTheHostsOwnKeyMayGetIn() {
        fires(
                CHECK,
                Facts.healthy()
                        .withHandshake(Transcripts.changed(
                                offering("hostbased")
                                        .snapshot()
                                        .handshake()
                                        .seen()
                                        .orElseThrow(),
                                it -> it.otherWays = List.of(new OtherWay("hostbased", "the host's own key", true)))),
                Certainty.POSSIBLE);
    }

    @Test
    void silentWhenTheServerTakesKeys() {
        silent(CHECK, Facts.refused());
    }

    @Test
    void silentWhenTheServerLetsEverybodyIn() {
        silent(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES,
                                List.of(),
                                List.of(),
                                new Login.Succeeded(Optional.empty()),
                                false)));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    private static Facts offering(String... methods) {
        return Facts.healthy()
                .withHandshake(Facts.handshake(
                        HostKey.Known.YES,
                        List.of(methods),
                        List.of(Facts.notAsked(Facts.MINE)),
                        new Login.NotTried("the server does not offer publickey"),
                        false));
    }
}
