package dev.sshwhy.checks.target;

import static dev.sshwhy.checks.target.Commands.assertCorrected;
import static dev.sshwhy.checks.target.Commands.assertMarked;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongOptionTest {
    private static final WrongOption CHECK = new WrongOption();
    private static final String BEFORE_TAGS = "OpenSSH_9.2p1 Debian-2+deb12u10";
    private static final String WITH_TAGS = "OpenSSH_9.9p1";

    @ParameterizedTest
    @CsvSource({
        BEFORE_TAGS + ", -P 17445 root@203.0.113.7, the host's name, ssh -p 17445 root@203.0.113.7",
        BEFORE_TAGS + ", -P 17445 -i key root@203.0.113.7, the host's name, ssh -p 17445 -i key root@203.0.113.7",
        BEFORE_TAGS + ", root@203.0.113.7 -P 17445, a command, ssh root@203.0.113.7 -p 17445",
        BEFORE_TAGS + ", -P2222 root@203.0.113.7, more options, ssh -p2222 root@203.0.113.7",
        WITH_TAGS + ", -P 17445 root@203.0.113.7, a tag, ssh -p 17445 root@203.0.113.7",
        WITH_TAGS + ", -P17445 root@203.0.113.7, a tag, ssh -p17445 root@203.0.113.7",
        WITH_TAGS + ", root@203.0.113.7 -vP 17445, a tag, ssh root@203.0.113.7 -vp 17445"
    })
    void firesProvenForTheCapitalLetterOfScp(String version, String words, String taken, String corrected) {
        Finding finding = fires(CHECK, ssh(version, words), Certainty.PROVEN);
        assertTrue(finding.message().contains(taken), finding.message());
        assertCorrected(corrected, finding);
    }

    @ParameterizedTest
    @CsvSource({
        "-p=17445 root@203.0.113.7, -p=17445, ssh -p 17445 root@203.0.113.7",
        "root@203.0.113.7 -i=key, -i=key, ssh root@203.0.113.7 -i key",
        "-vl=root 203.0.113.7, -vl=root, ssh -vl root 203.0.113.7",
        "-i -p 17445 root@203.0.113.7, -p, ssh -p 17445 root@203.0.113.7",
        "-vi -p 17445 root@203.0.113.7, -p, ssh -v -p 17445 root@203.0.113.7",
        "root@203.0.113.7:/workspace, root@203.0.113.7:/workspace, ssh root@203.0.113.7",
        "root@gpu:, root@gpu:, ssh root@gpu",
        "-p 17445 gpu:~/out, gpu:~/out, ssh -p 17445 gpu"
    })
    void firesProvenForOtherSlips(String words, String marked, String corrected) {
        Finding finding = fires(CHECK, ssh(words), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertMarked(marked, finding);
        assertCorrected(corrected, finding);
    }

    @ParameterizedTest
    @CsvSource({
        "--port 17445 root@203.0.113.7, ssh -p 17445 root@203.0.113.7",
        "--port=17445 root@203.0.113.7, ssh -p 17445 root@203.0.113.7",
        "root@203.0.113.7 -port 17445, ssh root@203.0.113.7 -p 17445",
        "--identity-file key root@203.0.113.7, ssh -i key root@203.0.113.7"
    })
    void firesProvenForLongNames(String words, String corrected) {
        Finding finding = fires(CHECK, ssh(words), Certainty.PROVEN);
        assertEquals(Subject.start(), finding.subject());
        assertCorrected(corrected, finding);
    }

    @ParameterizedTest
    @CsvSource({
        "SCP, -p 17445 f root@203.0.113.7:/a, LIKELY, scp -P 17445 f root@203.0.113.7:/a",
        "SCP, -rp 17445 d root@203.0.113.7:/a, LIKELY, scp -r -P 17445 d root@203.0.113.7:/a",
        "SCP, -p2222 f root@203.0.113.7:/a, PROVEN, scp -P2222 f root@203.0.113.7:/a",
        "SFTP, -p 17445 root@203.0.113.7, LIKELY, sftp -P 17445 root@203.0.113.7",
        "SCP, -P=17445 f root@203.0.113.7:/a, PROVEN, scp -P 17445 f root@203.0.113.7:/a",
        "SCP, -i -P 17445 f root@203.0.113.7:/a, PROVEN, scp -P 17445 f root@203.0.113.7:/a",
        "SCP, f root@203.0.113.7:/a -P 17445, PROVEN, scp -P 17445 f root@203.0.113.7:/a",
        "SCP, -v f root@203.0.113.7:/a -r -i key, PROVEN, scp -v -r -i key f root@203.0.113.7:/a",
        "SCP, f -i key root@203.0.113.7:/a, PROVEN, scp -i key f root@203.0.113.7:/a",
        "SFTP, root@203.0.113.7 -P 17445, PROVEN, sftp -P 17445 root@203.0.113.7",
        "RSYNC, -p 17445 -a f root@203.0.113.7:/a, LIKELY, rsync -e 'ssh -p 17445' -a f root@203.0.113.7:/a",
        "RSYNC, -avP 17445 f root@203.0.113.7:/a, LIKELY, rsync -e 'ssh -p 17445' -avP f root@203.0.113.7:/a",
        "RSYNC, -a -e ssh -p 17445 f root@203.0.113.7:/a, LIKELY, rsync -a -e 'ssh -p 17445' f root@203.0.113.7:/a",
        "RSYNC, -ae ssh -i /home/me/.ssh/k f root@203.0.113.7:/a, LIKELY, rsync -ae 'ssh -i /home/me/.ssh/k' f root@203.0.113.7:/a",
        "RSYNC, -a --port 17445 f root@203.0.113.7:/a, PROVEN, rsync -e 'ssh -p 17445' -a f root@203.0.113.7:/a",
        "RSYNC, -a --port=17445 f root@203.0.113.7:/a, PROVEN, rsync -e 'ssh -p 17445' -a f root@203.0.113.7:/a"
    })
    void firesForOtherPrograms(Program program, String words, Certainty certainty, String corrected) {
        assertCorrected(corrected, fires(CHECK, other(program, words, "-l root 203.0.113.7 x"), certainty));
    }

    @ParameterizedTest
    @CsvSource({
        "-e|ssh -P 17445, -e 'ssh -p 17445'",
        "-ae|ssh -v -P17445 -i k, -ae 'ssh -v -p 17445 -i k'",
        "--rsh=/usr/bin/ssh -P 17445, '''--rsh=/usr/bin/ssh -p 17445'''"
    })
    void firesForTheCapitalLetterWithinTheShellOfRsync(String shell, String corrected) {
        Facts facts = shellOfRsync(shell, "-P 17445 -l root 203.0.113.7 rsync");
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertCorrected("rsync " + corrected + " f root@203.0.113.7:/a", finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e|ssh -p 17445", "-e|ssh -o Port=17445", "-e|my-P 17445"})
    void silentOnOtherShellsOfRsync(String shell) {
        silent(CHECK, shellOfRsync(shell, "-p 17445 -l root 203.0.113.7 rsync"));
    }

    private static Facts shellOfRsync(String shell, String sshWords) {
        List<String> words = new ArrayList<>(List.of(shell.split("\\|")));
        words.addAll(List.of("f", "root@203.0.113.7:/a"));
        return Facts.offline().withCommand(Program.RSYNC, "", words, List.of(sshWords.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"SCP, -rp 2024 photos nas:/backup", "RSYNC, -aP 2024 photos nas:/backup"})
    void firesAsAGuessForAYear(Program program, String words) {
        Facts facts = other(program, words, "nas x");
        fires(CHECK, facts, Certainty.POSSIBLE);
        fires(CHECK, Commands.failed(facts, Failure.Kind.REFUSED), Certainty.LIKELY);
    }

    @Test
    void firesWithoutRegardForAnyLoginWhenOptionsComeTooLate() {
        Finding finding = fires(CHECK, scp("f root@203.0.113.7:/a -i key", "203.0.113.7"), Certainty.PROVEN);
        assertEquals(Subject.use(), finding.subject());
        assertMarked("-i", finding);
    }

    @ParameterizedTest
    @CsvSource({
        "SCP, f root@203.0.113.7, scp f root@203.0.113.7:",
        "SCP, f 203.0.113.7, scp f 203.0.113.7:",
        "SCP, root@gpu/tmp/f ., scp root@gpu:/tmp/f .",
        "RSYNC, -a d root@gpu, rsync -a d root@gpu:",
        "GIT, clone git@github.com/me/repo.git, git clone git@github.com:me/repo.git"
    })
    void firesLikelyWhenNoColonFollowsTheHost(Program program, String words, String corrected) {
        Finding finding = fires(CHECK, other(program, words, ""), Certainty.LIKELY);
        assertTrue(finding.message().contains("does not run ssh"), finding.message());
        assertCorrected(corrected, finding);
    }

    @Test
    void firesWhenTheNameWithoutAColonIsOneOfTheConfig() {
        Facts facts = Facts.offline()
                .withCommand(Program.SCP, "Host gpu\n  HostName 203.0.113.7\n", List.of("f", "gpu"), List.of());
        assertCorrected("scp f gpu:", fires(CHECK, facts, Certainty.LIKELY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@203.0.113.7 -p 17445 -i key",
                "-p17445 -i key -o Port=22 root@203.0.113.7",
                "root@203.0.113.7 scp -p 2222 -P 3",
                "root@203.0.113.7 tool --port=80 -i=x",
                "-P work root@203.0.113.7",
                "-p 17445 -P 17 root@203.0.113.7",
                "root@2001:db8::7",
                "root@203.0.113.7:17445",
                "root@<host>:/x",
                "-o ProxyCommand=none root@gpu",
                "-L 8080:localhost:80 -D 1080 root@gpu",
                "-e none root@gpu",
                "-o=Port=17445 root@gpu",
                "-- gpu"
            })
    void silentForSshAsItShouldBe(String words) {
        silent(CHECK, ssh(WITH_TAGS, words));
    }

    @Test
    void silentForATagThatTheConfigAsksFor() {
        Facts facts = Facts.offline()
                .withMachine(Commands.machine(java.util.Map.of(), WITH_TAGS))
                .withConfigFile("Match tagged 2222\n  User root\n", "-P", "2222", "gpu");
        silent(CHECK, facts);
    }

    @Test
    void silentForANameWithAColonThatIsKnown() {
        silent(CHECK, ssh("gpu:x").withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, "")));
    }

    @ParameterizedTest
    @CsvSource({
        "SCP, -P 17445 -i key f root@203.0.113.7:/a, -p 17445 203.0.113.7",
        "SCP, -p -r 2222 root@203.0.113.7:/a, 203.0.113.7",
        "SCP, -p 2222 root@203.0.113.7:/a, 203.0.113.7",
        "SCP, -P 1 -p 2222 f root@203.0.113.7:/a, -p 1 203.0.113.7",
        "SCP, -- f -i root@203.0.113.7:/a, 203.0.113.7",
        "SCP, f - root@203.0.113.7:/a, 203.0.113.7",
        "SFTP, -P 17445 -p root@203.0.113.7, -p 17445 203.0.113.7",
        "SFTP, root@203.0.113.7:/a /b, 203.0.113.7",
        "RSYNC, -avP f 2222 root@203.0.113.7:/a, 203.0.113.7",
        "RSYNC, -avP 2023 2024 nas:/photos, nas",
        "SCP, -rp 2023 2024 nas:/photos, nas",
        "RSYNC, -avzp 2222 root@203.0.113.7:/a, 203.0.113.7",
        "RSYNC, -e 'ssh -p 17445' -ai f root@203.0.113.7:/a, -p 17445 203.0.113.7",
        "RSYNC, -avi f root@203.0.113.7:/a, 203.0.113.7",
        "RSYNC, -a f root@203.0.113.7:/a --port=2222, -p 17445 203.0.113.7",
        "GIT, clone git@github.com:me/repo.git, git@github.com"
    })
    void silentForOtherProgramsAsTheyShouldBe(Program program, String words, String sshWords) {
        silent(CHECK, other(program, words, sshWords));
    }

    @ParameterizedTest
    @CsvSource({
        "SCP, f /backup/f",
        "SCP, me@work/ backup:d",
        "RSYNC, -a d rsync://mirror@example.org/d",
        "RSYNC, -a mirror@example.org::d d",
        "GIT, clone https://me@github.com/me/repo.git",
        "GIT, commit --author me@example.org/x",
        "GIT, push origin fix@work/branch",
        "GIT, -c user.email=me@example.org clone /srv/repo",
        "GIT, status"
    })
    void silentWhereSshIsNotWanted(Program program, String words) {
        silent(CHECK, other(program, words, ""));
    }
}
