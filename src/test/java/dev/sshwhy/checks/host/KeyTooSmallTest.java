package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;

class KeyTooSmallTest {
    private static final KeyTooSmall CHECK = new KeyTooSmall();
    private static final Facts SMALL = Facts.healthy()
            .withHandshake(Hosts.with(Hosts.stopped(
                    Known.YES,
                    new Obstacle(
                            Obstacle.Kind.TOO_SMALL,
                            "RequiredRSASize",
                            "an RSA key of 1024 bits, where 2048 are the least"))));

    @Test
    void firesAlsoForAKnownKey() {
        Finding finding = fires(CHECK, SMALL, Certainty.PROVEN);
        assertTrue(finding.message().contains("1024 bits, where 2048"), finding.message());
    }

    @Test
    void showsTheLineThatSetsTheSize() {
        Finding finding = fires(
                CHECK, SMALL.withConfiguration(Facts.configuration("requiredrsasize", "2048", 3)), Certainty.PROVEN);
        assertTrue(finding.evidence().stream().anyMatch(it -> it.span().line() == 3));
    }

    @Test
    void silentForAnotherObstacleAndForNone() {
        silent(CHECK, Facts.healthy());
        silent(
                CHECK,
                Facts.healthy()
                        .withHandshake(Hosts.with(Hosts.stopped(
                                Known.YES, new Obstacle(Obstacle.Kind.COMMAND_FAILED, "KnownHostsCommand", "no")))));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
