package dev.sshwhy.checks.network;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameUnresolvedTest {
    private static final NameUnresolved CHECK = new NameUnresolved();

    @Test
    void firesProvenWhenTheNameHasNoAddress() {
        Finding finding = found(Failure.Kind.NAME_UNRESOLVED, Reached.NOTHING, "");
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("203.0.113.7"), finding.message());
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:17445, Give the port on its own: ssh root@203.0.113.7 -p 17445",
        "root@203.0.113.7, HostName 203.0.113.7",
        "[POD_IP_ADDRESS], real address",
        "gpu, Host gpu",
        "gpu.example.org, VPN"
    })
    void firesAndTellsWhatIsWrongWithTheName(String host, String advice) {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withTarget(new Target(
                                Program.SSH,
                                List.of("ssh", host),
                                List.of(host),
                                Optional.empty(),
                                host,
                                host,
                                22,
                                "root",
                                Optional.empty()))
                        .withHandshake(Facts.failed(Failure.Kind.NAME_UNRESOLVED, Reached.NOTHING, "")),
                Certainty.PROVEN);
        String summary = finding.fix().orElseThrow().summary();
        assertTrue(summary.contains(advice), summary);
    }

    @Test
    void firesAndLeavesOpenWhetherTheNameExistsWhenNoNameServerAnswers() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.failed(
                                Failure.Kind.NAME_UNRESOLVED, Reached.NOTHING, "Temporary failure in name resolution")),
                Certainty.PROVEN);
        assertTrue(finding.message().startsWith("No name server could say"), finding.message());
        assertTrue(finding.fix().orElseThrow().summary().contains("/etc/resolv.conf"));
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

    @Test
    void cannotTellWhereSshCompletesTheName() {
        Facts completing = Facts.healthy()
                .withConfigFile("CanonicalizeHostname yes\nCanonicalDomains corp.example\n", "root@gpu")
                .withHandshake(Facts.failed(Failure.Kind.NAME_UNRESOLVED, Reached.NOTHING, ""));
        cannotTell(CHECK, completing);
    }
}
