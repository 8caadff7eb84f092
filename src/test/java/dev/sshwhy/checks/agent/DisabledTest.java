package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisabledTest {
    private static final Disabled CHECK = new Disabled();

    private static Facts off(Facts facts) {
        return facts.withConfiguration(Facts.configuration("identityagent", "none", 4))
                .withAgent(Agent.none("IdentityAgent is none"))
                .withOtherAgents(Facts.otherAgent("SSH_AUTH_SOCK", Facts.MINE))
                .withLocalKeys()
                .withIdentities();
    }

    @Test
    void firesProvenWhenTheAccountHoldsTheKeyAndTheServerWasOfferedNothing() {
        Finding finding = fires(
                CHECK,
                off(Facts.healthy()).withHandshake(Facts.answers(List.of(), new Login.NotTried("no key"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("IdentityAgent is none"), finding.message());
    }

    @Test
    void firesAsLikelyWhenNobodyAskedTheServer() {
        fires(CHECK, off(Facts.offline()), Certainty.LIKELY);
        fires(CHECK, off(Facts.offline()).withoutAccount(), Certainty.LIKELY);
    }

    @Test
    void tellsToLeaveTheOptionOutWhereItWasTyped() {
        ConfigValue typed = new ConfigValue("none", Span.of(Span.COMMAND_LINE, ""), List.of());
        Finding finding = fires(
                CHECK,
                off(Facts.offline())
                        .withConfiguration(new Configuration(
                                List.of(), Map.of("identityagent", List.of(typed)), List.of(), List.of())),
                Certainty.LIKELY);
        assertTrue(finding.fix().orElseThrow().summary().contains("out of the command"));
        assertTrue(finding.fix().orElseThrow().steps().isEmpty());
    }

    @Test
    void silentWhenAnotherKeyLogsIn() {
        silent(CHECK, off(Facts.healthy()).withIdentities(Facts.identity(Facts.PATH, Facts.MINE)));
    }

    @Test
    void silentWhenTheAccountHoldsAnotherKeyOrTheKeyIsAFileToo() {
        silent(CHECK, off(Facts.offline()).withAccount(Facts.field(Facts.OTHER.line())));
        silent(CHECK, off(Facts.offline()).withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod", Facts.MINE)));
    }

    @Test
    void silentWhenTheAgentIsNotTurnedOff() {
        silent(CHECK, off(Facts.offline()).withConfiguration(Facts.configuration("identityagent", "/run/a", 4)));
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenNobodyWasAskedWhichKeyIsWanted() {
        Facts facts = off(Facts.offline())
                .withoutAccount()
                .withOtherAgents()
                .withMachine(Facts.machine(Map.of("SSH_AUTH_SOCK", "/run/agent.sock")));
        cannotTell(CHECK, facts.withIdentities(Facts.identity(Facts.PATH, Facts.OTHER)));
    }
}
