package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForwardingRefusedTest {
    private static final ForwardingRefused CHECK = new ForwardingRefused();

    private static Handshake ended(Failure.Kind kind, String... remarks) {
        Handshake loggedIn =
                Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.Succeeded(Optional.of(Facts.MINE)));
        return Transcripts.changed(loggedIn, copy -> {
            copy.remarks = List.of(remarks);
            copy.failure = Optional.of(new Failure(kind, "10.0.0.5:22: open failed", ""));
        });
    }

    @Test
    void firesProvenThoughTheLoginWorked() {
        Finding finding =
                fires(CHECK, Facts.healthy().withHandshake(ended(Failure.Kind.FORWARDING_REFUSED)), Certainty.PROVEN);
        assertEquals(Subject.use(), finding.subject());
        assertEquals("10.0.0.5:22: open failed", finding.evidence().get(0).saying());
    }

    @Test
    void firesAndShowsTheKeysOwnOptions() {
        String remark = "/root/.ssh/authorized_keys:1: key options: pty user-rc";
        Finding finding = fires(
                CHECK, Facts.healthy().withHandshake(ended(Failure.Kind.FORWARDING_REFUSED, remark)), Certainty.PROVEN);
        assertEquals(remark, finding.evidence().get(1).span().text());
        assertTrue(fires(
                        CHECK,
                        Facts.healthy()
                                .withHandshake(ended(
                                        Failure.Kind.FORWARDING_REFUSED,
                                        "/root/.ssh/authorized_keys:1: key options: port-forwarding pty")),
                        Certainty.PROVEN)
                .evidence()
                .stream()
                .allMatch(it -> it.span().text().isEmpty()));
    }

    @Test
    void silentWhenTheNextHostIsToBlame() {
        silent(CHECK, Facts.healthy().withHandshake(ended(Failure.Kind.DISCONNECTED)));
    }

    @Test
    void silentWhenTheLoginWorks() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
