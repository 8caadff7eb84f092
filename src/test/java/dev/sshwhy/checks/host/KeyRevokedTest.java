package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRevokedTest {
    private static final KeyRevoked CHECK = new KeyRevoked();

    @Test
    void firesProvenAndNeverOffersToTakeTheMarkAwayByItself() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.handshake(
                                HostKey.Known.REVOKED, List.of(), List.of(), new Login.NotTried("revoked"), false)),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("~/.ssh/known_hosts line 4"), finding.message());
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesWithoutEffectWhenStrictHostKeyCheckingIsOff() {
        HostKey revoked = new HostKey(Facts.SERVER_KEY, HostKey.Known.REVOKED, List.of(), true);
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(Hosts.with(revoked)), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
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
