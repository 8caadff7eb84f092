package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoCommonAlgorithmTest {
    private static final NoCommonAlgorithm CHECK = new NoCommonAlgorithm();
    private static final List<String> ANY = List.of("any");
    private static final List<String> HOST_KEYS = List.of("ssh-ed25519", "rsa-sha2-512");
    private static final Handshake OLD_SERVER = disagreeing(HOST_KEYS, "ssh-rsa", "ssh-dss");

    @Test
    void firesProvenAndNamesTheLeastBadOptionThatLetsTheOldServerIn() {
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(OLD_SERVER), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertEquals("ssh-rsa,ssh-dss", finding.evidence().get(0).span().text());
        assertEquals(
                "ssh-ed25519,rsa-sha2-512", finding.evidence().get(1).span().text());
        String advice = finding.fix().orElseThrow().steps().get(0).text().orElseThrow();
        assertTrue(advice.contains("HostKeyAlgorithms=+ssh-rsa "), advice);
        assertTrue(advice.contains("weak"), advice);
    }

    @Test
    void firesAndBlamesTheLineOfTheConfigThatLeavesTooFew() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration("hostkeyalgorithms", "ssh-dss", 2))
                        .withHandshake(disagreeing(List.of("ssh-dss"), "rsa-sha2-512", "ssh-ed25519")),
                Certainty.PROVEN);
        assertEquals(2, finding.evidence().get(1).span().line());
        String advice = finding.fix().orElseThrow().summary();
        assertTrue(advice.contains("Take HostKeyAlgorithms out of ~/.ssh/config, line 2"), advice);
        assertTrue(advice.contains("rsa-sha2-512"), advice);
    }

    @Test
    void firesAndAsksForANewerSshWhereTheServerIsTooNew() {
        Finding finding = fires(
                CHECK, Facts.healthy().withHandshake(disagreeing(HOST_KEYS, "ssh-of-the-future")), Certainty.PROVEN);
        assertTrue(finding.fix().orElseThrow().summary().contains("install a newer OpenSSH"));
    }

    @Test
    void firesForAServerThatOffersNothing() {
        fires(CHECK, Facts.healthy().withHandshake(disagreeing(HOST_KEYS)), Certainty.PROVEN);
    }

    @Test
    void firesProvenForARegisteredKeyWithoutASignatureAlgorithm() {
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(passedOver()), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAsLikelyWhenTheAccountIsNotKnown() {
        fires(
                CHECK,
                Facts.healthy().withAccount(Observed.notLookedAt("not given")).withHandshake(passedOver()),
                Certainty.LIKELY);
    }

    @Test
    void silentWhenBothAgree() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    private static Handshake passedOver() {
        return Facts.answers(
                List.of(new KeyAnswer(
                        Facts.MINE,
                        KeyAnswer.Answer.PASSED_OVER,
                        "ssh does not offer it: no signature algorithm for ssh-rsa in common with the server")),
                new Login.NotTried("no key was accepted"));
    }

    private static Handshake disagreeing(List<String> ours, String... theirs) {
        Proposal ssh = Proposal.alike(ANY, ours, ANY, ANY);
        Proposal server = Proposal.alike(ANY, List.of(theirs), ANY, ANY);
        return Transcripts.changed(
                Facts.failed(Failure.Kind.NO_COMMON_ALGORITHM, Reached.GREETING, ""),
                copy -> copy.proposals = Optional.of(new Proposal.Pair(ssh, server)));
    }
}
