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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedOutTest {
    private static final TimedOut CHECK = new TimedOut();

    @Test
    void firesProvenWhenNothingAnswers() {
        Finding finding = found(Failure.Kind.TIMED_OUT, Reached.NAME, "");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, No name server",
        "NAME, does not answer at all",
        "TCP, no SSH server greets",
        "GREETING, during the key exchange",
        "AUTH, during the login"
    })
    void firesAndTellsTheStepThatGotNoAnswer(Reached reached, String words) {
        assertTrue(found(Failure.Kind.TIMED_OUT, reached, "").message().contains(words));
    }

    @Test
    void tellsTheSecondsOfTheFailure() {
        assertEquals(
                "10 s",
                ConnectionFailures.limit(
                                new Failure(Failure.Kind.TIMED_OUT, "nothing came within 10 s; expected SSH", ""))
                        .orElseThrow());
        assertTrue(ConnectionFailures.limit(new Failure(Failure.Kind.TIMED_OUT, "nothing came", ""))
                .isEmpty());
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
