package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostCertificate;
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
    void cannotTellWhereAListIsNotRead() {
        HostKey key = Hosts.doubted(HostKey.Known.YES, HostKey.Doubt.Source.REVOKED_LIST);
        cannotTell(CHECK, Facts.healthy().withHandshake(Hosts.with(key)));
    }

    @Test
    void namesTheAuthorityWhereThatIsWhatIsRevoked() {
        HostKey it = Hosts.certified(HostKey.Known.REVOKED, false, HostCertificate.Standing.AUTHORITY_REVOKED);
        Span mark = Span.line("/etc/ssh/revoked", 3, "@revoked * " + Facts.OTHER.line());
        HostKey revoked = new HostKey(
                it.key(), it.known(), List.of(mark), false, List.of(), it.certificate(), Optional.empty(), List.of());
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(Hosts.with(revoked)), Certainty.PROVEN);
        assertTrue(finding.message().contains("by the authority " + Facts.OTHER.fingerprint()), finding.message());
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
