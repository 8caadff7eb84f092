package dev.sshwhy.checks.target;

import static dev.sshwhy.checks.target.Commands.failed;
import static dev.sshwhy.checks.target.Commands.ssh;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTest {
    private static final Placeholder CHECK = new Placeholder();

    @Test
    void firesOnceForEverythingThatThePageOfRunpodLeavesOpen() {
        Facts facts = ssh("root@[POD_IP_ADDRESS] -p [SSH_PORT] -i [PATH_TO_SSH_KEY]")
                .withIdentities(Facts.missing("/work/[PATH_TO_SSH_KEY]", Identity.NamedBy.COMMAND_LINE));
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(
                "\"[POD_IP_ADDRESS]\", \"[SSH_PORT]\", \"[PATH_TO_SSH_KEY]\" are placeholders: your own values belong"
                        + " there.",
                finding.message());
        assertEquals(3, finding.evidence().size());
        assertEquals(Subject.host(), finding.subject());
        assertEquals(2, finding.fix().orElseThrow().steps().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[POD_IP_ADDRESS]",
                "root@<host>",
                "root@<your pod's ip>",
                "root@{{host}}",
                "root@{POD_IP}",
                "$POD_IP",
                "${POD_IP}",
                "%POD_IP%",
                "<user>@203.0.113.7",
                "<podid>-<suffix>@ssh.runpod.io",
                "-p <port> root@203.0.113.7",
                "-p PORT root@203.0.113.7",
                "-p xxxxx root@203.0.113.7",
                "-p YOUR_PORT root@203.0.113.7"
            })
    void firesProvenForWhatNoNameOrNumberCanBe(String words) {
        fires(
                CHECK,
                Facts.offline()
                        .withConfigFile("", words.contains(" pod") ? new String[] {words} : words.split(" ", -1)),
                Certainty.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@YOUR_IP",
                "root@YOUR-POD-IP",
                "root@your-server",
                "root@your_server_ip",
                "root@POD_IP",
                "root@SERVER_IP",
                "root@PUBLIC_IP",
                "root@IP_ADDRESS",
                "root@x.x.x.x",
                "root@xxx.xxx.xxx.xxx",
                "root@203.0.113.x",
                "USER@203.0.113.7",
                "your_username@203.0.113.7"
            })
    void firesLikelyForWordsThatHardlyAreNames(String words) {
        fires(CHECK, ssh(words), Certainty.LIKELY);
    }

    @Test
    void firesProvenWhenSuchANameIsNotKnown() {
        fires(CHECK, failed(ssh("root@YOUR_IP"), Failure.Kind.NAME_UNRESOLVED), Certainty.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@host",
                "root@hostname",
                "root@MY_SERVER",
                "root@REMOTE_HOST",
                "root@server-ip",
                "root@yourserver"
            })
    void firesForACommonNameOnlyWhenItIsNotKnown(String words) {
        silent(CHECK, ssh(words));
        silent(CHECK, failed(ssh(words), Failure.Kind.TIMED_OUT));
        fires(CHECK, failed(ssh(words), Failure.Kind.NAME_UNRESOLVED), Certainty.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root@gpu.example.com", "root@192.0.2.7", "root@213.173.108.12 -p 17445"})
    void firesAsAGuessForAnExampleThatDoesNotAnswer(String words) {
        silent(CHECK, ssh(words));
        fires(CHECK, failed(ssh(words), Failure.Kind.TIMED_OUT), Certainty.POSSIBLE);
    }

    @Test
    void firesForTheLinesOfTheBlockThatApplies() {
        Facts facts = Facts.offline()
                .withConfigFile("Host gpu\n  HostName <pod-ip>\n  Port <port>\n  User YOUR_USER\n", "gpu");
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(
                "\"<pod-ip>\", \"<port>\", \"YOUR_USER\" are placeholders: your own values belong there.",
                finding.message());
        assertEquals(2, finding.evidence().get(0).span().line());
        assertEquals(3, finding.evidence().get(1).span().line());
    }

    @Test
    void firesForAKeyThatIsNotThere() {
        Identity missing = Facts.missing("/path/to/private_key", Identity.NamedBy.COMMAND_LINE);
        Finding finding =
                fires(CHECK, ssh("-i /path/to/private_key root@203.0.113.7").withIdentities(missing), Certainty.LIKELY);
        assertEquals(Subject.key(missing), finding.subject());
        Commands.assertMarked("/path/to/private_key", finding);
        assertTrue(finding.fix().orElseThrow().steps().toString().contains("~/.ssh/id_ed25519"));
    }

    @Test
    void firesAsAGuessWhereAnotherKeyIsOffered() {
        Facts facts = ssh("-i ~/.ssh/your_key root@203.0.113.7")
                .withIdentities(
                        Facts.missing(Facts.HOME + "/.ssh/your_key", Identity.NamedBy.COMMAND_LINE),
                        Facts.identity(Facts.PATH, Facts.MINE));
        fires(CHECK, facts, Certainty.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@203.0.113.7 -p 17445",
                "ssh://root@[2001:db8::7]:22",
                "root@static.7.113.0.203.clients.your-server.de",
                "root@FILESERVER",
                "root@WEB-SERVER",
                "root@port.example.org",
                "youri@hosting.example.org",
                "me@server",
                "root@203.0.113.7 echo <host> [POD_IP]",
                "root@[203.0.113.7]",
                "root@[gpu.example.org]:22"
            })
    void silentForRealNames(String words) {
        silent(CHECK, ssh(words));
    }

    @Test
    void silentForAHostOfTheConfigWhateverItsName() {
        silent(CHECK, Facts.offline().withConfigFile("Host host\n  HostName 203.0.113.7\n", "host"));
        silent(CHECK, Facts.offline().withConfigFile("Host your-pod\n  HostName 203.0.113.7\n", "your-pod"));
        silent(CHECK, Facts.offline().withConfigFile("Host your-pod\n  Port 2222\n", "your-pod"));
        silent(CHECK, Facts.offline().withConfigFile("Host <pod>\n  HostName 203.0.113.7\n", "<pod>"));
    }

    @Test
    void silentForTheLinesOfOtherBlocks() {
        String config = "Host other\n  HostName <ip>\n  Port <port>\n\nHost gpu\n  HostName 203.0.113.7\n";
        silent(CHECK, Facts.offline().withConfigFile(config, "gpu"));
    }

    @Test
    void silentWhenTheNameHasAnAddress() {
        silent(CHECK, failed(ssh("root@YOUR_IP"), Failure.Kind.REFUSED));
    }

    @Test
    void silentWhenTheLoginWorks() {
        silent(CHECK, Facts.healthy().withConfigFile("", "USER@203.0.113.7"));
    }

    @Test
    void silentForAKeyThatIsThere() {
        Identity there = Facts.identity(Facts.HOME + "/.ssh/your_key", Facts.MINE);
        silent(CHECK, ssh("-i ~/.ssh/your_key root@203.0.113.7").withIdentities(there));
    }
}
