package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandForcedTest {
    private static final CommandForced CHECK = new CommandForced();

    private static Facts remarking(String remark) {
        return Facts.healthy()
                .withHandshake(Transcripts.changed(
                        Facts.healthy().snapshot().handshake().seen().orElseThrow(),
                        it -> it.remarks = List.of(remark)));
    }

    @Test
    void firesWhenTheKeysLineNamesACommand() {
        Finding finding =
                fires(CHECK, remarking("/home/b/.ssh/authorized_keys:3: key options: command"), Certainty.PROVEN);
        assertTrue(finding.message().contains("no shell"), finding.message());
        fires(CHECK, remarking("Forced command."), Certainty.PROVEN);
    }

    @Test
    void silentWhenTheLineNamesNone() {
        silent(CHECK, remarking("/home/b/.ssh/authorized_keys:3: key options: port-forwarding pty"));
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenTheCommandSendsAway() {
        silent(CHECK, remarking("/root/.ssh/authorized_keys:1: key options: command pty user-rc"));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
