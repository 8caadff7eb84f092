package dev.sshwhy.checks.key;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.TestKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairMismatchTest {
    private static final PairMismatch CHECK = new PairMismatch();
    private static final Identity STALE =
            Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.OTHER, Identity.NamedBy.DEFAULT, 1);
    private static final Login NO_LOGIN = new Login.NotTried("no key was accepted");

    @Test
    void firesProvenWhenTheAccountHoldsTheTrueKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(STALE)
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), NO_LOGIN)),
                Certainty.PROVEN);
        assertEquals(
                List.of(
                        "sh",
                        "-c",
                        "ssh-keygen -y -f '/home/me/.ssh/id_ed25519' > '/home/me/.ssh/id_ed25519.pub.new'"
                                + " && mv '/home/me/.ssh/id_ed25519.pub.new' '/home/me/.ssh/id_ed25519.pub'"),
                finding.fix().orElseThrow().steps().get(0).command());
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
    }

    @Test
    void closesAFileThatSshKeygenWouldNotRead() {
        Identity open = Facts.identity(
                Facts.file(Facts.PATH, Facts.MINE, 0644, KeyFile.Loading.LOADS),
                Facts.OTHER,
                Identity.NamedBy.DEFAULT,
                1);
        Facts facts = Facts.healthy()
                .withIdentities(open)
                .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), NO_LOGIN));
        List<Fix.Step> steps =
                fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow().steps();
        assertEquals(List.of("chmod", "600", Facts.PATH), steps.get(0).command());
        assertEquals("sh", steps.get(1).command().get(0));
        Finding mode = fires(new PermissionsTooOpen(), facts, Certainty.LIKELY);
        assertEquals(Optional.empty(), mode.effect(), "it blocks as soon as the .pub is right");
    }

    @Test
    void firesProvenWhenTheServerAcceptsTheStaleKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withAccount(Facts.field(Facts.OTHER.line()))
                        .withIdentities(STALE)
                        .withHandshake(Facts.answers(List.of(Facts.accepted(Facts.OTHER)), NO_LOGIN)),
                Certainty.PROVEN);
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, Facts.offline().withIdentities(STALE), Certainty.LIKELY);
    }

    @Test
    void isOnlyPossibleWhenTheAgentOffersTheTrueKey() {
        fires(
                CHECK,
                Facts.offline().withAgent(Facts.agent(Facts.MINE)).withIdentities(Facts.inAgent(Facts.MINE, 1), STALE),
                Certainty.POSSIBLE);
    }

    @Test
    void firesForACertificateOfAnotherKey() {
        PublicKey certificate = TestKeys.certificate(2, 0, -1, "root");
        Identity stray = new Identity(
                Facts.PATH,
                Identity.NamedBy.DEFAULT,
                Optional.empty(),
                STALE.file(),
                STALE.publicFile(),
                Optional.of(certificate),
                Identity.PublicFrom.CERTIFICATE,
                Identity.Pair.MISMATCH,
                false,
                1,
                "");
        Facts accepted = Facts.healthy()
                .withIdentities(stray)
                .withHandshake(Facts.answers(List.of(Facts.accepted(certificate)), NO_LOGIN));
        String message = fires(CHECK, accepted, Certainty.PROVEN).message();
        assertTrue(message.contains("is not a certificate of ~/.ssh/id_ed25519"), message);
    }

    @Test
    void firesAsLikelyWhenNobodyKnowsTheAccountAndAllIsRefused() {
        fires(
                CHECK,
                Facts.healthy()
                        .withoutAccount()
                        .withIdentities(STALE)
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), NO_LOGIN)),
                Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenABrokenLineOfTheAccountMeansTheTrueKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withAccount(Facts.field(
                                Facts.fault(AccountFault.Kind.KEY_TRUNCATED, Facts.MINE),
                                "ssh-ed25519 " + Facts.MINE.blob().substring(0, 60)))
                        .withIdentities(STALE)
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), NO_LOGIN)),
                Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
    }

    @Test
    void looksForTheOtherHalfWhenABrokenLineOfTheAccountMeansTheStaleKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withAccount(Facts.field(
                                Facts.fault(AccountFault.Kind.FINGERPRINT_PASTED, Facts.OTHER),
                                Facts.OTHER.fingerprint()))
                        .withIdentities(STALE)
                        .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), NO_LOGIN)),
                Certainty.LIKELY);
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void movesThePubFileAwayWhereThePrivateKeyIsEncrypted() {
        Identity encrypted = Facts.identity(
                Facts.file(Facts.PATH, Facts.MINE, 0600, KeyFile.Loading.ASKS_PASSPHRASE),
                Facts.OTHER,
                Identity.NamedBy.DEFAULT,
                1);
        Finding finding = fires(CHECK, Facts.offline().withIdentities(encrypted), Certainty.LIKELY);
        assertEquals("mv", finding.fix().orElseThrow().steps().get(0).command().get(0));
    }

    @Test
    void silentWhenBothHalvesBelongTogether() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFileCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withIdentities(Facts.unreadable(Facts.PATH)));
    }
}
