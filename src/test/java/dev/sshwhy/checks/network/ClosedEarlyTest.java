package dev.sshwhy.checks.network;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedEarlyTest {
    private static final ClosedEarly CHECK = new ClosedEarly();

    @Test
    void firesProvenWhenTheServerHangsUpBeforeItGreets() {
        Finding finding = found(Failure.Kind.CLOSED_EARLY, Reached.TCP, "");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @Test
    void firesAndTellsHowLongAPenaltyLasts() {
        Finding finding = found(Failure.Kind.CLOSED_EARLY, Reached.TCP, "Not allowed at this time");
        assertTrue(finding.fix().orElseThrow().summary().contains("ten minutes"));
    }

    @Test
    void firesAndFindsTheReasonAmongTheLinesBefore() {
        Finding finding = withLines(Reached.TCP, "Welcome", "Not allowed at this time");
        assertTrue(
                finding.message().endsWith("before it greets, saying \"Not allowed at this time\"."),
                finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("PerSourcePenalties"));
        Finding crowded = withLines(Reached.TCP, "Exceeded MaxStartups");
        assertTrue(crowded.fix().orElseThrow().summary().contains("two minutes"));
    }

    @Test
    void firesAndQuotesWhatTheServerSays() {
        assertTrue(withLines(Reached.TCP, "Go away").message().endsWith(", saying \"Go away\"."));
        Finding goodbye = found(Failure.Kind.CLOSED_EARLY, Reached.GREETING, "no more today");
        assertTrue(goodbye.message().endsWith("during the key exchange, saying \"no more today\"."), goodbye.message());
        Finding asked = found(Failure.Kind.DISCONNECTED, Reached.AUTH, "bye");
        assertTrue(
                asked.message().endsWith("in place of an answer to the first key, saying \"bye\"."), asked.message());
    }

    @Test
    void firesWithoutAQuoteWhereNoTextCame() {
        Finding finding = found(Failure.Kind.CLOSED_EARLY, Reached.TCP, "15 03 01 00");
        assertTrue(finding.message().endsWith("hangs up before it greets."), finding.message());
    }

    private static Finding withLines(Reached reached, String... lines) {
        Handshake handshake = Transcripts.changed(
                Facts.failed(Failure.Kind.CLOSED_EARLY, reached, ""), copy -> copy.linesBefore = List.of(lines));
        return fires(CHECK, Facts.healthy().withHandshake(handshake), Certainty.PROVEN);
    }

    @Test
    void firesWhenTheServerHangsUpBeforeItLooksAtAKey() {
        fires(CHECK, Facts.healthy().withHandshake(disconnected(List.of())), Certainty.PROVEN);
    }

    @Test
    void silentWhenTheServerHangsUpAfterItRefusedAKey() {
        silent(CHECK, Facts.healthy().withHandshake(disconnected(List.of(Facts.refused(Facts.MINE)))));
    }

    private static Handshake disconnected(List<KeyAnswer> answers) {
        return Transcripts.changed(Facts.failed(Failure.Kind.DISCONNECTED, Reached.AUTH, ""), copy -> {
            copy.methods = List.of("publickey");
            copy.answers = answers;
        });
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
