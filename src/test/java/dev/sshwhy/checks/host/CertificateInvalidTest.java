package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostCertificate.Standing;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateInvalidTest {
    private static final CertificateInvalid CHECK = new CertificateInvalid();

    private static Facts shown(Known known, boolean trusted, Standing standing) {
        return Facts.healthy().withHandshake(Hosts.with(Hosts.certified(known, trusted, standing)));
    }

    @Test
    void firesForEachFlawWithItsValues() {
        Map<Standing, String> values = Map.of(
                Standing.EXPIRED, "expired at 2026-10-01T00:00:00Z (now it is 2026-11-22T12:00:00Z)",
                Standing.NOT_YET_VALID, "not valid before 2026-12-01T00:00:00Z",
                Standing.OTHER_NAMES, "is for db.example, web.example, not for 203.0.113.7",
                Standing.OTHER_AUTHORITY,
                        Facts.OTHER.fingerprint() + ", which is not the authority on ~/.ssh/known_hosts line 2",
                Standing.NOT_FOR_HOSTS, "for users",
                Standing.NO_NAMES, "for no name",
                Standing.UNKNOWN_OPTIONS, "critical options",
                Standing.SIGNATURE_TYPE, "CASignatureAlgorithms",
                Standing.TYPE_NOT_ALLOWED, "HostKeyAlgorithms");
        values.forEach((standing, words) -> {
            Finding finding = fires(CHECK, shown(Known.NO, false, standing), Certainty.PROVEN);
            assertTrue(finding.message().contains(words), finding.message());
            assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
            assertTrue(finding.fix().isPresent());
        });
    }

    @Test
    void blocksWhereNobodyCanAnswer() {
        for (String option : List.of("batchmode", "stricthostkeychecking")) {
            Finding finding = fires(
                    CHECK,
                    shown(Known.NO, false, Standing.EXPIRED).withConfiguration(Facts.configuration(option, "yes", 2)),
                    Certainty.PROVEN);
            assertEquals(Optional.of(Effect.BLOCKS), finding.effect());
        }
    }

    @Test
    void hasNoEffectWhereThePlainKeyIsKnownOrTakenUnasked() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, shown(Known.YES, true, Standing.EXPIRED), Certainty.PROVEN)
                        .effect());
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, shown(Known.NO, true, Standing.EXPIRED), Certainty.PROVEN)
                        .effect());
    }

    @Test
    void blocksWhereSshDoesNotEvenReadIt() {
        HostKey it = Hosts.certified(Known.YES, false, Standing.NO_AUTHORITY);
        HostKey broken = new HostKey(
                it.key(),
                it.known(),
                it.lines(),
                false,
                List.of(),
                it.certificate(),
                Optional.of(new Obstacle(Obstacle.Kind.CERTIFICATE_BROKEN, "the certificate", "it is not as signed")),
                List.of());
        Finding finding = fires(CHECK, Facts.healthy().withHandshake(Hosts.with(broken)), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.BLOCKS), finding.effect());
        assertTrue(finding.message().contains("not as its authority signed it"), finding.message());
    }

    @Test
    void silentWhereItCountsOrNoAuthorityIsKnown() {
        silent(CHECK, shown(Known.YES, true, Standing.COUNTS));
        silent(CHECK, shown(Known.NO, false, Standing.NO_AUTHORITY));
        silent(CHECK, shown(Known.REVOKED, false, Standing.AUTHORITY_REVOKED));
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }
}
