package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TooManyKeysTest {
    private static final TooManyKeys CHECK = new TooManyKeys();
    private static final Login OVER = new Login.NotTried("the server had hung up");

    /** Seven keys of the agent, and then {@code last}. */
    private static Facts crowded(Facts facts, Identity last) {
        Identity[] all = new Identity[8];
        for (int i = 0; i < 7; i++) {
            all[i] = Facts.inAgent(Facts.key(20 + i, "other"), i + 1);
        }
        all[7] = last;
        return facts.withIdentities(all);
    }

    private static Identity named(Identity.NamedBy namedBy) {
        return Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, namedBy, 8);
    }

    private static Handshake cutOff() {
        List<KeyAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(Facts.refused(Facts.key(20 + i, "other")));
        }
        return Facts.handshake(HostKey.Known.YES, List.of("publickey", "password"), answers, OVER, true);
    }

    @Test
    void firesProvenWhenTheServerHungUpBeforeTheRegisteredKey() {
        Finding finding = fires(
                CHECK,
                crowded(Facts.healthy(), named(Identity.NamedBy.DEFAULT)).withHandshake(cutOff()),
                Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertTrue(finding.message().contains("after 6 refused keys"), finding.message());
    }

    @Test
    void namesAKeyThatOnlyTheAgentHoldsByItsPublicHalf() {
        Finding finding = fires(
                CHECK,
                crowded(Facts.healthy(), Facts.inAgent(Facts.MINE, 8))
                        .withLocalKeys()
                        .withHandshake(cutOff()),
                Certainty.PROVEN);
        Fix fix = finding.fix().orElseThrow();
        assertEquals(
                "echo '" + Facts.MINE.type() + " " + Facts.MINE.blob() + "' > '" + Facts.HOME + "/.ssh/agent_key.pub'",
                fix.steps().get(0).command().get(2));
        assertTrue(
                fix.steps().get(1).text().orElseThrow().contains(" -o IdentitiesOnly=yes -i ~/.ssh/agent_key.pub "),
                fix.steps()::toString);
    }

    @Test
    void namesAKeyOfTheAgentByItsFileWhereThereIsOne() {
        Facts facts = crowded(Facts.healthy(), Facts.inAgent(Facts.MINE, 8))
                .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod", Facts.MINE))
                .withHandshake(cutOff());
        Fix fix = fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow();
        assertTrue(fix.steps().get(0).text().orElseThrow().contains(" -i ~/.ssh/pod "), fix.steps()::toString);
        assertTrue(
                fix.steps().get(1).text().orElseThrow().contains("IdentityFile ~/.ssh/pod\n"), fix.steps()::toString);
    }

    @Test
    void namesAKeyThatIsTypedNoSecondTime() {
        Facts facts = crowded(Facts.healthy(), named(Identity.NamedBy.COMMAND_LINE))
                .withHandshake(cutOff())
                .withConfigFile("", "-i", Facts.PATH, "203.0.113.7");
        Fix fix = fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow();
        assertEquals(
                Optional.of("ssh -o IdentitiesOnly=yes -i ~/.ssh/id_ed25519 203.0.113.7"),
                fix.steps().get(0).text());
    }

    @Test
    void namesNoFileWhereNobodyKnowsTheRightKey() {
        Facts facts = crowded(Facts.healthy(), Facts.inAgent(Facts.OTHER, 8))
                .withoutAccount()
                .withLocalKeys()
                .withHandshake(cutOff());
        Fix fix = fires(CHECK, facts, Certainty.LIKELY).fix().orElseThrow();
        assertEquals(List.of(), fix.steps());
    }

    @Test
    void savesTheAgentsKeyWhereNoOtherKeyIsLost() {
        Facts facts = crowded(Facts.healthy(), Facts.inAgent(Facts.MINE, 8))
                .withLocalKeys(Facts.publicFile(Facts.HOME + "/.ssh/agent_key.pub", Facts.OTHER))
                .withHandshake(cutOff());
        Fix fix = fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow();
        assertTrue(
                fix.steps().get(0).command().get(2).endsWith("> '" + Facts.HOME + "/.ssh/agent_key2.pub'"),
                fix.steps()::toString);
        assertTrue(
                fix.steps().get(1).text().orElseThrow().contains(" -i ~/.ssh/agent_key2.pub "), fix.steps()::toString);
    }

    @Test
    void namesNoFileOfAnotherProgramForTheAgentsKey() {
        KeyFile openssh = Facts.file(Facts.HOME + "/.ssh/pod.ppk", Facts.MINE);
        KeyFile putty = new KeyFile(
                openssh.file(),
                KeyFormat.PPK_3,
                openssh.type(),
                openssh.bits(),
                openssh.publicKey(),
                openssh.comment(),
                openssh.encrypted(),
                openssh.loading(),
                openssh.faults());
        Facts facts = crowded(Facts.healthy(), Facts.inAgent(Facts.MINE, 8))
                .withLocalKeys(putty)
                .withHandshake(cutOff());
        Fix fix = fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow();
        assertTrue(fix.steps().toString().contains("-i ~/.ssh/agent_key.pub"), fix.steps()::toString);
    }

    @Test
    void writesAPercentSignTwiceInTheConfigAlone() {
        Facts facts = crowded(Facts.healthy(), Facts.inAgent(Facts.MINE, 8))
                .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/100%", Facts.MINE))
                .withHandshake(cutOff());
        Fix fix = fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow();
        assertTrue(fix.steps().get(0).text().orElseThrow().contains(" -i ~/.ssh/100% "), fix.steps()::toString);
        assertTrue(
                fix.steps().get(1).text().orElseThrow().contains("IdentityFile ~/.ssh/100%%\n"), fix.steps()::toString);
    }

    @Test
    void firesAndPutsTheRightKeyBeforeTheOthersThatLinesName() {
        Identity other = Facts.identity(
                Facts.file(Facts.HOME + "/.ssh/other", Facts.OTHER), Facts.OTHER, Identity.NamedBy.CONFIG, 1);
        Identity mine = Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, Identity.NamedBy.CONFIG, 2);
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(other, mine)
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES,
                                List.of("publickey"),
                                List.of(Facts.refused(Facts.OTHER)),
                                OVER,
                                true)),
                Certainty.PROVEN);
        Fix fix = finding.fix().orElseThrow();
        assertTrue(fix.summary().contains("-i ~/.ssh/id_ed25519"), fix.summary());
        assertTrue(fix.summary().contains("line 2 of ~/.ssh/config"), fix.summary());
        assertEquals(List.of(), fix.steps());
    }

    @Test
    void firesProvenWhenTheKeyOfTheCommandWasNotAsked() {
        fires(
                CHECK,
                crowded(Facts.healthy(), named(Identity.NamedBy.COMMAND_LINE))
                        .withoutAccount()
                        .withHandshake(cutOff()),
                Certainty.PROVEN);
    }

    @Test
    void firesAsLikelyWhenNobodyKnowsTheAccount() {
        fires(
                CHECK,
                crowded(Facts.healthy(), named(Identity.NamedBy.DEFAULT))
                        .withoutAccount()
                        .withHandshake(cutOff()),
                Certainty.LIKELY);
    }

    @Test
    void firesAsPossibleWhenNoneOfThoseLeftIsRegistered() {
        fires(
                CHECK,
                crowded(Facts.healthy(), named(Identity.NamedBy.DEFAULT))
                        .withAccount(Facts.field(Facts.OTHER.line()))
                        .withHandshake(cutOff()),
                Certainty.POSSIBLE);
    }

    @Test
    void firesAsLikelyOfflineWhenTheRegisteredKeyStandsBehindSixOthers() {
        Finding finding = fires(CHECK, crowded(Facts.offline(), named(Identity.NamedBy.DEFAULT)), Certainty.LIKELY);
        assertTrue(finding.message().contains("7 other keys"), finding.message());
    }

    @Test
    void silentOfflineWhenNoRegisteredKeyStandsBehindTheOthers() {
        silent(
                CHECK,
                crowded(Facts.offline(), named(Identity.NamedBy.DEFAULT)).withAccount(Facts.field(Facts.OTHER.line())));
        silent(CHECK, Facts.offline());
    }

    @Test
    void silentWhenTheServerHeardThemAll() {
        silent(CHECK, Facts.refused());
    }
}
