package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.ControlSocket.State;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSocketStaleTest {
    private static final ControlSocketStale CHECK = new ControlSocketStale();
    private static final String PATH = Facts.HOME + "/.ssh/control-gpu";

    private static Facts socket(State state, String... moreLines) {
        String config = "Host gpu\n  HostName 203.0.113.7\n  ControlPath ~/.ssh/control-gpu\n  "
                + String.join("\n  ", moreLines) + "\n";
        return Facts.healthy().withConfigFile(config, "gpu").withControlSocket(new ControlSocket(PATH, state, 4711));
    }

    private static Facts withSsh(Facts facts, String version) {
        Machine it = facts.machine();
        return facts.withMachine(new Machine(
                it.home(),
                it.localUser(),
                it.superuser(),
                it.operatingSystem(),
                it.variables(),
                it.sshPrograms(),
                Optional.of(version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ControlMaster no", "ControlMaster auto", "ControlMaster autoask", "ControlPersist 10m"})
    void firesAsBlockingWhenTheMasterIsSilent(String line) {
        Finding finding = fires(CHECK, socket(State.SILENT, line), Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(Subject.start(), finding.subject(), "sshwhy's own login does not go through the socket");
        assertTrue(finding.message().contains("waits for it without end"), finding.message());
        assertEquals(
                List.of("rm", PATH), finding.fix().orElseThrow().steps().get(0).command());
        assertEquals(3, finding.evidence().get(1).span().line());
    }

    /** Beside the real ssh: 108 bytes and more end it at once, 91 and more end a new master behind the login. */
    @ParameterizedTest
    @CsvSource({"no, 107, false", "no, 108, true", "auto, 90, false", "auto, 91, true", "yes, 91, true"})
    void firesWhenTheNameIsTooLong(String master, int bytes, boolean tooLong) {
        String path = "/" + "x".repeat(bytes - 1);
        Facts facts = Facts.healthy()
                .withConfigFile("Host gpu\n  ControlPath " + path + "\n  ControlMaster " + master + "\n", "gpu")
                .withControlSocket(new ControlSocket(path, State.ABSENT, 0));
        if (tooLong) {
            Finding finding = fires(CHECK, facts, Certainty.PROVEN);
            assertEquals(Subject.start(), finding.subject());
            assertTrue(finding.message().contains("has " + bytes + " bytes"), finding.message());
        } else {
            silent(CHECK, facts);
        }
    }

    @Test
    void takesTheWaitForLimitedWhereThisSshLimitsIt() {
        Facts facts = socket(State.SILENT, "ConnectTimeout 7");
        Finding old = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(Optional.empty(), old.effect(), "9.2 waits for ever");
        Finding recent = fires(CHECK, withSsh(facts, "OpenSSH_9.6p1"), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), recent.effect());
        assertTrue(recent.message().contains("waits 7 seconds"), recent.message());
        Finding unlimited = fires(CHECK, withSsh(socket(State.SILENT), "OpenSSH_9.6p1"), Certainty.PROVEN);
        assertEquals(Optional.empty(), unlimited.effect());
        fires(CHECK, withSsh(socket(State.SILENT, "ConnectTimeout none"), "OpenSSH_9.6p1"), Certainty.PROVEN);
    }

    @Test
    void tellsThatAnOpenConnectionIsShared() {
        Finding finding = fires(CHECK, socket(State.LIVE, "ControlMaster auto"), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("process 4711"), finding.message());
        Fix fix = finding.fix().orElseThrow();
        assertEquals(Fix.Safety.ASK, fix.safety(), "others may be working through it");
        assertEquals(
                List.of("ssh", "-S", PATH, "-O", "exit", "gpu"),
                fix.steps().get(0).command());
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVE", "SILENT", "STALE", "UNREADABLE"})
    void neverBlocksWhenSshWantsToBeTheMasterItself(State state) {
        for (String master : List.of("yes", "ask")) {
            Finding finding = fires(CHECK, socket(state, "ControlMaster " + master), Certainty.PROVEN);
            assertEquals(Optional.of(Effect.NONE), finding.effect());
            assertTrue(finding.message().startsWith("With ControlMaster " + master), finding.message());
            assertTrue(finding.message().contains("already exists"), finding.message());
        }
    }

    @Test
    void tellsADeadSocketWhereSshComplainsOfIt() {
        Finding finding = fires(CHECK, socket(State.STALE), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("~/.ssh/control-gpu"), finding.message());
        assertTrue(finding.message().contains("Connection refused"), finding.message());
    }

    @Test
    void silentWhenSshRemovesTheDeadSocketItself() {
        silent(CHECK, socket(State.STALE, "ControlMaster auto"));
        silent(CHECK, socket(State.STALE, "ControlMaster autoask"));
    }

    @Test
    void doesNotBlockWhenTheSocketCannotBeUsed() {
        Finding finding = fires(CHECK, socket(State.UNREADABLE, "ControlMaster auto"), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenThereIsNoSocket() {
        silent(CHECK, socket(State.ABSENT, "ControlMaster auto"));
        silent(CHECK, socket(State.ABSENT, "ControlMaster yes"));
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.offline());
        silent(CHECK, Facts.healthy().withConfigFile("ControlMaster yes\nControlPath none\n", "gpu"));
    }
}
