package dev.sshwhy.checks.network;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Handshake.Stage;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        "GREETING, does not finish the key exchange",
        "HOSTKEY, no answer to the login",
        "AUTH, no answer to the login"
    })
    void firesAndTellsTheStepThatGotNoAnswer(Reached reached, String words) {
        assertTrue(found(Failure.Kind.TIMED_OUT, reached, "").message().contains(words));
    }

    @Test
    void firesAndTellsHowLongItWaited() {
        Handshake handshake = Transcripts.changed(
                Facts.failed(Failure.Kind.TIMED_OUT, Reached.NAME, ""),
                copy -> copy.failure = Optional.of(Failure.timedOut("no answer", "", Duration.ofMillis(2500))));
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(handshake), Certainty.PROVEN);
        assertTrue(finding.message().endsWith("does not answer at all within 2.5 s."), finding.message());
    }

    @Test
    void firesAndKnowsATarpitByItsManyLines() {
        Handshake handshake = Transcripts.changed(
                Facts.failed(Failure.Kind.TIMED_OUT, Reached.TCP, "3f"),
                copy -> copy.linesBefore = List.of("3f", "b2", "9"));
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(handshake), Certainty.PROVEN);
        assertTrue(finding.message().contains("one line after another"), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("tarpit"));
    }

    @Test
    void firesWithALineOfEvidenceForEachAddress() {
        Handshake handshake = Transcripts.changed(
                Facts.failed(Failure.Kind.TIMED_OUT, Reached.NAME, ""),
                copy -> copy.stages = List.of(
                        new Stage(Reached.NAME, true, "[2001:db8::7]:22, 203.0.113.7:22", Duration.ZERO),
                        new Stage(Reached.TCP, false, "[2001:db8::7]:22: Network is unreachable", Duration.ZERO),
                        new Stage(Reached.TCP, false, "203.0.113.7:22: no answer within 5 s", Duration.ZERO)));
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(handshake), Certainty.PROVEN);
        assertEquals(
                List.of("[2001:db8::7]:22: Network is unreachable", "203.0.113.7:22: no answer within 5 s"),
                finding.evidence().stream().map(Evidence::saying).toList());
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
