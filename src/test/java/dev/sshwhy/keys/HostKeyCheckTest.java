package dev.sshwhy.keys;

import static dev.sshwhy.testing.TestKeys.certificate;
import static dev.sshwhy.testing.TestKeys.hostCertificate;
import static dev.sshwhy.testing.TestKeys.publicKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostCertificate.Standing;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.HostKeyCheck.Next;
import dev.sshwhy.keys.HostKeyCheck.Rules;
import dev.sshwhy.keys.HostKeyCheck.Strict;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the ssh of this machine cannot show: other releases, other addresses (HostKeyAgreementTest holds the rest against it). */
class HostKeyCheckTest {
    private static final PublicKey KEY = publicKey(1);
    private static final PublicKey OTHER = publicKey(2);
    private static final PublicKey AUTHORITY = publicKey(12);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> SIGNATURES = List.of("ssh-ed25519", "rsa-sha2-512");

    private boolean checkHostIp;
    private boolean namesArePatterns;
    private Strict strict = Strict.ASK;
    private Optional<List<String>> types = Optional.empty();
    private String host = "pod";
    private int port = 22;
    private Optional<String> address = Optional.of("10.0.0.1");
    private List<String> signatures = SIGNATURES;
    private final List<String> asked = new ArrayList<>();

    private HostKeyCheck.Result judged(PublicKey shown, String... lines) {
        Rules rules = new Rules(
                host,
                port,
                Optional.empty(),
                address,
                false,
                checkHostIp,
                false,
                strict,
                true,
                types,
                signatures,
                namesArePatterns,
                NOW);
        List<KnownHostsFile> files = List.of(new KnownHostsFile("/home/me/.ssh/known_hosts", String.join("\n", lines)));
        return HostKeyCheck.of(
                rules,
                files,
                (invocation, name) -> {
                    asked.add(invocation + " " + name);
                    return Optional.empty();
                },
                shown);
    }

    private static PublicKey certified(String... names) {
        return hostCertificate(1, 0, Long.MAX_VALUE, names);
    }

    private static String authority(String names) {
        return "@cert-authority " + names + " " + AUTHORITY.line();
    }

    @Test
    void triesTheNameWithoutItsPortOnlyForAMatchingKey() {
        port = 2222;
        assertEquals(Known.YES, judged(KEY, "pod " + KEY.line()).known());
        assertEquals(Known.NO, judged(KEY, "pod " + OTHER.line()).known());
        assertEquals(Known.NO, judged(KEY, "[pod]:2223 " + KEY.line()).known());
    }

    @Test
    void anotherKeyForTheAddressIsAQuestionWhereCheckHostIpIsOn() {
        String[] lines = {"pod " + KEY.line(), "10.0.0.1 " + OTHER.line()};
        assertEquals(Next.GOES_ON, judged(KEY, lines).next());
        checkHostIp = true;
        HostKeyCheck.Result asks = judged(KEY, lines);
        assertEquals(Known.YES, asks.known());
        assertEquals(Next.ASKS, asks.next());
        assertEquals(2, asks.otherAtAddress().get(0).line());
        strict = Strict.ACCEPT_NEW;
        assertEquals(Next.STOPS, judged(KEY, lines).next());
        strict = Strict.OFF;
        assertEquals(Next.GOES_ON, judged(KEY, lines).next());
    }

    @Test
    void theAddressIsNotAskedForWhereItIsTheNameOrUnknown() {
        checkHostIp = true;
        host = "10.0.0.1";
        assertEquals(List.of(), judged(KEY, "10.0.0.1 " + KEY.line()).otherAtAddress());
        assertEquals(List.of("HOSTNAME 10.0.0.1"), asked);
        asked.clear();
        host = "pod";
        address = Optional.empty();
        assertEquals(Next.GOES_ON, judged(KEY, "pod " + KEY.line()).next());
        assertEquals(List.of("HOSTNAME pod"), asked);
    }

    @Test
    void theCommandIsAskedForBothNamesButNotForTheBareOne() {
        checkHostIp = true;
        port = 2222;
        judged(KEY);
        assertEquals(List.of("HOSTNAME [pod]:2222", "ADDRESS [10.0.0.1]:2222"), asked);
    }

    @Test
    void aCertificateNeedsNoAddress() {
        checkHostIp = true;
        HostKeyCheck.Result result = judged(certified("pod"), authority("pod"), "10.0.0.1 " + OTHER.line());
        assertEquals(Next.GOES_ON, result.next());
        assertEquals(List.of("HOSTNAME pod"), asked);
        assertEquals(Standing.COUNTS, result.certificate().orElseThrow().standing());
    }

