package dev.sshwhy.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.rule.Severity;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
    private static RuleFinding finding(
            String rule, Effect effect, Certainty certainty, Subject subject, String... explains) {
        RulePage page = new RulePage(rule, "It is " + rule, Severity.ERROR, effect, List.of(explains), "0.1", "");
        return new RuleFinding(
                page, Finding.of(certainty, subject, "What was seen.").seen(Span.of("here", ""), "this"));
    }

    private static Diagnosis diagnose(Facts facts, RuleFinding... findings) {
        return Diagnostician.diagnose(facts.snapshot(), it -> new Engine.Result(List.of(findings), List.of()));
    }

    private static List<String> rules(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Diagnosed::rule).toList();
    }

    @Test
    void readyOnlyAfterALogin() {
        assertEquals(Verdict.READY, diagnose(Facts.healthy()).verdict());
        assertEquals(Verdict.UNKNOWN, diagnose(Facts.offline()).verdict());
        assertEquals(Verdict.UNKNOWN, diagnose(Facts.refused()).verdict());
    }

    @Test
    void aLoginTakesTheEffectFromEveryFindingButThoseThatStopSshItself() {
        RuleFinding key = finding("key/damaged", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        assertEquals(Verdict.READY, diagnose(Facts.healthy(), key).verdict());
        RuleFinding start = finding("config/bad-value", Effect.BLOCKS, Certainty.PROVEN, Subject.start());
        assertEquals(Verdict.BLOCKED, diagnose(Facts.healthy(), start).verdict());
    }

    @Test
    void whatSshTriesInAnotherWayLeavesTheVerdictOpen() {
        OtherWay kerberos = new OtherWay("gssapi-with-mic", "Kerberos", true);
        Diagnosis loggedIn = diagnose(changed(Facts.healthy(), it -> it.otherWays = List.of(kerberos)));
        assertEquals(Verdict.UNKNOWN, loggedIn.verdict());
        assertTrue(loggedIn.summary().contains("another way first"), loggedIn.summary());
        assertTrue(loggedIn.notChecked().stream().anyMatch(it -> it.what().equals("gssapi-with-mic")));
        RuleFinding key = finding("key/damaged", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        RuleFinding host = finding("network/refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        Facts refused = changed(Facts.refused(), it -> it.otherWays = List.of(kerberos));
        assertEquals(Verdict.UNKNOWN, diagnose(refused, key).verdict());
        assertEquals(Verdict.BLOCKED, diagnose(refused, host).verdict());
        assertEquals(Verdict.BLOCKED, diagnose(Facts.refused(), key).verdict());
    }

    @Test
    void aYesThatEveryKeyGetsProvesNoLogin() {
        RuleFinding prompts = finding("host/key-unknown", Effect.PROMPTS, Certainty.PROVEN, Subject.host());
        Facts any = Facts.healthy()
                .withHandshake(Facts.answers(
                        List.of(new KeyAnswer(Facts.MINE, KeyAnswer.Answer.UNPROVEN, "it says yes to all")),
                        new Login.NotTried("a signature goes only to a known host key")));
        assertEquals(Verdict.UNKNOWN, diagnose(any, prompts).verdict());
        Facts accepted = Facts.healthy()
                .withHandshake(Facts.answers(
                        List.of(Facts.accepted(Facts.MINE)),
                        new Login.NotTried("a signature goes only to a known host key")));
        assertEquals(Verdict.PROMPTS, diagnose(accepted, prompts).verdict());
    }

    private static Facts changed(Facts facts, Consumer<Transcripts> change) {
        return facts.withHandshake(
                Transcripts.changed(facts.snapshot().handshake().seen().orElseThrow(), change));
    }

    @Test
    void aGuessNeverDecides() {
        RuleFinding guess = finding("key/damaged", Effect.BLOCKS, Certainty.POSSIBLE, Subject.host());
        assertEquals(Verdict.UNKNOWN, diagnose(Facts.offline(), guess).verdict());
    }

    @Test
    void whatBlocksStandsBeforeWhatPromptsAndTheSurerFirst() {
        Diagnosis diagnosis = diagnose(
                Facts.offline(),
                finding("account/empty", Effect.BLOCKS, Certainty.LIKELY, Subject.host()),
                finding("key/passphrase-needed", Effect.PROMPTS, Certainty.PROVEN, Subject.host()),
                finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host()),
                finding("network/refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host()));
        assertEquals(
                List.of("network/refused", "server/key-refused", "account/empty", "key/passphrase-needed"),
                rules(diagnosis));
        assertEquals(Verdict.BLOCKED, diagnosis.verdict());
    }

    @Test
    void aConsequenceFollowsItsCause() {
        Diagnosis diagnosis = diagnose(
                Facts.refused(),
                finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host()),
                finding("account/empty", Effect.BLOCKS, Certainty.PROVEN, Subject.host(), "server/key-refused"));
        assertEquals(List.of("account/empty", "server/key-refused"), rules(diagnosis));
        assertEquals("account/empty", diagnosis.findings().get(1).causedBy().orElseThrow());
    }

    @Test
    void aCauseExplainsOnlyWhatIsAboutTheSameKey() {
        Subject mine = Subject.key(Facts.MINE);
        Subject other = Subject.key(Facts.OTHER);
        Diagnosis diagnosis = diagnose(
                Facts.offline(),
                finding("key/pair-mismatch", Effect.BLOCKS, Certainty.LIKELY, mine, "key/damaged"),
                finding("key/damaged", Effect.BLOCKS, Certainty.LIKELY, other));
        assertTrue(diagnosis.findings().stream().allMatch(Diagnosed::isCause));
    }

    @Test
    void aGuessExplainsNothing() {
        Diagnosis diagnosis = diagnose(
                Facts.refused(),
                finding("account/empty", Effect.BLOCKS, Certainty.POSSIBLE, Subject.host(), "server/key-refused"),
                finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host()));
        assertEquals("server/key-refused", rules(diagnosis).get(0));
        assertTrue(diagnosis.findings().get(0).isCause());
    }

    @Test
    void anotherAcceptedAndUsableKeyTakesTheEffectFromAKeysFinding() {
        Identity first = Facts.identity(Facts.PATH, Facts.MINE);
        Identity locked = Facts.identity(
                Facts.file(Facts.HOME + "/.ssh/locked", Facts.OTHER, 0600, KeyFile.Loading.ASKS_PASSPHRASE),
                Facts.OTHER,
                Identity.NamedBy.DEFAULT,
                2);
        Facts facts = Facts.healthy()
                .withIdentities(first, locked)
                .withHandshake(
                        Facts.answers(List.of(Facts.accepted(Facts.MINE)), new Login.NotTried("--no-sign was given")));
        RuleFinding passphrase =
                finding("key/passphrase-needed", Effect.PROMPTS, Certainty.PROVEN, Subject.key(Facts.OTHER));
        Diagnosis diagnosis = diagnose(facts, passphrase);
        assertEquals(Effect.NONE, diagnosis.findings().get(0).effect());
        assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
    }

    private static final ControlSocket SHARED = new ControlSocket("/tmp/mux", ControlSocket.State.LIVE, 1);

    @Test
    void aSharedConnectionNeedsNoKeyAndLeavesItOpen() {
        RuleFinding refused = finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        Diagnosis diagnosis = diagnose(Facts.refused().withControlSocket(SHARED), refused);
        assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
        assertEquals(Effect.NONE, diagnosis.findings().get(0).effect());
        assertTrue(diagnosis.notChecked().toString().contains("ControlMaster"));
        assertEquals(
                Verdict.UNKNOWN,
                diagnose(Facts.healthy().withControlSocket(SHARED)).verdict());
        RuleFinding start = finding("config/bad-value", Effect.BLOCKS, Certainty.PROVEN, Subject.start());
        assertEquals(
                Verdict.BLOCKED,
                diagnose(Facts.healthy().withControlSocket(SHARED), start).verdict());
    }

    /** A way that ends at the jump host "203.0.113.7", as these facts tell it. */
    private static Facts behind(Facts jump) {
        return Facts.offline().withJumps(jump.snapshot());
    }

    /** The same findings at the jump host and at the target. */
    private static Diagnosis behind(Facts jump, RuleFinding atJump) {
        Snapshot there = jump.snapshot();
        return Diagnostician.diagnose(
                Facts.offline().withJumps(there).snapshot(),
                it -> new Engine.Result(it.equals(there) ? List.of(atJump) : List.of(), List.of()));
    }

    @Test
    void whatBlocksAtAJumpHostBlocksTheWay() {
        RuleFinding refused = finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        Diagnosis diagnosis = behind(Facts.refused(), refused);
        assertEquals(Verdict.BLOCKED, diagnosis.verdict());
        Diagnosed first = diagnosis.firstCause().orElseThrow();
        assertEquals(Optional.of("203.0.113.7"), first.jump());
        assertEquals(
                "At the jump host 203.0.113.7: what was seen.", first.finding().message());
        assertTrue(diagnosis.summary().contains("at the jump host 203.0.113.7"), diagnosis.summary());
    }

    @Test
    void aKeyForAJumpHostIsNamedInTheConfig() {
        RuleFinding unnamed = finding("key/not-offered", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        Fix typed = fixAtJump(unnamed, Fix.safe("Name it with -i ~/.ssh/pod, or once for all in ~/.ssh/config:"));
        assertTrue(typed.steps().get(0).text().orElseThrow().contains("\"Host 203.0.113.7\""), typed::toString);
        // A step that changes the config says already where the line goes.
        Fix written = fixAtJump(
                unnamed, Fix.safe("Name it with -i ~/.ssh/pod, or:").edit("/home/me/.ssh/config", "Host 203.0.113.7"));
        assertTrue(written.steps().get(1).text().orElseThrow().endsWith("for the target alone."), written::toString);
        assertEquals(
                List.of(),
                fixAtJump(unnamed, Fix.safe("Restart the key-id-agent.")).steps());
    }

    private static Fix fixAtJump(RuleFinding it, Fix fix) {
        RuleFinding fixed = new RuleFinding(it.page(), it.finding().withFix(fix));
        return behind(Facts.refused(), fixed)
                .firstCause()
                .orElseThrow()
                .finding()
                .fix()
                .orElseThrow();
    }

    @Test
    void whatAJumpHostAsksForLeavesTheRestOpen() {
        RuleFinding unknown = finding("host/key-unknown", Effect.PROMPTS, Certainty.PROVEN, Subject.host());
        Diagnosis diagnosis = behind(Facts.refused(), unknown);
        assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
        assertTrue(diagnosis.summary().startsWith("ssh asks first at the jump host"), diagnosis.summary());
    }

    @Test
    void aJumpHostThatLeadsOnIsNotAskedAboutAgain() {
        RuleFinding refused = finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        assertEquals(List.of(), behind(Facts.healthy(), refused).findings());
    }

    @Test
    void aJumpHostBehindASharedConnectionIsNotToBlame() {
        RuleFinding refused = finding("server/key-refused", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        Diagnosis diagnosis = behind(Facts.refused().withControlSocket(SHARED), refused);
        assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
        assertTrue(diagnosis.notChecked().toString().contains("ControlMaster"));
    }

    @Test
    void theTargetsAccountIsNoBusinessOfAJumpHost() {
        RuleFinding account = finding("account/empty", Effect.BLOCKS, Certainty.PROVEN, Subject.host());
        assertEquals(List.of(), behind(Facts.refused(), account).findings());
        assertEquals(Verdict.UNKNOWN, diagnose(behind(Facts.refused())).verdict());
    }

    @Test
    void nothingIsSureOfAHostWhoseNameSshCompletes() {
        RuleFinding unnamed = finding("key/not-offered", Effect.BLOCKS, Certainty.LIKELY, Subject.host());
        String domains = "CanonicalizeHostname yes\nCanonicalDomains pods.example\n";
        Facts completed = Facts.offline().withConfigFile(domains, "root@gpu");
        assertEquals(Verdict.UNKNOWN, diagnose(completed, unnamed).verdict());
        assertEquals(
                Verdict.BLOCKED,
                diagnose(Facts.offline().withConfigFile(domains, "root@a.b.c"), unnamed)
                        .verdict());
        RuleFinding start = finding("config/bad-value", Effect.BLOCKS, Certainty.PROVEN, Subject.start());
        assertEquals(Verdict.BLOCKED, diagnose(completed, start).verdict());
    }

    @Test
    void aPortThatTheServerIsToListenOnLeavesALoginOpenWhereSshEndsWithoutIt() {
        Configuration asks = Facts.configuration("remoteforward", "9000 [localhost]:9000", 2);
        assertEquals(
                Verdict.READY, diagnose(Facts.healthy().withConfiguration(asks)).verdict());
        Map<String, List<ConfigValue>> both = new HashMap<>(asks.options());
        both.putAll(Facts.configuration("exitonforwardfailure", "yes", 3).options());
        Diagnosis diagnosis =
                diagnose(Facts.healthy().withConfiguration(new Configuration(List.of(), both, List.of(), List.of())));
        assertEquals(Verdict.UNKNOWN, diagnosis.verdict());
        assertTrue(diagnosis.summary().contains("RemoteForward"), diagnosis.summary());
        assertTrue(diagnosis.notChecked().toString().contains("ExitOnForwardFailure"));
    }

    @Test
    void whatCouldNotBeCheckedIsTold() {
        Gap gap = new Gap("the account's public-key field", "it was not given");
        Diagnosis diagnosis =
                Diagnostician.diagnose(Facts.offline().snapshot(), it -> new Engine.Result(List.of(), List.of(gap)));
        assertTrue(diagnosis.notChecked().contains(gap));
    }

    @Test
    void exitCodesAreThoseOfTheVerdict() {
        assertEquals(0, Verdict.READY.exitCode(true));
        assertEquals(0, Verdict.PROMPTS.exitCode(false));
        assertEquals(1, Verdict.PROMPTS.exitCode(true));
        assertEquals(1, Verdict.BLOCKED.exitCode(false));
        assertEquals(3, Verdict.UNKNOWN.exitCode(false));
    }
}
