package dev.sshwhy.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Identity.Pair;
import dev.sshwhy.evidence.Identity.PublicFrom;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.offer.IdentityPaths.NamedPath;
import dev.sshwhy.testing.Facts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OffersTest {
    private static final PublicKey ONE = Facts.key(1, "one");
    private static final PublicKey TWO = Facts.key(2, "two");
    private static final PublicKey THREE = Facts.key(3, "three");
    private static final Configuration PLAIN = new Configuration(List.of(), Map.of(), List.of(), List.of());
    private static final Agent NO_AGENT = Agent.none("SSH_AUTH_SOCK is not set");

    /** Key files in memory; a PEM file is one whose public half is known and not embedded. */
    private static final class Files implements KeySource {
        private final Map<String, KeyFile> files = new HashMap<>();
        private final Map<String, PublicKey> lines = new HashMap<>();
        private final Map<String, PublicKey> embedded = new HashMap<>();

        Files openssh(String path, PublicKey key) {
            embedded.put(path, key);
            return pem(path, key, 0600, Loading.LOADS);
        }

        Files pem(String path, PublicKey key) {
            return pem(path, key, 0600, Loading.LOADS);
        }

        Files pem(String path, PublicKey key, int mode, Loading loading) {
            files.put(path, Facts.file(path, key, mode, loading));
            return this;
        }

        Files publicLine(String path, PublicKey key) {
            lines.put(path, key);
            files.put(path, Facts.publicFile(path, key));
            return this;
        }

        @Override
        public Observed<KeyFile> at(String path) {
            return Optional.ofNullable(files.get(path)).map(Observed::present).orElseGet(() -> Observed.absent(path));
        }

        @Override
        public Optional<PublicKey> publicLine(String path) {
            return Optional.ofNullable(lines.get(path));
        }

        @Override
        public Optional<PublicKey> embeddedHalf(String path) {
            return Optional.ofNullable(embedded.get(path));
        }
    }

    private static List<Identity> order(
            List<NamedPath> paths,
            List<NamedPath> certificates,
            Configuration configuration,
            Agent agent,
            KeySource files) {
        return Offers.order(paths, certificates, configuration, agent, files, true);
    }

    private static NamedPath line(String path) {
        Span at = Span.line("/home/me/.ssh/config", 2, "IdentityFile " + path);
        return new NamedPath(path, NamedBy.CONFIG, Optional.of(at), false);
    }

    private static List<NamedPath> named(String... paths) {
        return Stream.of(paths).map(OffersTest::line).toList();
    }

    /** An Ed25519 certificate's beginning, which is all that is read of it. */
    private static PublicKey certificate(PublicKey key, int kind) {
        byte[] type = "ssh-ed25519-cert-v01@openssh.com".getBytes(StandardCharsets.US_ASCII);
        byte[] plain = Base64.getDecoder().decode(key.blob());
        byte[] blob = ByteBuffer.allocate(4 + type.length + 4 + 8 + 4 + 32 + 8 + 4)
                .putInt(type.length)
                .put(type)
                .putInt(8)
                .putLong(7)
                .putInt(32)
                .put(Arrays.copyOfRange(plain, plain.length - 32, plain.length))
                .putLong(1)
                .putInt(kind)
                .array();
        return new PublicKey(
                "ssh-ed25519-cert-v01@openssh.com",
                256,
                key.fingerprint(),
                Base64.getEncoder().encodeToString(blob),
                "");
    }

    private static PublicKey rsa(int bits) {
        return new PublicKey("ssh-rsa", bits, "SHA256:rsa-" + bits, "rsa" + bits, "");
    }

    private static List<PublicKey> offered(List<Identity> identities) {
        return identities.stream()
                .filter(Identity::isOffered)
                .map(it -> it.publicKey().orElseThrow())
                .toList();
    }

    private static String why(List<Identity> identities) {
        assertFalse(identities.get(0).isOffered());
        return identities.get(0).why();
    }

    // -- the public half ----------------------------------------------------------------------------------------

    @Test
    void thePubFileIsOfferedEvenWhenThePrivateFileHoldsAnotherKey() {
        Files files = new Files().openssh("/a", ONE).publicLine("/a.pub", TWO);

        Identity first = order(named("/a"), List.of(), PLAIN, NO_AGENT, files).get(0);

        assertEquals(Optional.of(TWO), first.publicKey());
        assertEquals(PublicFrom.PUB_FILE, first.publicFrom());
        assertEquals(Pair.MISMATCH, first.pair());
    }

    @Test
    void aPublicKeyFileThatIsNamedItselfIsOffered() {
        Files files = new Files().publicLine("/a.pub", ONE);

        Identity first =
                order(named("/a.pub"), List.of(), PLAIN, NO_AGENT, files).get(0);

        assertEquals(1, first.offered());
        assertEquals(PublicFrom.FILE_ITSELF, first.publicFrom());
    }

    @Test
    void aPublicHalfWithoutItsPrivateFileIsOffered() {
        Files files = new Files().publicLine("/a.pub", ONE);

        assertEquals(List.of(ONE), offered(order(named("/a"), List.of(), PLAIN, NO_AGENT, files)));
    }

    @Test
    void aFileThatOthersMayReadIsOfferedAsLongAsItNeedNotBeLoaded() {
        Files files = new Files().pem("/a", ONE, 0644, Loading.LOADS).publicLine("/a.pub", ONE);

        assertEquals(List.of(ONE), offered(order(named("/a"), List.of(), PLAIN, NO_AGENT, files)));
    }

    @Test
    void aPemFileWithoutPubIsNotOfferedWhenOthersMayReadIt() {
        Files files = new Files().pem("/a", ONE, 0644, Loading.LOADS);

        assertEquals(
                "not offered: ssh does not load it, since others may read it",
                why(order(named("/a"), List.of(), PLAIN, NO_AGENT, files)));
    }

    @Test
    void aMissingFileIsNotOffered() {
        assertEquals(
                "not offered: there is no such file", why(order(named("/a"), List.of(), PLAIN, NO_AGENT, new Files())));
    }

    @Test
    void aFileOfMinusIThatIsPassedOverIsNotOfferedThoughItsPubFileIsThere() {
        NamedPath path = new NamedPath("/a", NamedBy.COMMAND_LINE, Optional.empty(), true);
        Files files = new Files().publicLine("/a.pub", ONE);

        List<Identity> order = order(List.of(path), List.of(), PLAIN, Facts.agent(ONE), files);

        assertEquals(
                List.of(NamedBy.AGENT, NamedBy.COMMAND_LINE),
                order.stream().map(Identity::namedBy).toList());
        assertEquals(List.of(1, 0), order.stream().map(Identity::offered).toList());
    }

    @Test
    void aShortHalfIsAsGoodAsNoneSoThatTheFileItselfIsTried() {
        Files files = new Files().pem("/a", ONE).publicLine("/a.pub", rsa(1024));
        Configuration strict = Facts.configuration("requiredrsasize", "2048", 1);

        Identity first = order(named("/a"), List.of(), strict, NO_AGENT, files).get(0);

        assertEquals(Optional.of(ONE), first.publicKey());
        assertEquals(PublicFrom.LOADED, first.publicFrom());
    }

    // -- the order ----------------------------------------------------------------------------------------------

    @Test
    void keysOfFilesAreOfferedInTheOrderOfTheirNames() {
        Files files = new Files().openssh("/b", TWO).openssh("/a", ONE);

        assertEquals(List.of(TWO, ONE), offered(order(named("/b", "/a"), List.of(), PLAIN, NO_AGENT, files)));
    }

    @Test
    void agentKeysGoFirstAndAmongThemThoseThatAFileNames() {
        Files files = new Files().openssh("/a", ONE).openssh("/c", THREE);

        assertEquals(
                List.of(THREE, TWO, ONE),
                offered(order(named("/a", "/c"), List.of(), PLAIN, Facts.agent(TWO, THREE), files)));
    }

    @Test
    void withIdentitiesOnlyTheAgentsOtherKeysStayBehind() {
        Files files = new Files().openssh("/a", ONE);
        Configuration only = Facts.configuration("identitiesonly", "yes", 1);

        List<Identity> order = order(named("/a"), List.of(), only, Facts.agent(TWO, ONE), files);

        assertEquals(List.of(ONE), offered(order));
        assertEquals(
                "not offered: IdentitiesOnly is on, and no identity file names it",
                order.get(1).why());
    }

    @Test
    void aPemFileWithoutPubDoesNotNameTheAgentsKey() {
        Files files = new Files().pem("/a", ONE);

        List<Identity> order = order(named("/a"), List.of(), PLAIN, Facts.agent(ONE), files);

        assertEquals(
                List.of(NamedBy.AGENT, NamedBy.CONFIG),
                order.stream().map(Identity::namedBy).toList());
        assertFalse(order.get(1).inAgent());
    }

    @Test
    void aKeyInTwoFilesIsOfferedTwiceOnceByTheAgent() {
        Files files = new Files().openssh("/a", ONE).openssh("/b", TWO).openssh("/c", ONE);

        List<Identity> order = order(named("/b", "/a", "/c"), List.of(), PLAIN, Facts.agent(ONE), files);

        assertEquals(
                List.of("/a", "/b", "/c"), order.stream().map(Identity::path).toList());
        assertEquals(List.of(1, 2, 3), order.stream().map(Identity::offered).toList());
        assertEquals(
                List.of(true, false, true),
                order.stream().map(Identity::inAgent).toList());
    }

    @Test
    void aMissingFileIsToldOfOnce() {
        assertEquals(
                1,
                order(named("/a", "/a"), List.of(), PLAIN, NO_AGENT, new Files())
                        .size());
    }

    @Test
    void aDefaultNameWithNothingThereIsNotToldOf() {
        NamedPath path = new NamedPath("/a", NamedBy.DEFAULT, Optional.empty(), false);

        assertEquals(List.of(), order(List.of(path), List.of(), PLAIN, NO_AGENT, new Files()));
    }

    // -- what is left out ---------------------------------------------------------------------------------------

    @Test
    void shortRsaKeysAreNotOfferedWhoeverHoldsThem() {
        Files files = new Files().openssh("/a", rsa(1024));
        Configuration strict = Facts.configuration("requiredrsasize", "2048", 1);

        List<Identity> order = order(named("/a"), List.of(), strict, Facts.agent(rsa(1025), rsa(2048)), files);

        assertEquals(List.of(rsa(2048)), offered(order));
    }

    @Test
    void keysWhoseAlgorithmIsNotAcceptedAreNotOfferedWhoeverHoldsThem() {
        Files files = new Files().openssh("/a", ONE).openssh("/b", rsa(3072));
        Configuration rsaOnly = Facts.configuration("pubkeyacceptedalgorithms", "rsa-sha2-512", 1);

        List<Identity> order = order(named("/a", "/b"), List.of(), rsaOnly, Facts.agent(TWO), files);

        assertEquals(List.of(rsa(3072)), offered(order));
    }

    @Test
    void dsaKeysAreNotOfferedUnlessAListNamesThem() {
        PublicKey dsa = new PublicKey("ssh-dss", 1024, "SHA256:dsa", "dsa", "");
        Configuration named = Facts.configuration("pubkeyacceptedalgorithms", "ssh-ed25519,ssh-dss", 1);

        assertEquals(List.of(), offered(order(List.of(), List.of(), PLAIN, Facts.agent(dsa), new Files())));
        assertEquals(List.of(dsa), offered(order(List.of(), List.of(), named, Facts.agent(dsa), new Files())));
    }

    @Test
    void aDsaPemFileIsLoadedOnlyWhereAListNamesItsType() {
        PublicKey dsa = new PublicKey("ssh-dss", 1024, "SHA256:dsa", "dsa", "");
        Configuration named = Facts.configuration("pubkeyacceptedalgorithms", "ssh-ed25519,ssh-dss", 1);
        KeyFault old = new KeyFault(KeyFault.Kind.TYPE_UNSUPPORTED, "a DSA key", 0, Optional.empty());
        Files files = new Files();
        files.files.put("/a", Facts.file("/a", dsa, 0600, Loading.FAILS, old));

        assertEquals(List.of(), offered(order(named("/a"), List.of(), PLAIN, NO_AGENT, files)));
        assertEquals(List.of(dsa), offered(order(named("/a"), List.of(), named, NO_AGENT, files)));
    }

    @Test
    void nothingIsOfferedWhenPubkeyAuthenticationIsOff() {
        Files files = new Files().openssh("/a", ONE);
        Configuration off = Facts.configuration("pubkeyauthentication", "no", 1);

        assertEquals(
                "not offered: PubkeyAuthentication is off", why(order(named("/a"), List.of(), off, NO_AGENT, files)));
    }

    @Test
    void nothingIsOfferedWhenPreferredAuthenticationsLeavesOutPublickey() {
        Files files = new Files().openssh("/a", ONE);
        Configuration password = Facts.configuration("preferredauthentications", "password", 1);

        assertEquals(
                "not offered: PreferredAuthentications leaves out publickey",
                why(order(named("/a"), List.of(), password, NO_AGENT, files)));
    }

    // -- certificates -------------------------------------------------------------------------------------------

    @Test
    void aCertificateBesideAFileIsOfferedRightBehindIt() {
        PublicKey certificate = certificate(ONE, 1);
        Files files = new Files()
                .openssh("/a", ONE)
                .publicLine("/a-cert.pub", certificate)
                .openssh("/b", TWO);

        List<Identity> order = order(named("/a", "/b"), List.of(), PLAIN, NO_AGENT, files);

        assertEquals(List.of(ONE, certificate, TWO), offered(order));
        assertEquals("/a", order.get(1).path());
    }

    @Test
    void aCertificateBesideAFileIsOfferedWhenTheAgentHoldsThePlainKeyAlone() {
        PublicKey certificate = certificate(ONE, 1);
        Files files = new Files().openssh("/a", ONE).publicLine("/a-cert.pub", certificate);

        List<Identity> order = order(named("/a"), List.of(), PLAIN, Facts.agent(ONE, TWO), files);

        assertEquals(List.of(ONE, TWO, certificate), offered(order));
    }

    @Test
    void aCertificateForAHostIsNotOffered() {
        Files files = new Files().openssh("/a", ONE).publicLine("/a-cert.pub", certificate(ONE, 2));

        List<Identity> order = order(named("/a"), List.of(), PLAIN, NO_AGENT, files);

        assertEquals(List.of(ONE), offered(order));
        assertEquals(
                "not offered: it is a certificate for a host, not for a user",
                order.get(1).why());
    }

    @Test
    void aCertificateFileGoesBeforeEverythingAndKeepsThoseBesideFilesAway() {
        PublicKey certificate = certificate(ONE, 1);
        Files files = new Files()
                .openssh("/a", ONE)
                .publicLine("/own", certificate)
                .publicLine("/a-cert.pub", certificate(TWO, 1));

        List<Identity> order = order(named("/a"), named("/own"), PLAIN, Facts.agent(TWO), files);

        assertEquals(List.of(certificate, TWO, ONE), offered(order));
        assertEquals("/a", order.get(0).path());
    }

    @Test
    void aCertificateFileWithoutAPrivateHalfIsOfferedAndCannotSign() {
        Files files = new Files().publicLine("/own", certificate(ONE, 1));

        Identity first = order(List.of(), named("/own"), PLAIN, NO_AGENT, files).get(0);

        assertTrue(first.isOffered());
        assertEquals("/own", first.path());
        assertEquals(Identity.Signing.IMPOSSIBLE, first.signing());
    }

    @Test
    void aCertificateFileFindsItsPemFileByName() {
        Files files = new Files().pem("/a", ONE).publicLine("/a-cert.pub", certificate(ONE, 1));

        Identity first =
                order(named("/a"), named("/a-cert.pub"), PLAIN, NO_AGENT, files).get(0);

        assertEquals("/a", first.path());
        assertEquals(Identity.Signing.BY_FILE, first.signing());
    }

    @Test
    void aCertificateIsLeftOutWhenItsAlgorithmIsNotAccepted() {
        Files files = new Files().openssh("/a", ONE).publicLine("/a-cert.pub", certificate(ONE, 1));
        Configuration plainOnly = Facts.configuration("pubkeyacceptedalgorithms", "ssh-ed25519", 1);

        assertEquals(List.of(ONE), offered(order(named("/a"), List.of(), plainOnly, NO_AGENT, files)));
    }

    @Test
    void aCertificateForAHostIsOfferedWhereTheAgentHoldsIt() {
        PublicKey certificate = certificate(ONE, 2);
        Files files = new Files().publicLine("/a", certificate);

        List<Identity> order = order(named("/a"), List.of(), PLAIN, Facts.agent(certificate), files);

        // The file is dropped before the agent is asked, and so does not name the agent's.
        assertEquals(List.of("", "/a"), order.stream().map(Identity::path).toList());
        assertEquals(List.of(1, 0), order.stream().map(Identity::offered).toList());
    }

    @Test
    void aCertificateFileIsSignedForByAKeyThatOnlyTheAgentHolds() {
        Files files = new Files().publicLine("/own", certificate(ONE, 1));
        Configuration only = Facts.configuration("identitiesonly", "yes", 1);

        Identity first =
                order(List.of(), named("/own"), PLAIN, Facts.agent(ONE), files).get(0);
        Identity alone =
                order(List.of(), named("/own"), only, Facts.agent(ONE), files).get(0);

        assertEquals(Identity.Signing.BY_AGENT, first.signing());
        assertEquals(Identity.Signing.IMPOSSIBLE, alone.signing());
    }

    @Test
    void aCertificateBesideAnotherKeyIsSignedForByTheFileOfItsOwn() {
        Files files = new Files()
                .openssh("/a", TWO)
                .publicLine("/a-cert.pub", certificate(ONE, 1))
                .openssh("/b", ONE);

        Identity lost = order(named("/a"), List.of(), PLAIN, NO_AGENT, files).get(1);
        Identity found =
                order(named("/a", "/b"), List.of(), PLAIN, NO_AGENT, files).get(1);

        assertEquals(Identity.Signing.IMPOSSIBLE, lost.signing());
        assertEquals("/b", found.path());
        assertEquals(Identity.Signing.BY_FILE, found.signing());
    }

    @Test
    void aCertificateFileHasNobodyToSignWherePlainKeysAreNotAccepted() {
        Files files = new Files().openssh("/a", ONE).publicLine("/own", certificate(ONE, 1));
        Configuration certificatesOnly =
                Facts.configuration("pubkeyacceptedalgorithms", "ssh-ed25519-cert-v01@openssh.com", 1);

        Identity first = order(named("/a"), named("/own"), certificatesOnly, NO_AGENT, files)
                .get(0);

        assertTrue(first.isOffered());
        assertEquals(Identity.Signing.IMPOSSIBLE, first.signing());
    }

    @Test
    void aPubFileThatHoldsTheCertificateOfItsFileIsAPair() {
        Files files = new Files().pem("/a", ONE).publicLine("/a.pub", certificate(ONE, 1));

        Identity first = order(named("/a"), List.of(), PLAIN, NO_AGENT, files).get(0);

        assertEquals(Pair.OK, first.pair());
        assertEquals(Identity.Signing.BY_FILE, first.signing());
    }

    @Test
    void certificatesBesideFilesCountTowardsTheHundredThatSshTakes() {
        Files files = new Files();
        List<NamedPath> names =
                IntStream.range(0, 60).mapToObj(it -> line("/" + it)).toList();
        for (NamedPath name : names) {
            files.openssh(name.path(), ONE).publicLine(name.path() + "-cert.pub", certificate(ONE, 1));
        }

        List<Identity> order = order(names, List.of(), PLAIN, NO_AGENT, files);

        assertEquals(100, offered(order).size());
        assertEquals(
                "not offered: ssh takes no more than 100 keys from files",
                order.get(order.size() - 1).why());
    }

    // -- security keys ------------------------------------------------------------------------------------------

    @Test
    void withoutAProviderSecurityKeysOfFilesStayBehindAndThoseOfTheAgentDoNot() {
        PublicKey token = new PublicKey("sk-ssh-ed25519@openssh.com", 256, "SHA256:sk", "sk", "");
        Files files = new Files().openssh("/a", token).openssh("/b", ONE);

        List<Identity> order = Offers.order(named("/a", "/b"), List.of(), PLAIN, Facts.agent(token), files, false);

        assertEquals(List.of("", "/b", "/a"), order.stream().map(Identity::path).toList());
        assertEquals(
                "not offered: SecurityKeyProvider leads to none", order.get(2).why());
    }
}
