package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyUnknownTest {
    private static final KeyUnknown CHECK = new KeyUnknown();
    private static final Facts UNKNOWN = Facts.healthy()
            .withHandshake(Hosts.with(new HostKey(Facts.SERVER_KEY, HostKey.Known.NO, List.of(), false)));

    @Test
    void promptsAndShowsTheFingerprint() {
        Finding finding = fires(CHECK, UNKNOWN, Certainty.PROVEN);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
        assertTrue(finding.message().contains(Facts.SERVER_KEY.fingerprint()), finding.message());
        assertTrue(finding.message().contains("[203.0.113.7]:17445"), finding.message());
    }

    @Test
    void saysThatBatchModeRefuses() {
        Finding finding =
                fires(CHECK, UNKNOWN.withConfiguration(Facts.configuration("batchmode", "yes", 2)), Certainty.PROVEN);
        assertTrue(finding.message().contains("BatchMode is on"), finding.message());
    }

    @Test
    void blocksWhenStrictHostKeyCheckingIsOn() {
        Finding finding = fires(
                CHECK,
                UNKNOWN.withConfiguration(Facts.configuration("stricthostkeychecking", "true", 2)),
                Certainty.PROVEN);
        assertEquals(Optional.of(Effect.BLOCKS), finding.effect());
    }

    @Test
    void silentWhenNewKeysAreTakenUnasked() {
        silent(
                CHECK,
                Facts.healthy()
                        .withHandshake(Hosts.with(new HostKey(Facts.SERVER_KEY, HostKey.Known.NO, List.of(), true))));
    }

    @Test
    void blocksInBatchMode() {
        Finding finding =
                fires(CHECK, UNKNOWN.withConfiguration(Facts.configuration("batchmode", "yes", 2)), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.BLOCKS), finding.effect());
    }

    @Test
    void blocksWhereThereIsNoFileToWriteTheAnswerInto() {
        HostKey key = Hosts.stopped(
                HostKey.Known.NO,
                new HostKey.Obstacle(
                        HostKey.Obstacle.Kind.NOTHING_TO_WRITE, "UserKnownHostsFile none", "there is no file"));
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(Hosts.with(key)), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.BLOCKS), finding.effect());
        assertTrue(finding.message().contains("UserKnownHostsFile none"), finding.message());
    }

    @Test
    void cannotTellWhereACommandMayKnowTheKey() {
        HostKey key = Hosts.doubted(HostKey.Known.NO, HostKey.Doubt.Source.KNOWN_HOSTS_COMMAND);
        cannotTell(CHECK, Facts.healthy().withHandshake(Hosts.with(key)));
    }

    @Test
    void isLessSureWhereDnsMayKnowTheKey() {
        HostKey key = Hosts.doubted(HostKey.Known.NO, HostKey.Doubt.Source.DNS);
        fires(CHECK, Facts.healthy().withHandshake(Hosts.with(key)), Certainty.LIKELY);
    }

    @Test
    void silentWhereSshStopsForAnotherReason() {
        HostKey key = Hosts.stopped(
                HostKey.Known.NO, new HostKey.Obstacle(HostKey.Obstacle.Kind.TOO_SMALL, "RequiredRSASize", "small"));
        silent(CHECK, Facts.healthy().withHandshake(Hosts.with(key)));
    }

    @Test
    void silentWhenTheKeyIsKnown() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
