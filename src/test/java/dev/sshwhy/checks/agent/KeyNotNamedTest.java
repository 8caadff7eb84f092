package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyNotNamedTest {
    private static final KeyNotNamed CHECK = new KeyNotNamed();
    private static final Configuration ONLY = Facts.configuration("identitiesonly", "yes", 4);

    private static Facts hidden(Facts facts) {
        return facts.withConfiguration(ONLY)
                .withAgent(Facts.agent(Facts.MINE))
                .withLocalKeys()
                .withIdentities(Facts.inAgent(Facts.MINE, 0));
    }

    @Test
    void firesProvenWhenTheAccountHoldsTheKeyAndTheServerWasOfferedNothing() {
        Finding finding = fires(
                CHECK,
                hidden(Facts.healthy()).withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("IdentitiesOnly is on"), finding.message());
        // What the last step writes names what the first one saves.
        fires(CHECK, hidden(Facts.offline()), Certainty.LIKELY)
                .fix()
                .ifPresent(it -> assertTrue(
                        it.steps().get(2).text().orElseThrow().contains("IdentityFile ~/.ssh/agent_key.pub")));
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, hidden(Facts.offline()), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWhenNothingElseIsOfferedAndNobodyKnowsTheAccount() {
        fires(CHECK, hidden(Facts.offline()).withoutAccount(), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheKeyIsNotRegistered() {
        silent(CHECK, hidden(Facts.offline()).withAccount(Facts.field(Facts.OTHER.line())));
    }

    @Test
    void silentWhenTheKeyIsAFileToo() {
        silent(CHECK, hidden(Facts.offline()).withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod", Facts.MINE)));
    }

    @Test
    void silentWhenIdentitiesOnlyIsOff() {
        silent(CHECK, hidden(Facts.offline()).withConfiguration(Facts.configuration("identitiesonly", "no", 4)));
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenNobodyKnowsTheAccountAndAnotherKeyIsOffered() {
        cannotTell(
                CHECK,
                hidden(Facts.offline())
                        .withoutAccount()
                        .withIdentities(Facts.identity(Facts.PATH, Facts.OTHER), Facts.inAgent(Facts.MINE, 0)));
    }
}
