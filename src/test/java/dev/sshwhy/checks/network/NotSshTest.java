package dev.sshwhy.checks.network;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;

class NotSshTest {
    private static final NotSsh CHECK = new NotSsh();

    @Test
    void firesProvenWhenSomethingElseAnswers() {
        Finding finding = found(Failure.Kind.NOT_SSH, Reached.TCP, "HTTP/1.1 400 Bad Request");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @Test
    void firesAndShowsTheFirstLineThatCame() {
        assertTrue(found(Failure.Kind.NOT_SSH, Reached.TCP, "HTTP/1.1 400 Bad Request")
                .message()
                .contains("HTTP/1.1 400 Bad Request"));
    }

    @Test
    void firesAndTellsAGoodGreetingFromWhatFollows() {
        Finding finding = found(Failure.Kind.NOT_SSH, Reached.GREETING, "Too many");
        assertTrue(finding.message().contains("greets as an SSH server, and then"), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("another network"));
    }

    @Test
    void silentWhenTheLoginWorks() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenItEndedInAnotherWay() {
        silent(
                CHECK,
                Facts.healthy().withHandshake(Facts.failed(Failure.Kind.NO_COMMON_ALGORITHM, Reached.GREETING, "")));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    @Test
    void cannotTellWhenAProxyFailed() {
        cannotTell(CHECK, Facts.healthy().withHandshake(Facts.failed(Failure.Kind.PROXY, Reached.NOTHING, "")));
    }

    private static Finding found(Failure.Kind kind, Reached reached, String seen) {
        return fires(CHECK, Facts.healthy().withHandshake(Facts.failed(kind, reached, seen)), Certainty.PROVEN);
    }
}
