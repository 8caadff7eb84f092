package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherAgentTest {
    private static final OtherAgent CHECK = new OtherAgent();

    private static Facts elsewhere(Facts facts) {
        return facts.withAgent(Facts.agent(Facts.OTHER))
                .withOtherAgents(Facts.otherAgent("1Password", Facts.MINE))
                .withLocalKeys()
                .withIdentities(Facts.inAgent(Facts.OTHER, 1));
    }

    @Test
    void firesProvenWhenTheServerRefusesWhatSshOffersAndTheAccountHoldsTheOtherKey() {
        Facts refused = elsewhere(Facts.healthy())
                .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), new Login.NotTried("none accepted")));
        Finding finding = fires(CHECK, refused, Certainty.PROVEN);
        assertTrue(finding.message().startsWith("1Password (~/.1password/agent.sock) holds"), finding.message());
        assertTrue(
                finding.fix().orElseThrow().steps().get(0).text().orElseThrow().contains("IdentityAgent ~/.1password"));
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, elsewhere(Facts.offline()), Certainty.LIKELY);
    }

    @Test
    void isOnlyPossibleWhenNobodyKnowsTheAccountAndOtherKeysAreOffered() {
        Facts refused = elsewhere(Facts.healthy())
                .withoutAccount()
                .withHandshake(Facts.answers(List.of(Facts.refused(Facts.OTHER)), new Login.NotTried("none accepted")));
        fires(CHECK, refused, Certainty.POSSIBLE);
    }

    @Test
    void firesWhenSshOffersThePublicHalfAloneOfAKeyThatAnotherAgentHolds() {
        Facts named = Facts.offline()
                .withOtherAgents(Facts.otherAgent("1Password", Facts.MINE))
                .withLocalKeys()
                .withIdentities(Facts.inAgent(Facts.MINE, 1).withoutAgent());
        fires(CHECK, named, Certainty.LIKELY);
        fires(CHECK, named.withoutAccount(), Certainty.LIKELY);
        fires(
                CHECK,
                named.withoutAccount()
                        .withHandshake(
                                Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("no signature"))),
                Certainty.PROVEN);
    }

    @Test
    void silentWhenTheKeyIsNotTheRegisteredOneOrIsOfferedAnyway() {
        silent(
                CHECK,
                elsewhere(Facts.offline())
                        .withAccount(Facts.field(Facts.key(5, "").line())));
        silent(
                CHECK,
                elsewhere(Facts.offline())
                        .withIdentities(Facts.inAgent(Facts.OTHER, 1), Facts.identity(Facts.PATH, Facts.MINE)));
    }

    @Test
    void silentWhenTheLoginWorksAndWhenNoOtherAgentRuns() {
        silent(CHECK, Facts.healthy().withOtherAgents(Facts.otherAgent("1Password", Facts.OTHER)));
        silent(CHECK, elsewhere(Facts.offline()).withOtherAgents());
    }

    @Test
    void silentWhenTheServerTakesNoKeys() {
        silent(
                CHECK,
                elsewhere(Facts.healthy())
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES,
                                List.of("password"),
                                List.of(),
                                new Login.NotTried("it takes no keys"),
                                false)));
    }
}
