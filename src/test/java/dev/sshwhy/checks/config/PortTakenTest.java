package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    @Test
    void silentWhereAMasterListensAlready() {
        silent(
                CHECK,
                Facts.healthy()
                        .withTakenPorts(NOTEBOOK)
                        .withControlSocket(new ControlSocket("/home/me/.ssh/cm", ControlSocket.State.LIVE, 7)));
    }
}
