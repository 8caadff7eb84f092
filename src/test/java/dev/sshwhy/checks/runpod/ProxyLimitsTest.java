package dev.sshwhy.checks.runpod;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyLimitsTest {
    private static final ProxyLimits CHECK = new ProxyLimits();
    private static final String POD = "abcdef12345678-6441103b@ssh.runpod.io";

    @ParameterizedTest
    @CsvSource({
        "SCP, f " + POD + ":/workspace, PROVEN, scp -P PORT f root@IP:/workspace",
        "SCP, -r -i key " + POD + ":/workspace/out ., PROVEN, scp -P PORT -r -i key root@IP:/workspace/out .",
        "SFTP, " + POD + ", PROVEN, sftp -P PORT root@IP",
        "RSYNC, -a d " + POD + ":/workspace, LIKELY, rsync -e 'ssh -p PORT' -a d root@IP:/workspace"
    })
    void firesForProgramsThatCopyFiles(Program program, String words, Certainty certainty, String corrected) {
        Finding finding = fires(
                CHECK,
                Facts.offline().withCommand(program, "", words(words), List.of("-s", "--", POD, "sftp")),
                certainty);
        assertEquals(Subject.use(), finding.subject());
        assertTrue(finding.effect().isEmpty(), "blocks, as the page says");
        assertEquals(
                corrected, finding.fix().orElseThrow().steps().get(0).text().orElse(""));
    }

    @Test
    void firesForAnAliasOfTheProxy() {
        String config = "Host pod\n  HostName ssh.runpod.io\n  User abcdef12345678-6441103b\n";
        Facts facts =
                Facts.offline().withCommand(Program.SCP, config, words("f pod:/workspace"), words("-s -- pod sftp"));
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(2, finding.evidence().get(0).span().line());
    }

    @ParameterizedTest
    @CsvSource({
        "-L 8888:localhost:8888 " + POD + ", PROVEN",
        "-N -D 1080 " + POD + ", PROVEN",
        "-R 80:localhost:80 " + POD + ", PROVEN",
        "-W gpu:22 " + POD + ", PROVEN",
        "-s " + POD + " sftp, LIKELY",
        "-T " + POD + ", LIKELY",
        POD + " nvidia-smi, LIKELY",
        "-o RemoteCommand=nvidia-smi " + POD + ", LIKELY"
    })
    void firesForWhatWantsMoreThanATerminal(String words, Certainty certainty) {
        Finding finding = fires(CHECK, ssh(words), certainty);
        assertTrue(finding.effect().isEmpty(), "blocks, as the page says");
        assertTrue(finding.fix().orElseThrow().steps().get(0).text().orElse("").contains("-p PORT"));
    }

    @Test
    void firesWithoutEffectWhereTheTerminalOpensAllTheSame() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, ssh("-t " + POD + " nvidia-smi"), Certainty.LIKELY).effect());
        Facts lines = Facts.offline().withConfigFile("Host *\n  LocalForward 8888 localhost:8888\n", POD);
        Finding finding = fires(CHECK, lines, Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertEquals(2, finding.evidence().get(1).span().line());
    }

    @Test
    void firesForAForwardingOfTheConfigThatMustNotFail() {
        Facts facts =
                Facts.offline().withConfigFile("LocalForward 8888 localhost:8888\nExitOnForwardFailure yes\n", POD);
        assertTrue(fires(CHECK, facts, Certainty.PROVEN).effect().isEmpty());
    }

    @Test
    void firesForAJumpOverTheProxy() {
        Span at = Span.line(Facts.HOME + "/.ssh/config", 3, "  ProxyJump " + POD);
        Route.Hop hop =
                new Route.Hop("ssh.runpod.io", "ssh.runpod.io", 22, "abcdef12345678-6441103b", at, Optional.empty());
        Route route = new Route(List.of(hop), false, Route.direct().proxyProgram(), List.of());
        Finding finding = fires(CHECK, ssh("root@10.0.0.7").withRoute(route), Certainty.PROVEN);
        assertEquals(at, finding.evidence().get(0).span());
        fires(CHECK, ssh("-o ProxyCommand=ssh\u00a0-W\u00a0%h:%p\u00a0" + POD + " root@10.0.0.7"), Certainty.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POD,
                POD + " -i key",
                "-t " + POD,
                "-A " + POD,
                "-L 8888:localhost:8888 root@203.0.113.7 -p 17445",
                "root@203.0.113.7 nvidia-smi",
                "root@not-ssh.runpod.io nvidia-smi"
            })
    void silentForATerminalAndForOtherHosts(String words) {
        silent(CHECK, ssh(words));
    }

    @Test
    void silentForFilesOfTheDirectEndpoint() {
        silent(
                CHECK,
                Facts.offline()
                        .withCommand(
                                Program.SCP,
                                "",
                                words("-P 17445 f root@203.0.113.7:/workspace"),
                                words("-p 17445 -l root -s -- 203.0.113.7 sftp")));
    }

    private static Facts ssh(String words) {
        List<String> all =
                words(words).stream().map(it -> it.replace('\u00a0', ' ')).toList();
        return Facts.offline().withConfigFile("", all.toArray(String[]::new));
    }

    private static List<String> words(String words) {
        return List.of(words.split(" ", -1));
    }
}
