package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyRefusedTest {
    private static final KeyRefused CHECK = new KeyRefused();

    @Test
    void firesProvenWhenTheServerRefusesTheOneKey() {
        Finding finding = fires(CHECK, Facts.refused(), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("~/.ssh/id_ed25519"), finding.message());
        assertTrue(firstCandidate(finding).contains("in the account"), firstCandidate(finding));
    }

    @Test
    void firesAndRanksRegistrationFirstWhenTheAccountIsNotKnown() {
        Finding finding =
                fires(CHECK, Facts.refused().withAccount(Observed.notLookedAt("not given")), Certainty.PROVEN);
        assertTrue(firstCandidate(finding).contains("not registered"), firstCandidate(finding));
    }

    @Test
    void firesAndNamesNoCommandThatWouldRunHere() {
        Fix fix = fires(CHECK, Facts.refused(), Certainty.PROVEN).fix().orElseThrow();
        assertEquals(Fix.Safety.MANUAL, fix.safety());
        assertTrue(fix.steps().stream().allMatch(it -> it.command().isEmpty()));
    }

    @Test
    void firesAndCountsManyKeys() {
        Identity[] many = IntStream.rangeClosed(11, 20)
                .mapToObj(i -> Facts.inAgent(Facts.key(i, "key " + i), i - 10))
                .toArray(Identity[]::new);
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(many)
                        .withHandshake(Facts.answers(
                                IntStream.rangeClosed(11, 20)
                                        .mapToObj(i -> Facts.refused(Facts.key(i, "")))
                                        .toList(),
                                new Login.NotTried("no key was accepted"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("each of the 10 keys"), finding.message());
        assertEquals(7, finding.evidence().size());
    }

    @Test
    void firesAsPossibleWhenKerberosMayGetIn() {
        Configuration kerberos = Facts.configuration("gssapiauthentication", "yes", 3);
        fires(
                CHECK,
                Facts.refused()
                        .withConfiguration(kerberos)
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES,
                                List.of("publickey", "gssapi-with-mic"),
                                List.of(Facts.refused(Facts.MINE)),
                                new Login.NotTried("no key was accepted"),
                                false)),
                Certainty.POSSIBLE);
    }

    @Test
    void silentWhenOneKeyIsAccepted() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenAKeyWasNotAskedAbout() {
        silent(
                CHECK,
                Facts.refused()
                        .withIdentities(
                                Facts.identity(Facts.PATH, Facts.MINE),
                                Facts.identity(Facts.HOME + "/.ssh/other", Facts.OTHER)));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    @Test
    void cannotTellWhenTheConnectionFailed() {
        cannotTell(CHECK, Facts.healthy().withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, "")));
    }

    @Test
    void cannotTellWhenTheHostKeyIsNotTheKnownOne() {
        cannotTell(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.handshake(
                                HostKey.Known.CHANGED, List.of(), List.of(), new Login.NotTried("ssh stops"), false)));
    }

    private static String firstCandidate(Finding finding) {
        return finding.fix().orElseThrow().steps().get(0).text().orElseThrow();
    }
}
