package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortInHostnameTest {
    private static final PortInHostname CHECK = new PortInHostname();

    @TempDir
    private Path home;

    private static Facts offline(String config) {
        return Facts.offline().withConfigFile(config, "gpu");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:17445, 203.0.113.7, 17445, me",
        "root@203.0.113.7, 203.0.113.7, 22, root",
        "root@203.0.113.7:17445, 203.0.113.7, 17445, root",
        "ssh://root@gpu.example.org:17445/, gpu.example.org, 17445, root",
        "https://gpu.example.org/pod, gpu.example.org, 22, me",
        "gpu.example.org/, gpu.example.org, 22, me",
        "'203.0.113.7,', 203.0.113.7, 22, me",
        "203.0.113.7:, 203.0.113.7, 22, me",
        "[203.0.113.7]:17445, 203.0.113.7, 17445, me",
        "[gpu.example.org]:17445, gpu.example.org, 17445, me",
        "[2001:db8::7]:17445, 2001:db8::7, 17445, me",
        "[2001:db8::7], 2001:db8::7, 22, me",
        "2001:db8::7:17445, 2001:db8::7, 17445, me",
        "%h.example.org:17445, gpu.example.org, 17445, me",
    })
    void firesOnWhatIsMoreThanAHostAndTheFixPartsIt(String value, String host, int port, String user) {
        String config = "Host gpu\n    HostName " + value + "\n";
        Finding finding = fires(CHECK, offline(config), Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        Facts mended = offline(Mended.by(finding, config));
        assertEquals(host, mended.target().host());
        assertEquals(port, mended.target().port());
        assertEquals(user, mended.target().user());
        silent(CHECK, mended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "gpu.example.org",
                "gpu.example.org.",
                "gpu_1",
                "%h",
                "%h.example.org",
                "2001:db8::7",
                "::1",
                "fe80::1:2",
                "[POD_IP_ADDRESS]",
                "[POD_IP_ADDRESS]:17445",
                "<host>:22",
            })
    void silentOnNamesAndAddressesAndWhatOtherRulesTell(String value) {
        silent(CHECK, offline("Host gpu\n  HostName " + value + "\n"));
    }

    @Test
    void theFixAsksWhereALineSaysOtherwise() {
        String config = "Host gpu\n  HostName 203.0.113.7:17445\n  Port 22\n";
        Finding finding = fires(CHECK, offline(config), Certainty.PROVEN);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        assertEquals("Host gpu\n  HostName 203.0.113.7\n  Port 22\n", Mended.by(finding, config));
    }

    @Test
    void theFixIsSafeWhereALineSaysTheSame() {
        String config = "Host gpu\n  Port 17445\n  HostName 203.0.113.7:17445\n";
        Finding finding = fires(CHECK, offline(config), Certainty.PROVEN);
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        assertEquals("Host gpu\n  Port 17445\n  HostName 203.0.113.7\n", Mended.by(finding, config));
    }

    @Test
    void firesOnTheCommandLine() {
        fires(CHECK, Facts.offline().withConfigFile("", "-o", "HostName=203.0.113.7:17445", "gpu"), Certainty.PROVEN);
    }

    @Test
    void silentOnAHostThatIsTypedInCapitals() {
        silent(CHECK, Facts.offline().withConfigFile("", "GPU.example.org"));
    }

    @Test
    void silentWhenTheLineIsForAnotherHost() {
        silent(CHECK, offline("Host web\n  HostName 203.0.113.8:17445\nHost gpu\n  HostName 203.0.113.7\n"));
    }

    @Test
    void silentWhenAProxyCommandMakesItsOwnOfTheName() {
        silent(CHECK, offline("Host gpu\n  HostName pod/gpu:0\n  ProxyCommand tunnel %h\n"));
    }

    @Test
    void lintTellsOfEachSuchLine() throws IOException {
        List<Finding> findings = new Trees(home)
                .lint(
                        CHECK,
                        "Host gpu\n  HostName 203.0.113.7:17445\nHost *.web\n  HostName root@203.0.113.8\n"
                                + "Host nas\n  HostName 192.0.2.4\nHost tunnel\n  HostName a/b\n  ProxyCommand x %h\n");
        assertEquals(
                List.of(2, 4),
                findings.stream().map(it -> it.evidence().get(0).span().line()).toList());
    }
}
