package dev.sshwhy.checks.runpod;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyUsernameTest {
    private static final ProxyUsername CHECK = new ProxyUsername();

    @ParameterizedTest
    @CsvSource({
        "root@ssh.runpod.io, names none",
        "ssh.runpod.io, local name",
        "abcdef12345678@ssh.runpod.io, without the part that follows it"
    })
    void firesLikelyForANameThatIsNoPods(String words, String what) {
        Finding finding = fires(CHECK, offline(words), Certainty.LIKELY);
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains(what), finding.message());
    }

    @Test
    void firesProvenWhenRootIsRefused() {
        fires(CHECK, Facts.refused().withConfigFile("", "root@ssh.runpod.io"), Certainty.PROVEN);
    }

    @Test
    void firesAsAGuessForAFormThatNobodyKnows() {
        fires(CHECK, offline("abcdef12345678-xyz@ssh.runpod.io"), Certainty.POSSIBLE);
    }

    @Test
    void firesAtTheLineThatNamesTheUser() {
        Facts facts = Facts.offline().withConfigFile("Host pod\n  HostName ssh.runpod.io\n  User root\n", "pod");
        assertEquals(
                3,
                fires(CHECK, facts, Certainty.LIKELY).evidence().get(0).span().line());
    }

    @Test
    void firesAndTellsWhereAPortBelongs() {
        Finding finding = fires(CHECK, offline("root@ssh.runpod.io", "-p", "17445"), Certainty.LIKELY);
        assertEquals(
                "ssh POD_ID-XXXXXXXX@ssh.runpod.io",
                finding.fix().orElseThrow().steps().get(0).text().orElse(""));
        assertEquals(2, finding.fix().orElseThrow().steps().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdef12345678-6441103b@ssh.runpod.io",
                "8y5rumuyb50m78-64411eb2@ssh.runpod.io",
                "root@203.0.113.7",
                "abcdef12345678@gpu.example.org"
            })
    void silentForARoutingNameAndForOtherHosts(String words) {
        silent(CHECK, offline(words));
    }

    @Test
    void silentWhenTheLoginWorks() {
        silent(CHECK, Facts.healthy().withConfigFile("", "root@ssh.runpod.io"));
    }

    private static Facts offline(String... words) {
        return Facts.offline().withConfigFile("", words);
    }
}
