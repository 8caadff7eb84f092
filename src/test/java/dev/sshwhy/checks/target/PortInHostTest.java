package dev.sshwhy.checks.target;

import static dev.sshwhy.checks.target.Commands.assertCorrected;
import static dev.sshwhy.checks.target.Commands.assertMarked;
import static dev.sshwhy.checks.target.Commands.failed;
import static dev.sshwhy.checks.target.Commands.other;
import static dev.sshwhy.checks.target.Commands.scp;
import static dev.sshwhy.checks.target.Commands.ssh;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortInHostTest {
    private static final PortInHost CHECK = new PortInHost();

    @ParameterizedTest
    @CsvSource({
        "root@203.0.113.7:17445, root@203.0.113.7:17445, ssh -p 17445 root@203.0.113.7",
        "-i key root@gpu.example.org:2222 uptime, root@gpu.example.org:2222, ssh -p 2222 -i key root@gpu.example.org uptime",
        "gpu:22 -p 17445, gpu:22, ssh gpu -p 17445",
        "root@[2001:db8::7]:17445, root@[2001:db8::7]:17445, ssh -p 17445 root@2001:db8::7",
        "root@[203.0.113.7]:17445, root@[203.0.113.7]:17445, ssh -p 17445 root@203.0.113.7",
        "-l root GPU:2222, GPU:2222, ssh -p 2222 -l root GPU"
    })
    void firesProvenWhenThePortStandsBehindAColon(String words, String marked, String corrected) {
        Finding finding = fires(CHECK, ssh(words), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertMarked(marked, finding);
        assertCorrected(corrected, finding);
    }

    @Test
    void firesProvenWhenTheNameIsNotKnown() {
        fires(CHECK, failed(ssh("root@gpu:2222"), Failure.Kind.NAME_UNRESOLVED), Certainty.PROVEN);
    }

    @Test
    void firesWhenTheConfigPutsTheWordIntoALongerName() {
        Facts facts = Facts.offline().withConfigFile("Host *\n  HostName %h.example.org\n", "gpu:2222");
        fires(CHECK, facts, Certainty.PROVEN);
    }

    @Test
    void firesLikelyWhereAProxyMayKnowTheName() {
        Facts facts = Facts.offline().withConfigFile("Host *\n  ProxyCommand nc-of-mine %h\n", "gpu:2222");
        fires(CHECK, facts, Certainty.LIKELY);
    }

    @ParameterizedTest
    @CsvSource({
        "root@203.0.113.7 17445, ssh root@203.0.113.7 -p 17445",
        "root@203.0.113.7 17445 -i key, ssh root@203.0.113.7 -p 17445 -i key",
        "-i key root@203.0.113.7 17445, ssh -i key root@203.0.113.7 -p 17445"
    })
    void firesLikelyWhenThePortIsAWordOfItsOwn(String words, String corrected) {
        Finding finding = fires(CHECK, ssh(words), Certainty.LIKELY);
        assertTrue(finding.message().contains("port 22 of 203.0.113.7"), finding.message());
        assertMarked("17445", finding);
        assertCorrected(corrected, finding);
    }

    @Test
    void firesProvenWhenNobodyAnswersAtThePortThatWasTakenInstead() {
        fires(CHECK, failed(ssh("root@203.0.113.7 17445"), Failure.Kind.REFUSED), Certainty.PROVEN);
    }

    @ParameterizedTest
    @CsvSource({
        "SFTP, root@203.0.113.7 17445, -l root -s -- 203.0.113.7 sftp, sftp -P 17445 root@203.0.113.7",
        "SCP, f root@203.0.113.7:17445:/workspace, -l root -s -- 203.0.113.7 sftp, scp -P 17445 f root@203.0.113.7:/workspace",
        "SCP, f root@[203.0.113.7:17445]:/workspace, -l root -s -- 203.0.113.7:17445 sftp, scp -P 17445 f root@203.0.113.7:/workspace",
        "RSYNC, -a f root@gpu:17445:/data, -l root gpu rsync --server . 17445:/data, rsync -e 'ssh -p 17445' -a f root@gpu:/data",
        "GIT, clone git@gpu:2222:me/repo.git, git@gpu git-upload-pack, git clone ssh://git@gpu:2222/me/repo.git",
    })
    void firesForOtherPrograms(Program program, String words, String sshWords, String corrected) {
        Certainty certainty = words.contains("[") ? Certainty.PROVEN : Certainty.LIKELY;
        assertCorrected(corrected, fires(CHECK, other(program, words, sshWords), certainty));
    }

    @Test
    void firesWhenGitTakesAPathForAPartOfTheName() {
        Finding finding = fires(
                CHECK,
                other(Program.GIT, "clone ssh://git@github.com:me/repo.git", "git@github.com:me git-upload-pack"),
                Certainty.PROVEN);
        assertCorrected("git clone ssh://git@github.com/me/repo.git", finding);
    }

    @Test
    void firesForARemoteOfGitWhoseAddressIsNotOnTheCommandLine() {
        Finding finding =
                fires(CHECK, other(Program.GIT, "fetch", "git@github.com:me git-upload-pack"), Certainty.PROVEN);
        assertTrue(finding.fix().orElseThrow().summary().contains("git remote set-url"));
    }

    @Test
    void firesForAFolderOfDigitsOnlyAsFarAsTheConnectionFails() {
        Facts facts = other(Program.GIT, "clone git@gpu:2222/me/repo.git", "git@gpu git-upload-pack");
        silent(CHECK, facts);
        Finding finding = fires(CHECK, failed(facts, Failure.Kind.TIMED_OUT), Certainty.LIKELY);
        assertCorrected("git clone ssh://git@gpu:2222/me/repo.git", finding);
    }

    @Test
    void firesAsAGuessForAFolderOfDigitsBehindABareAddress() {
        fires(CHECK, scp("f root@203.0.113.7:17445/workspace", "203.0.113.7"), Certainty.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@203.0.113.7 -p 17445",
                "root@2001:db8::7",
                "root@::1",
                "fe80::1%eth0",
                "ssh://root@203.0.113.7:17445",
                "ssh://root@[2001:db8::7]:17445",
                "-p 17445 root@203.0.113.7 2048",
                "root@203.0.113.7 kill 17445",
                "root@203.0.113.7 17445 17446",
                "root@203.0.113.7 70000",
                "root@203.0.113.7 uptime",
                "-o Port=22 root@203.0.113.7 2048"
            })
    void silentWhenThePortStandsWhereItBelongs(String words) {
        silent(CHECK, ssh(words));
    }

    @Test
    void silentWhenABlockIsWrittenForJustThatWord() {
        silent(
                CHECK,
                Facts.offline().withConfigFile("Host gpu:2222\n  HostName 203.0.113.7\n  Port 2222\n", "gpu:2222"));
    }

    @Test
    void silentWhenTheNameHasAnAddressAllTheSame() {
        silent(CHECK, ssh("root@gpu:2222").withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f root@gpu:/workspace",
                "-P 17445 f root@203.0.113.7:2024:/odd",
                "f cluster:12345/out",
                "cluster:12345 .",
                "f gpu:",
                "2222 gpu:2222.txt"
            })
    void silentForFoldersOfDigits(String words) {
        String host = words.contains("cluster") ? "cluster" : words.contains("gpu") ? "gpu" : "203.0.113.7";
        String port = words.contains("-P") ? "-p 17445 " : "";
        silent(CHECK, other(Program.SCP, words, port + "-l root -s -- " + host + " sftp"));
    }

    @Test
    void silentForAFolderOfDigitsWhereTheLoginWorks() {
        silent(
                CHECK,
                Facts.healthy()
                        .withCommand(
                                Program.SCP, "", List.of("f", "root@203.0.113.7:17445/out"), List.of("203.0.113.7")));
    }
}
