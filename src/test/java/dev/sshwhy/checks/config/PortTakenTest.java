package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortTakenTest {
    private static final PortTaken CHECK = new PortTaken();
    private static final TakenPort NOTEBOOK =
            new TakenPort(Lines.line(2, "  LocalForward 8888 localhost:8888"), "8888", "Address already in use");

    @Test
    void blocksWhereSshEndsOverIt() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withTakenPorts(NOTEBOOK)
                        .withConfiguration(Facts.configuration("exitonforwardfailure", "yes", 3)),
                Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertTrue(finding.message().startsWith("Line 2 of ~/.ssh/config has ssh listen on 8888"), finding.message());
    }

    @Test
    void doesNothingToALoginThatGoesOnWithoutIt() {
        Finding finding = fires(CHECK, Facts.healthy().withTakenPorts(NOTEBOOK), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    private static Fix fix(TakenPort taken, OperatingSystem system) {
        Machine usual = Facts.offline().snapshot().machine();
        Machine machine = new Machine(
                usual.home(),
                usual.localUser(),
                usual.superuser(),
                system,
                usual.variables(),
                usual.sshPrograms(),
                usual.sshVersion());
        return fires(CHECK, Facts.healthy().withTakenPorts(taken).withMachine(machine), Certainty.PROVEN)
                .fix()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, ss -ltnp 'sport = :8888'",
        "MACOS, lsof -iTCP:8888 -sTCP:LISTEN",
        "WINDOWS, netstat -ano | findstr :8888"
    })
    void tellsHowThisMachineShowsWhoListens(OperatingSystem system, String command) {
        assertEquals(
                Optional.of("Who listens on it:\n  " + command),
                fix(NOTEBOOK, system).steps().get(0).text());
    }

    @ParameterizedTest
    @CsvSource({
        "Permission denied, below 1024",
        "Cannot assign requested address, an address that this machine has",
        TakenPort.TWICE + ", one of the two"
    })
    void looksForNobodyWhereNobodyListens(String why, String advice) {
        Fix fix = fix(new TakenPort(Lines.line(2, "  LocalForward 80 localhost:80"), "80", why), OperatingSystem.LINUX);
        assertTrue(fix.summary().contains(advice), fix.summary());
        assertEquals(List.of(), fix.steps());
    }

    @Test
    void silentWhereAMasterListensAlready() {
        silent(
                CHECK,
                Facts.healthy()
                        .withTakenPorts(NOTEBOOK)
                        .withControlSocket(new ControlSocket("/home/me/.ssh/cm", ControlSocket.State.LIVE, 7)));
    }
}
