package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyChangedTest {
    private static final KeyChanged CHECK = new KeyChanged();
    private static final Handshake CHANGED = Facts.handshake(
            HostKey.Known.CHANGED, List.of(), List.of(), new Login.NotTried("the server's key changed"), false);

    @Test
    void firesProvenWithBothFingerprintsAndTheLinesPlace() {
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(CHANGED), Certainty.PROVEN);
        assertTrue(finding.message().contains(Facts.SERVER_KEY.fingerprint()), finding.message());
        assertTrue(finding.message().contains("~/.ssh/known_hosts line 4"), finding.message());
        assertTrue(finding.message().contains(Facts.OTHER.fingerprint()), finding.message());
    }

    @Test
    void asksBeforeItTakesTheOldLineAway() {
        Fix fix = fires(CHECK, Facts.healthy().withHandshake(CHANGED), Certainty.PROVEN)
                .fix()
                .orElseThrow();
        assertEquals(Fix.Safety.ASK, fix.safety());
        assertEquals(
                List.of("ssh-keygen", "-R", "[203.0.113.7]:17445", "-f", Facts.HOME + "/.ssh/known_hosts"),
                fix.steps().get(0).command());
    }

    @Test
    void usesTheNameThatHostKeyAliasGives() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(Facts.configuration("hostkeyalias", "pod", 3))
                        .withHandshake(CHANGED),
                Certainty.PROVEN);
        assertEquals("pod", finding.fix().orElseThrow().steps().get(0).command().get(2));
    }

    @Test
    void firesWithoutEffectWhenStrictHostKeyCheckingIsOff() {
        Handshake goesOn = Hosts.with(new HostKey(Facts.SERVER_KEY, HostKey.Known.CHANGED, List.of(), true));
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(goesOn), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    private static Facts otherAtAddress(HostKey.Known known) {
        Span line = Span.line(Facts.HOME + "/.ssh/known_hosts", 6, "203.0.113.7 " + Facts.OTHER.line());
        HostKey key = new HostKey(
                Facts.SERVER_KEY,
                known,
                List.of(),
                false,
                List.of(line),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return Facts.healthy().withHandshake(Hosts.with(key));
    }

    @Test
    void firesWhereOnlyTheAddressHasAnotherKey() {
        Finding finding = fires(CHECK, otherAtAddress(HostKey.Known.YES), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
        assertTrue(finding.message().contains("known_hosts line 6"), finding.message());
        Finding refusing = fires(
                CHECK,
                otherAtAddress(HostKey.Known.YES)
                        .withConfiguration(Facts.configuration("stricthostkeychecking", "accept-new", 2)),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.BLOCKS), refusing.effect());
    }

    @Test
    void cannotTellWhereACommandMayKnowTheKey() {
        HostKey key = Hosts.doubted(HostKey.Known.CHANGED, HostKey.Doubt.Source.KNOWN_HOSTS_COMMAND);
        cannotTell(CHECK, Facts.healthy().withHandshake(Hosts.with(key)));
    }

    @Test
    void silentWhenTheKeyIsTheKnownOne() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    @Test
    void cannotTellWhenTheConnectionEndedBeforeTheKey() {
        cannotTell(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.failed(Handshake.Failure.Kind.REFUSED, Handshake.Reached.NAME, "")));
    }
}
