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

class UnreachableTest {
    private static final Unreachable CHECK = new Unreachable();

    @Test
    void firesProvenWhenNoWayLeadsThere() {
        Finding finding = found(Failure.Kind.UNREACHABLE, Reached.NAME, "");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @ParameterizedTest
    @CsvSource({"bindaddress, BindAddress 198.51.100.1", "bindinterface, BindInterface 198.51.100.1"})
    void firesWhereTheConnectionCannotStart(String option, String words) {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration(option, "198.51.100.1", 4))
                        .withHandshake(Facts.failed(Failure.Kind.NOT_BOUND, Reached.NAME, "")),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("cannot start where " + words), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains(words));
        assertEquals(4, finding.evidence().get(1).span().line());
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
