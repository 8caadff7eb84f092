package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
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

class InsecureOptionTest {
    private static final InsecureOption CHECK = new InsecureOption();

    @TempDir
    private Path home;

    private static Facts gpu(String config) {
        return Facts.healthy().withConfigFile(config, "gpu");
    }

    private static Finding only(String config) {
        Finding finding = fires(CHECK, gpu(config), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect(), "nothing here keeps anybody out");
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        silent(CHECK, gpu(Mended.by(finding, config)));
        return finding;
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "off", "No"})
    void firesWhenAnyHostKeyIsTaken(String value) {
        String config = "Host gpu\n  HostName 203.0.113.7\n  StrictHostKeyChecking " + value + "\n";
        Finding finding = only(config);
        assertTrue(finding.message().startsWith("Line 3 of ~/.ssh/config lets ssh connect to gpu"), finding.message());
        assertEquals(
                "-  StrictHostKeyChecking " + value + "\n+  StrictHostKeyChecking accept-new", Lines.edit(finding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "ask", "accept-new"})
    void silentWhenChangedHostKeysAreRefused(String value) {
        silent(CHECK, gpu("StrictHostKeyChecking " + value + "\n"));
    }

    @Test
    void firesWhenHostKeysAreForgotten() {
        Finding finding = only("Host *\n  UserKnownHostsFile /dev/null\n");
        assertTrue(finding.message().contains("of every host"), finding.message());
        silent(CHECK, gpu("UserKnownHostsFile ~/.ssh/known_hosts.d/pods\n"));
        silent(CHECK, gpu("UserKnownHostsFile /dev/null\nStrictHostKeyChecking yes\n"));
    }

    @Test
    void tellsEachLineOfItsOwn() {
        String config =
                "Host gpu\n  HostName 203.0.113.7\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n";
        Outcome outcome = CHECK.check(gpu(config).snapshot());
        List<Finding> findings =
                assertInstanceOf(Outcome.Problems.class, outcome).findings();
        assertEquals(
                List.of(3, 4),
                findings.stream().map(it -> it.evidence().get(0).span().line()).toList());
    }

    @Test
    void silentOnMachinesWithinThisOne() {
        String config = "Host box\n  HostName 127.0.0.1\n  Port 2222\n  StrictHostKeyChecking no\n"
                + "  UserKnownHostsFile /dev/null\n";
        silent(CHECK, Facts.healthy().withConfigFile(config, "box"));
        String forAll = "Host box\n  HostName 127.0.0.1\nHost *\n  StrictHostKeyChecking no\n";
        fires(CHECK, Facts.healthy().withConfigFile(forAll, "box"), Certainty.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host *",
                "Host *.*",
                "Host 10.* gpu",
                "Host g* *",
                "Host * !bank",
                "Match all",
                "Match user root",
                "Match host *"
            })
    void firesWhenTheAgentIsLentToMany(String header) {
        String config = header + "\n  User root\n  ForwardAgent yes\n";
        Finding finding = fires(
                CHECK,
                Facts.healthy().withConfigFile(config, "-l", "root", header.equals("Host *.*") ? "a.b" : "gpu"),
                Certainty.PROVEN);
        assertEquals("-  ForwardAgent yes", Lines.edit(finding));
    }

    @Test
    void firesWhenTheAgentIsLentAboveTheFirstBlock() {
        assertTrue(only("ForwardAgent yes\n").message().contains("lends the agent to every host:"));
        only("ForwardAgent $SSH_AUTH_SOCK\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Host gpu, yes",
        "Host gpu*, yes",
        "Host gpu.example.org gpu, yes",
        "Match host gpu, yes",
        "Host *, no",
    })
    void silentWhenTheAgentIsLentToHostsThatAreNamed(String header, String value) {
        silent(CHECK, gpu(header + "\n  ForwardAgent " + value + "\n"));
    }

    @Test
    void silentOnTheCommandLine() {
        silent(
                CHECK,
                Facts.healthy().withConfigFile("", "-A", "-o", "StrictHostKeyChecking=no", "-c", "3des-cbc", "gpu"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ciphers +3des-cbc                                      |",
                "MACs hmac-sha2-256,hmac-md5                            | MACs hmac-sha2-256",
                "KexAlgorithms +diffie-hellman-group1-sha1,diffie-hellman-group14-sha1"
                        + " | KexAlgorithms +diffie-hellman-group14-sha1",
                "HostKeyAlgorithms ^ssh-rsa,ssh-ed25519                 | HostKeyAlgorithms ^ssh-ed25519",
                "PubkeyAcceptedAlgorithms +ssh-rsa                      |",
            })
    void firesWhenWeakAlgorithmsAreSwitchedOnForAll(String line, String mended) {
        Finding finding = only("Host *\n  " + line + "\n");
        assertTrue(finding.message().endsWith("with every host, too weak for today."), finding.message());
        assertEquals("-  " + line + (mended == null ? "" : "\n+  " + mended), Lines.edit(finding));
    }

    @Test
    void firesOnBrokenOnesForOneHostAsLongAsNothingBetterWorksThere() {
        Finding finding = only("Host gpu\n  Ciphers +3des-cbc\n");
        assertTrue(finding.message().endsWith("fine only while nothing better works there."), finding.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host gpu\n  HostKeyAlgorithms +ssh-rsa\n  PubkeyAcceptedAlgorithms +ssh-rsa",
                "Host *\n  Ciphers -3des-cbc,aes128-cbc",
                "Host *\n  HostKeyAlgorithms -ssh-rsa",
                "Host *\n  KexAlgorithms +diffie-hellman-group14-sha1",
                "Host *\n  Ciphers aes256-gcm@openssh.com",
                "Host old\n  Ciphers +3des-cbc\n  StrictHostKeyChecking no",
            })
    void silentOnSoundListsAndOnOneOldServer(String config) {
        silent(CHECK, gpu(config + "\n"));
    }

    @Test
    void silentOnALineThatComesTooLateToCount() {
        silent(CHECK, gpu("Host gpu\n  StrictHostKeyChecking ask\nHost *\n  StrictHostKeyChecking no\n"));
    }

    @Test
    void silentWithoutAConfiguration() {
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.offline());
        silent(CHECK, Facts.refused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host box\n  HostName 127.0.0.1\n", "Host localhost 127.0.0.1\n", "Host box\n  HostName ::1\n"})
    void lintIsSilentOnHostKeysOfMachinesWithinThisOne(String block) throws IOException {
        String lines = "  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n";
        assertEquals(List.of(), new Trees(home).lint(CHECK, block + lines));
        assertEquals(
                2,
                new Trees(home)
                        .lint(CHECK, "Host *\n  HostName 127.0.0.1\n" + lines)
                        .size());
        assertEquals(
                2, new Trees(home).lint(CHECK, "Host box 127.0.0.1\n" + lines).size());
    }

    @Test
    void lintsEveryBlockWhicheverHostItIsFor() throws IOException {
        String config = """
                Host *.example.org
                  StrictHostKeyChecking no
                Host old
                  HostKeyAlgorithms +ssh-rsa
                Match exec "false"
                  UserKnownHostsFile /dev/null
                Match exec "false"
                  UserKnownHostsFile /dev/null
                  StrictHostKeyChecking yes
                Host *
                  StrictHostKeyChecking no
                  ForwardAgent yes
                """;
        List<Finding> findings = new Trees(home).lint(CHECK, config);
        assertEquals(
                List.of(2, 6, 11, 12),
                findings.stream().map(it -> it.evidence().get(0).span().line()).toList());
        assertFalse(
                findings.get(1).message().contains("null"),
                "names the hosts: " + findings.get(1).message());
        assertTrue(
                findings.get(1).message().contains("Match exec"),
                findings.get(1).message());
    }

    @Test
    void drownsNobody() throws IOException {
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            config.append("Host h").append(i).append("\n  StrictHostKeyChecking no\n");
        }
        List<Finding> findings = new Trees(home).lint(CHECK, config.toString());
        assertEquals(20, findings.size());
        assertTrue(findings.get(19).evidence().get(1).saying().contains("30 more"));
    }
}
