package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.TestKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoMatchingKeyTest {
    private static final NoMatchingKey CHECK = new NoMatchingKey();
    private static final String RSA = Facts.HOME + "/.ssh/id_rsa";
    private static final PublicKey OLD =
            new PublicKey("ssh-rsa", 3072, "SHA256:old", "AAAAB3NzaC1yc2EAAAADAQABold", "");
    private static final String WORK = Facts.HOME + "/.ssh/id_work";

    @Test
    void firesProvenWhenTheServerRefusesEveryKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read("@OTHER@")), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertEquals(
                Optional.of(Facts.OTHER.line() + "\n" + Facts.MINE.line() + "\n"),
                finding.fix().orElseThrow().steps().get(0).text());
    }

    @Test
    void isLessSureBesideACertificateWhichNoFieldTellsOf() {
        Identity plain = Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, Identity.NamedBy.DEFAULT, 1);
        PublicKey certificate = TestKeys.certificate(1, 0, -1, "root");
        Identity certified = Facts.identity(Facts.PATH, certificate);
        Facts both = Facts.offline().withAccount(Fields.read("@OTHER@")).withIdentities(plain, certified);
        fires(CHECK, both, Certainty.POSSIBLE);
        fires(
                CHECK,
                both.withHandshake(Facts.answers(
                        List.of(Facts.refused(Facts.MINE), Facts.refused(certificate)), new Login.NotTried("refused"))),
                Certainty.LIKELY);
    }

    @Test
    void namesEveryOfferedKeyAndRegistersTheEd25519One() {
        Identity rsa = Facts.identity(Facts.file(RSA, OLD), OLD, Identity.NamedBy.DEFAULT, 1);
        Identity mine = Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, Identity.NamedBy.DEFAULT, 2);
        Facts two = Facts.offline().withAccount(Fields.read("@OTHER@")).withIdentities(rsa, mine);
        Finding finding = fires(CHECK, two, Certainty.LIKELY);
        assertTrue(
                finding.message().startsWith("ssh offers ~/.ssh/id_rsa and ~/.ssh/id_ed25519, but the one key"),
                finding.message());
        assertEquals(
                Optional.of(Facts.OTHER.line() + "\n" + Facts.MINE.line() + "\n"),
                finding.fix().orElseThrow().steps().get(0).text());
        Finding three = fires(CHECK, two.withIdentities(rsa, mine, Facts.inAgent(Fields.THIRD, 3)), Certainty.LIKELY);
        assertTrue(
                three.message()
                        .startsWith("ssh offers 3 keys, ~/.ssh/id_rsa, ~/.ssh/id_ed25519 and the agent's "
                                + Fields.THIRD.fingerprint() + ", but"),
                three.message());
    }

    @Test
    void namesTheFirstOfManyOfferedKeys() {
        Identity[] many = new Identity[8];
        for (int i = 0; i < many.length; i++) {
            many[i] = Facts.inAgent(Facts.key(20 + i, ""), i + 1);
        }
        Finding finding = fires(
                CHECK, Facts.offline().withAccount(Fields.read("@OTHER@")).withIdentities(many), Certainty.LIKELY);
        assertTrue(finding.message().startsWith("ssh offers 8 keys, "), finding.message());
        assertTrue(finding.message().contains(" and 2 more, but"), finding.message());
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(Fields.read("@OTHER@\n@THIRD@\n")), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenTheNamedFileIsMissingAndMayHaveBeenTheOne() {
        fires(
                CHECK,
                Facts.refused()
                        .withIdentities(
                                Facts.identity(Facts.PATH, Facts.MINE),
                                Facts.missing(WORK, Identity.NamedBy.COMMAND_LINE))
                        .withAccount(Fields.read("@OTHER@")),
                Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleWhenAKeyHidesItsPublicHalf() {
        fires(
                CHECK,
                Facts.refused()
                        .withIdentities(Facts.identity(Facts.PATH, Facts.MINE), Facts.unreadable(WORK))
                        .withAccount(Fields.read("@OTHER@")),
                Certainty.POSSIBLE);
    }

    @Test
    void firesWhenTheRegisteredKeyIsHereOnlyAsAPublicHalf() {
        Finding finding = fires(
                CHECK,
                Facts.refused()
                        .withLocalKeys(Facts.file(Facts.PATH, Facts.MINE), Facts.publicFile(WORK + ".pub", Facts.OTHER))
                        .withAccount(Fields.read("@OTHER@")),
                Certainty.PROVEN);
        assertTrue(finding.evidence().get(1).saying().contains("only its public half"));
    }

    @Test
    void tellsThatAPairWasMadeAnewWhenTheCommentsAreTheSame() {
        PublicKey older = Facts.key(4, Facts.MINE.comment());
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read(older.line())), Certainty.PROVEN);
        assertTrue(finding.message().contains("made anew"), finding.message());
    }

    @Test
    void tellsASlipWhenACopiedKeyDiffersInALetter() {
        String altered =
                Facts.MINE.blob().substring(0, 60) + "I" + Facts.MINE.blob().substring(61);
        Finding finding = fires(
                CHECK,
                Facts.refused().withAccount(Fields.read("ssh-ed25519 " + altered + " me@laptop")),
                Certainty.PROVEN);
        assertTrue(finding.evidence().get(1).saying().contains("a few letters"));
    }

    @Test
    void firesWhenTheBrokenLinesAreAnotherMachinesToo() {
        fires(CHECK, Facts.offline().withAccount(Fields.read("\"@OTHER@\"")), Certainty.LIKELY);
    }

    @Test
    void firesWithoutEffectWhenTheServerAcceptsAnUnregisteredKey() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withAccount(Fields.read("@OTHER@"))
                        .withHandshake(
                                Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("--no-sign"))),
                Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenARegisteredKeyIsOffered() {
        silent(CHECK, Facts.refused());
    }

    @Test
    void silentWhenARegisteredKeyIsHereAndNotOffered() {
        silent(
                CHECK,
                Facts.refused()
                        .withLocalKeys(Facts.file(WORK, Facts.OTHER), Facts.publicFile(WORK + ".pub", Facts.OTHER))
                        .withAccount(Fields.read("@OTHER@")));
    }

    @Test
    void silentWhenTheStalePubHidesTheRegisteredKey() {
        Identity stale = Facts.identity(
                Facts.file(Facts.PATH, Facts.OTHER, 0600, KeyFile.Loading.LOADS),
                Facts.MINE,
                Identity.NamedBy.DEFAULT,
                1);
        silent(CHECK, Facts.refused().withIdentities(stale).withAccount(Fields.read("@OTHER@")));
    }

    @Test
    void silentWhenTheAgentHoldsARegisteredKey() {
        silent(CHECK, Facts.refused().withAgent(Facts.agent(Facts.OTHER)).withAccount(Fields.read("@OTHER@")));
    }

    @Test
    void silentWhenABrokenLineMeansAKeyOfThisMachine() {
        silent(CHECK, Facts.refused().withAccount(Fields.read("@OTHER@\n@MINE FINGERPRINT@\n")));
    }

    @Test
    void silentWhenSshOffersNoKeyAtAll() {
        silent(CHECK, Facts.offline().withIdentities().withAccount(Fields.read("@OTHER@")));
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.refused().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }
}
