package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortNotSetTest {
    private static final PortNotSet CHECK = new PortNotSet();
    private static final Handshake NOTHING_LISTENS = Facts.failed(Failure.Kind.REFUSED, Handshake.Reached.NAME, "");
    private static final Handshake KEY_REFUSED = keyRefused(HostKey.Known.NO);

    private static Handshake keyRefused(HostKey.Known known) {
        return Facts.handshake(
                known,
                List.of("publickey", "password"),
                List.of(Facts.refused(Facts.MINE)),
                new Login.NotTried("no key was accepted"),
                false);
    }

    private static Facts to22(Handshake handshake, String config, String... words) {
        return Facts.healthy().withHandshake(handshake).withConfigFile(config, words);
    }

    private static Facts known(Facts facts, Integer... ports) {
        return facts.withRoute(
                new Route(List.of(), false, Observed.notLookedAt("there is no ProxyCommand"), List.of(ports)));
    }

    private static List<String> byHand(Finding finding) {
        return finding.fix().orElseThrow().steps().stream()
                .filter(it -> it.kind() == Fix.Step.Kind.PASTE)
                .flatMap(it -> it.text().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Kind.class,
            names = {"REFUSED", "TIMED_OUT", "UNREACHABLE", "NOT_SSH"})
    void firesAsLikelyWhenKnownHostsKnowsAnotherPortAndPort22LeadsNowhere(Failure.Kind kind) {
        Facts facts = known(to22(Facts.failed(kind, Handshake.Reached.NAME, ""), "", "root@203.0.113.7"), 17445);
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(List.of("ssh -p 17445 root@203.0.113.7"), byHand(finding));
        assertTrue(finding.message().contains("17445"), finding.message());
    }

    @Test
    void hasNothingToPasteAtAJumpHost() {
        Facts facts = known(to22(NOTHING_LISTENS, "", "root@203.0.113.7"), 17445);
        Target typed = facts.snapshot().target();
        List<String> words = List.of("-l", "root", "-W", "[pod]:22", "--", "203.0.113.7");
        Target jump = new Target(
                typed.program(),
                words,
                words,
                typed.sshProgram(),
                typed.typedHost(),
                typed.host(),
                typed.port(),
                typed.user(),
                typed.provider());
        assertEquals(List.of(), byHand(fires(CHECK, facts.withTarget(jump), Certainty.LIKELY)));
    }

    @Test
    void firesAsLikelyWhenTheServerAtPort22RefusesTheRegisteredKey() {
        fires(CHECK, known(to22(KEY_REFUSED, "", "root@203.0.113.7"), 17445), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenTheHostKeyAtPort22IsAnotherOne() {
        fires(CHECK, known(to22(keyRefused(HostKey.Known.CHANGED), "", "root@203.0.113.7"), 17445), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenABlockThatDoesNotCountHasThePort() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n";
        Finding finding = fires(CHECK, to22(NOTHING_LISTENS, config, "root@203.0.113.7"), Certainty.LIKELY);
        assertEquals(3, finding.evidence().get(1).span().line());
    }

    @Test
    void theFixPutsThePortIntoTheHostsOwnBlock() {
        String config = "Host gpu # mine\n    HostName 203.0.113.7\n    User root\n";
        Finding finding = fires(CHECK, known(to22(NOTHING_LISTENS, config, "gpu"), 17445), Certainty.LIKELY);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        String mended = Mended.by(finding, config);
        assertEquals("Host gpu # mine\n    Port 17445\n    HostName 203.0.113.7\n    User root\n", mended);
        assertEquals(17445, to22(NOTHING_LISTENS, mended, "gpu").target().port());
    }

    @Test
    void theFixNamesNoPortWhereSeveralAreKnown() {
        Finding finding = fires(
                CHECK, known(to22(NOTHING_LISTENS, "", "root@203.0.113.7"), 10022, 17445, 17446), Certainty.LIKELY);
        assertTrue(finding.message().contains("10022, 17445 and 17446"), finding.message());
        assertEquals(List.of(), byHand(finding));
    }

    @Test
    void theFixSpeaksTheProgramsOwnLanguage() {
        Facts facts = known(
                Facts.healthy()
                        .withHandshake(NOTHING_LISTENS)
                        .withCommand(
                                Program.SCP, "", List.of("my file", "root@203.0.113.7:"), List.of("root@203.0.113.7")),
                17445);
        assertEquals(
                List.of("scp -P 17445 'my file' root@203.0.113.7:"), byHand(fires(CHECK, facts, Certainty.LIKELY)));
    }

    @Test
    void firesAsPossibleOfflineWhenKnownHostsKnowsAnotherPort() {
        fires(CHECK, known(Facts.offline().withConfigFile("", "root@203.0.113.7"), 17445), Certainty.POSSIBLE);
    }

    @Test
    void firesAsPossibleForRootAtABareAddressWhereNothingListens() {
        fires(CHECK, to22(NOTHING_LISTENS, "", "root@203.0.113.7"), Certainty.POSSIBLE);
        fires(CHECK, to22(KEY_REFUSED, "", "root@203.0.113.7"), Certainty.POSSIBLE);
    }

    @Test
    void silentWhenAServerOnPort22TakesTheKey() {
        silent(CHECK, known(Facts.healthy().withConfigFile("", "root@203.0.113.7"), 17445));
    }

    @Test
    void silentWhenTheServerOnPort22IsTheKnownOne() {
        silent(CHECK, known(to22(keyRefused(HostKey.Known.YES), "", "root@203.0.113.7"), 17445));
    }

    @Test
    void silentWhenAPortIsSet() {
        silent(CHECK, known(to22(NOTHING_LISTENS, "", "-p", "22", "root@203.0.113.7"), 17445));
        silent(CHECK, known(to22(NOTHING_LISTENS, "Host *\n  Port 22\n", "root@203.0.113.7"), 17445));
        silent(CHECK, to22(NOTHING_LISTENS, "", "-p", "17445", "root@203.0.113.7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"me@203.0.113.7", "root@server.example.org", "root@192.168.1.7", "root@10.0.0.7", "root@::1"})
    void silentWhenNothingSpeaksForAMappedPort(String destination) {
        silent(CHECK, to22(NOTHING_LISTENS, "", destination));
    }

    @Test
    void silentOfflineWhenNothingSpeaksForAMappedPort() {
        silent(CHECK, Facts.offline().withConfigFile("", "root@203.0.113.7"));
        silent(CHECK, known(Facts.offline().withConfigFile("", "root@203.0.113.7"), 22));
    }

    @Test
    void silentAtAProvidersProxyWhichListensOnPort22() {
        Facts facts = to22(NOTHING_LISTENS, "", "abc-6441103b@ssh.runpod.io");
        Target it = facts.target();
        silent(
                CHECK,
                known(
                        facts.withTarget(new Target(
                                it.program(),
                                it.command(),
                                it.sshWords(),
                                it.sshProgram(),
                                it.typedHost(),
                                it.host(),
                                it.port(),
                                it.user(),
                                Optional.of("runpod"))),
                        17445));
    }

    @Test
    void cannotTellWhenABlockWithAPortWasNotEvaluated() {
        cannotTell(
                CHECK,
                known(to22(NOTHING_LISTENS, "Match exec \"test -e /x\"\n  Port 17445\n", "root@203.0.113.7"), 17445));
    }

    @Test
    void addressesOfPrivateRangesAreNotPublic() {
        assertTrue(HostPatterns.isPublicAddress("213.173.108.12"));
        for (String inside : List.of("127.0.0.1", "172.20.0.1", "100.64.0.1", "169.254.1.1", "1.2.3", "1.2.3.x", "")) {
            assertFalse(HostPatterns.isPublicAddress(inside), inside);
        }
    }
}
