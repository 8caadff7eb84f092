package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoginAsOtherUserTest {
    private static final LoginAsOtherUser CHECK = new LoginAsOtherUser();
    private static final String OF_AN_IMAGE = "/root/.ssh/authorized_keys:1: key options: command pty user-rc";

    private static Facts loggedIn(Consumer<Transcripts> change) {
        return Facts.healthy()
                .withHandshake(Transcripts.changed(
                        Facts.healthy().snapshot().handshake().seen().orElseThrow(), change));
    }

    private static Facts remarking(String... remarks) {
        return loggedIn(it -> it.remarks = List.of(remarks));
    }

    @Test
    void firesLikelyByTheOptionsThatCloudImagesSet() {
        Finding finding = fires(CHECK, remarking(OF_AN_IMAGE), Certainty.LIKELY);
        assertEquals(Subject.use(), finding.subject());
        assertTrue(finding.message().contains("runs a command in place of a shell"), finding.message());
    }

    @Test
    void firesLikelyByTheSentencesOfAnOldServer() {
        fires(
                CHECK,
                remarking(
                        "Forced command.",
                        "Port forwarding disabled.",
                        "Agent forwarding disabled.",
                        "X11 forwarding disabled."),
                Certainty.LIKELY);
    }

    @Test
    void firesProvenWhenTheBannerNamesTheUserToo() {
        Finding finding = fires(
                CHECK,
                loggedIn(it -> {
                    it.remarks = List.of(OF_AN_IMAGE);
                    it.banner = Optional.of("Please login as the user \"ec2-user\" rather than the user \"root\".");
                }),
                Certainty.PROVEN);
        assertTrue(finding.fix().orElseThrow().summary().contains("ec2-user@"), finding::toString);
    }

    @Test
    void firesAndNamesTheUserOfTheSystemInTheGreeting() {
        Finding finding = fires(
                CHECK,
                loggedIn(it -> {
                    it.remarks = List.of(OF_AN_IMAGE);
                    it.ident = Optional.of("SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13");
                }),
                Certainty.LIKELY);
        assertTrue(finding.fix().orElseThrow().summary().contains("ubuntu@203.0.113.7"), finding::toString);
    }

    @Test
    void firesAsPossibleForAProgramThatSuchKeysAreMadeFor() {
        fires(
                CHECK,
                remarking(OF_AN_IMAGE)
                        .withCommand(
                                Program.RSYNC,
                                "",
                                List.of("-a", "/data", "root@203.0.113.7:/data"),
                                List.of("-l", "root", "203.0.113.7", "rsync")),
                Certainty.POSSIBLE);
    }

    @Test
    void silentWhenTheKeyMayDoAnything() {
        silent(
                CHECK,
                remarking("/root/.ssh/authorized_keys:1: key options: agent-forwarding port-forwarding pty user-rc"
                        + " x11-forwarding"));
    }

    @Test
    void silentForABackupKey() {
        silent(CHECK, remarking("/root/.ssh/authorized_keys:2: key options: command user-rc"));
        silent(CHECK, remarking("/root/.ssh/authorized_keys:2: key options: command"));
    }

    @Test
    void silentWhenTheBannerAloneNamesAUser() {
        silent(CHECK, loggedIn(it -> it.banner = Optional.of("Please log in as alice.")));
    }

    @Test
    void silentForAnotherUserWithACommand() {
        silent(CHECK, remarking(OF_AN_IMAGE).withConfigFile("", "git@203.0.113.7"));
    }

    @Test
    void silentWhenTheLoginWasNotTried() {
        silent(CHECK, loggedIn(it -> {
            it.remarks = List.of(OF_AN_IMAGE);
            it.login = new Login.NotTried("nothing was to be signed");
        }));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