    @Test
    void namesInACertificateArePatternsSinceTenThree() {
        assertEquals(Standing.OTHER_NAMES, standing(certified("p*")));
        assertEquals(Standing.COUNTS, standing(certified()));
        namesArePatterns = true;
        assertEquals(Standing.COUNTS, standing(certified("p*")));
        assertEquals(Standing.NO_NAMES, standing(certified()));
        assertEquals(Standing.OTHER_NAMES, standing(certified("x*", "pods")));
    }

    private Standing standing(PublicKey shown) {
        return judged(shown, authority("*")).certificate().orElseThrow().standing();
    }

    @Test
    void theTimeIsFromTheFirstSecondUpToTheLast() {
        long now = NOW.getEpochSecond();
        assertEquals(Standing.COUNTS, standing(hostCertificate(1, now, now + 1, "pod")));
        assertEquals(Standing.EXPIRED, standing(hostCertificate(1, 0, now, "pod")));
        assertEquals(Standing.NOT_YET_VALID, standing(hostCertificate(1, now + 1, now + 9, "pod")));
    }

    @Test
    void aUsersCertificateIsNoneForHosts() {
        assertEquals(Standing.NOT_FOR_HOSTS, standing(certificate(1, 0, Long.MAX_VALUE, "pod")));
    }

    @Test
    void theAuthoritysSignatureMustBeOfAnAllowedKind() {
        signatures = List.of("rsa-sha2-512");
        HostKeyCheck.Result result = judged(certified("pod"), authority("pod"), "pod " + KEY.line());
        assertEquals(Standing.SIGNATURE_TYPE, result.certificate().orElseThrow().standing());
        assertEquals(Known.YES, result.known());
        assertEquals(Next.GOES_ON, result.next());
    }

    @Test
    void thePlainKeyMustBeAllowedTooSinceNineEight() {
        String[] lines = {authority("pod"), "pod " + KEY.line()};
        PublicKey expired = hostCertificate(1, 0, 1000, "pod");
        assertEquals(Next.GOES_ON, judged(expired, lines).next());
        types = Optional.of(List.of("ssh-ed25519-cert-v01@openssh.com"));
        HostKeyCheck.Result result = judged(expired, lines);
        assertEquals(Next.STOPS, result.next());
        assertEquals(
                Optional.of(Obstacle.Kind.TYPE_NOT_ALLOWED), result.obstacle().map(Obstacle::kind));
        types = Optional.of(List.of("ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519"));
        assertEquals(Next.GOES_ON, judged(expired, lines).next());
    }

    @Test
    void aRevokedAuthorityEndsItWithoutALookAtThePlainKey() {
        HostKeyCheck.Result result =
                judged(certified("pod"), "pod " + KEY.line(), authority("pod"), "@revoked * " + AUTHORITY.line());
        assertEquals(Known.REVOKED, result.known());
        assertEquals(Next.STOPS, result.next());
        assertEquals(3, result.lines().get(0).line());
    }

    @Test
    void aNameThatNoFileCanHoldIsNotAskedAbout() {
        host = "po[d";
        HostKeyCheck.Result result = judged(KEY);
        assertEquals(Next.STOPS, result.next());
        assertEquals(
                Optional.of(Obstacle.Kind.NOTHING_TO_WRITE), result.obstacle().map(Obstacle::kind));
    }

    @Test
    void noCertificateHoweverDamagedBreaksTheLook() {
        byte[] whole = Base64.getDecoder().decode(certified("pod").blob());
        String[] lines = {authority("pod"), "pod " + KEY.line()};
        for (int i = 0; i < whole.length; i += 3) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x55;
            for (byte[] blob : List.of(flipped, Arrays.copyOf(whole, i), Arrays.copyOf(whole, whole.length + i + 1))) {
                PublicKey shown = new PublicKey(
                        certified("pod").type(),
                        0,
                        PublicKeys.fingerprint(blob),
                        Base64.getEncoder().encodeToString(blob),
                        "");
                assertTrue(judged(shown, lines).lines().size() <= 2);
                assertFalse(Certificates.isAsSigned(shown), "byte " + i);
            }
        }
    }

    @Test
    void thePlainKeyOfACertificateIsTheKeyItself() {
        assertTrue(Certificates.plainKey(certified("pod")).isSameKeyAs(KEY));
        assertTrue(Certificates.plainKey(KEY).isSameKeyAs(KEY));
        assertEquals(Optional.of("ssh-ed25519"), Certificates.signatureType(certified("pod")));
        assertTrue(Certificates.isAsSigned(certified("pod")));
    }
}
