package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoIdentityTest {
    private static final NoIdentity CHECK = new NoIdentity();

    @Test
    void firesProvenWhenTheServerWasOfferedNothing() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities()
                        .withLocalKeys()
                        .withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("there is none in ~/.ssh"), finding.message());
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        Finding finding = fires(CHECK, Facts.offline().withIdentities(), Certainty.LIKELY);
        assertTrue(finding.message().contains("~/.ssh/id_ed25519"), finding.message());
    }

    @Test
    void firesWithoutEffectWhenTheServerTakesNoKeys() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities()
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES, List.of("password"), List.of(), new Login.NotTried("no"), false)),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesProvenWhenOnlyThePublicHalfIsHereAndTheServerAcceptsIt() {
        Identity it = Facts.missing(Facts.PATH, Identity.NamedBy.DEFAULT);
        Identity half = new Identity(
                it.path(),
                it.namedBy(),
                it.namedAt(),
                it.file(),
                Observed.present(Facts.publicFile(Facts.PATH + ".pub", Facts.MINE)),
                Optional.of(Facts.MINE),
                Identity.PublicFrom.PUB_FILE,
                Identity.Pair.NONE,
                false,
                1,
                "");
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(half)
                        .withLocalKeys()
                        .withHandshake(Facts.answers(
                                List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("ssh cannot sign"))),
                Certainty.PROVEN);
        assertTrue(finding.message().startsWith("Only the public half"), finding.message());
    }

    @Test
    void firesWithoutAdviceToNameAKeyWhoseTypeTheConfigLeavesOut() {
        Facts facts = Facts.offline().withIdentities();
        Finding finding = fires(
                CHECK,
                facts.withConfiguration(Facts.configuration("pubkeyacceptedalgorithms", "rsa-sha2-512", 2)),
                Certainty.LIKELY);
        String advice = finding.fix().orElseThrow().summary();
        assertFalse(advice.contains("-i "), advice);
        assertTrue(advice.contains("leaves out ssh-ed25519"), advice);
        assertTrue(finding.message().contains("PubkeyAcceptedAlgorithms leaves out the type"), finding.message());
        String otherwise = fires(
                        CHECK,
                        facts.withConfiguration(
                                Facts.configuration("pubkeyacceptedalgorithms", "rsa-sha2-512,ssh-ed25519", 2)),
                        Certainty.LIKELY)
                .fix()
                .orElseThrow()
                .summary();
        assertTrue(otherwise.contains("-i ~/.ssh/id_ed25519"), otherwise);
    }

    @Test
    void silentWhenThereIsAKey() {
        silent(CHECK, Facts.healthy());
    }
}
