package dev.sshwhy.checks.network;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final Refused CHECK = new Refused();

    @Test
    void firesProvenWhenNothingListens() {
        Finding finding = found(Failure.Kind.REFUSED, Reached.NAME, "");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @Test
    void firesAndShowsTheLineThatThePortComesFrom() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration("port", "17445", 3))
                        .withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, "")),
                Certainty.PROVEN);
        assertEquals(
                Span.line(Facts.HOME + "/.ssh/config", 3, "  port 17445"),
                finding.evidence().get(1).span());
    }

    @Test
    void firesAndMentionsABanOnlyWhereKnownHostsKnowsThePort() {
        Facts facts = Facts.healthy().withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, ""));
        assertFalse(fixOf(facts).contains("ban"));
        assertFalse(fixOf(facts.withRoute(knowing(22))).contains("ban"));
        assertTrue(fixOf(facts.withRoute(knowing(17445))).contains("may be a ban"));
    }

    private static String fixOf(Facts facts) {
        return fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow().toString();
    }

    private static Route knowing(int port) {
        return new Route(List.of(), false, Observed.notLookedAt("there is no ProxyCommand"), List.of(port));
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
