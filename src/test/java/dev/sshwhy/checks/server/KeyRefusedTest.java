package dev.sshwhy.checks.server;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.TestKeys;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRefusedTest {
    private static final KeyRefused CHECK = new KeyRefused();

    @Test
    void firesProvenWhenTheServerRefusesTheOneKey() {
        Finding finding = fires(CHECK, Facts.refused(), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertTrue(finding.message().contains("~/.ssh/id_ed25519"), finding.message());
        assertTrue(firstCandidate(finding).contains("The account has the key"), firstCandidate(finding));
    }

    @Test
    void firesAndRanksRegistrationFirstWhenTheAccountIsNotKnown() {
        Finding finding =
                fires(CHECK, Facts.refused().withAccount(Observed.notLookedAt("not given")), Certainty.PROVEN);
        assertTrue(firstCandidate(finding).contains("perhaps not registered"), firstCandidate(finding));
    }

    @Test
    void firesAndNamesNoCommandThatWouldRunHere() {
        Fix fix = fires(CHECK, Facts.refused(), Certainty.PROVEN).fix().orElseThrow();
        assertEquals(Fix.Safety.MANUAL, fix.safety());
        assertTrue(fix.steps().stream().allMatch(it -> it.command().isEmpty()));
    }

    @Test
    void firesAndCountsManyKeys() {
        Identity[] many = IntStream.rangeClosed(11, 20)
                .mapToObj(i -> Facts.inAgent(Facts.key(i, "key " + i), i - 10))
                .toArray(Identity[]::new);
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withIdentities(many)
                        .withHandshake(Facts.answers(
                                IntStream.rangeClosed(11, 20)
                                        .mapToObj(i -> Facts.refused(Facts.key(i, "")))
                                        .toList(),
                                new Login.NotTried("no key was accepted"))),
                Certainty.PROVEN);
        assertTrue(finding.message().contains("each of the 10 keys"), finding.message());
        assertEquals(7, finding.evidence().size());
    }

    @Test
    void firesAsPossibleWhenKerberosMayGetIn() {
        fires(
                CHECK,
                refused(it -> it.otherWays = List.of(new OtherWay("gssapi-with-mic", "Kerberos", true))),
                Certainty.POSSIBLE);
    }

    @Test
    void firesAsLikelyWhereEveryKeyIsWelcomeUntilItSigns() {
        Finding finding =
                fires(CHECK, refused(it -> it.ident = Optional.of("SSH-2.0-tinyssh_noversion")), Certainty.LIKELY);
        assertTrue(finding.evidence().get(0).saying().contains("after its signature"), finding::toString);
    }

    @Test
    void firesAndTellsThatTheServerHungUp() {
        Finding finding = fires(CHECK, refused(it -> it.cutOff = true), Certainty.PROVEN);
        assertTrue(finding.message().contains("hung up after 1 refused"), finding.message());
    }

    // -- the order of the candidates ------------------------------------------------------------------------------

    @Test
    void ranksWhatTheAccountShows() {
        assertOrder(
                Facts.refused(), "The account has the key", "Others may write", "root is perhaps not", "Less often");
        assertOrder(
                Facts.refused().withAccount(Facts.field(Facts.OTHER.line())),
                "The key is not in field.txt",
                "Others may");
        assertOrder(Facts.refused().withoutAccount(), "The key is perhaps not registered", "Others may");
    }

    @Test
    void ranksALoginNameThatNobodyNamedBeforeWhatIsRegistered() {
        assertOrder(as("me"), "Nobody named a user, so ssh took me", "The account has the key");
        assertOrder(as("me").withoutAccount(), "Nobody named a user", "The key is perhaps not registered");
        assertOrder(
                as("bob").withConfiguration(Facts.configuration("user", "bob", 2)),
                "The account has the key",
                "bob is perhaps not who may log in");
    }

    @Test
    void ranksRootFirstAtAPod() {
        AccountField pods =
                new AccountField("runpod", Facts.field(Facts.MINE.line()).lines(), List.of(), "");
        assertOrder(as("ubuntu").withAccount(pods), "A Pod knows no user but root", "The account has the key");
        assertTrue(candidates(Facts.refused().withAccount(pods)).get(0).contains("a Pod created before has not"));
    }

    @Test
    void ranksAnotherMachineByItsHostKey() {
        assertOrder(
                refused(it -> it.hostKey = hostKey(HostKey.Known.CHANGED)),
                "This is another machine than before",
                "The account has the key");
        assertOrder(
                refused(it -> it.hostKey = hostKey(HostKey.Known.NO)),
                "The account has the key",
                "This is perhaps another machine");
    }

    @Test
    void ranksAnotherPortOfTheSameAddress() {
        Facts shared = Facts.refused()
                .withRoute(new Route(List.of(), false, Observed.notLookedAt("no ProxyCommand"), List.of(17445, 22010)));
        assertOrder(shared, "The account has the key", "The address has more than one port (22010 beside 17445)");
        Facts stranger = refused(it -> it.hostKey = hostKey(HostKey.Known.NO))
                .withRoute(shared.snapshot().route());
        assertOrder(
                stranger.withoutAccount(), "The address has more than one port", "The key is perhaps not registered");
        assertOrder(
                Facts.refused().withConfigFile("""
                        Host pod
                          HostName 203.0.113.7
                          Port 17445
                          User root
                        Host old-pod
                          HostName 203.0.113.7
                          Port 20001
                        """, "pod"),
                "The account has the key",
                "The address has more than one port (20001 beside 17445)");
    }

    @Test
    void ranksAKeyThatTheServerIsTooOldFor() {
        assertOrder(
                refused(it -> it.ident = Optional.of("SSH-2.0-OpenSSH_6.0p1")),
                "This server is too old for ssh-ed25519",
                "The account has the key");
        assertOrder(
                refused(it -> it.ident = Optional.of("SSH-2.0-dropbear_2019.78")),
                "This server is too old for ssh-ed25519",
                "The account has the key",
                "This is dropbear, which lets no root in");
    }

    @Test
    void ranksWhatTheServersProgramIsKnownFor() {
        assertOrder(
                refused(it -> it.ident = Optional.of("SSH-2.0-OpenSSH_for_Windows_9.5")),
                "For members of Administrators",
                "The account has the key");
        Facts tiny = refused(it -> it.ident = Optional.of("SSH-2.0-tinyssh_noversion"));
        Finding finding = fires(CHECK, tiny, Certainty.LIKELY);
        assertTrue(firstCandidate(finding).contains("The account has the key"), finding::toString);
        assertTrue(
                finding.fix().orElseThrow().steps().get(1).text().orElseThrow().contains("This is tinysshd"));
    }

    @Test
    void ranksACertificateThatTheServerDoesNotTrust() {
        PublicKey certificate = TestKeys.certificate(1, 0, 4_000_000_000L, "root");
        Facts both = Facts.healthy()
                .withoutAccount()
                .withIdentities(
                        Facts.identity(Facts.PATH, Facts.MINE), Facts.identity(Facts.PATH + "-cert.pub", certificate))
                .withHandshake(Facts.answers(
                        List.of(Facts.refused(Facts.MINE), Facts.refused(certificate)),
                        new Login.NotTried("no key was accepted")));
        assertOrder(both, "A certificate is offered", "The key is perhaps not registered");
        Facts alone = both.withIdentities(Facts.identity(Facts.PATH + "-cert.pub", certificate));
        assertTrue(
                candidates(alone).stream().noneMatch(it -> it.contains("not registered")), candidates(alone)::toString);
    }

    @Test
    void ranksKeysThatTheAgentHoldsAndSshLeavesOut() {
        Facts hidden = Facts.refused()
                .withAgent(Facts.agent(Facts.OTHER, Facts.key(3, "third")))
                .withConfiguration(Facts.configuration("identitiesonly", "yes", 2));
        assertOrder(hidden.withoutAccount(), "The agent holds 2 more", "The key is perhaps not registered");
        assertTrue(
                candidates(hidden).stream().noneMatch(it -> it.contains("agent")), "the account tells which is right");
    }

    @Test
    void ranksAKeyOfThisMachineThatNothingNames() {
        KeyFile pod = Facts.file("/home/me/.ssh/pod", Facts.OTHER);
        Facts one = Facts.refused().withLocalKeys(Facts.file(Facts.PATH, Facts.MINE), pod);
        assertOrder(
                one.withoutAccount(),
                "A private key here is not offered, ~/.ssh/pod. On this machine, try it:\n  ssh -i ~/.ssh/pod ",
                "The key is perhaps not registered");
        assertTrue(candidates(one).stream().noneMatch(it -> it.contains("pod")), "the account tells which is right");
        Facts named = one.withoutAccount()
                .withIdentities(Facts.identity(
                        Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, Identity.NamedBy.COMMAND_LINE, 1));
        assertOrder(named, "The key is perhaps not registered", "A private key here is not offered");
        KeyFile third = Facts.file("/home/me/.ssh/third", Facts.key(3, "third"));
        assertOrder(one.withoutAccount().withLocalKeys(pod, third), "2 private keys here are not offered, such as");
    }

    @Test
    void ranksAUserThatTheBannerNamesFirst() {
        assertOrder(
                refused(it -> it.banner = Optional.of("Please login as the user \"ubuntu\" rather than root.")),
                "The server's banner names another user, ubuntu",
                "The account has the key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unless you may log in as an authorized user, leave now.",
                "Log in as yourself, never as root.",
                "You must not log in as admin here.",
                "Login as admin is disabled."
            })
    void takesNoWordOfAHouseRuleForAUser(String banner) {
        assertTrue(candidates(refused(it -> it.banner = Optional.of(banner))).stream()
                .noneMatch(it -> it.contains("banner")));
    }

    @Test
    void takesNoFullStopForAPartOfAName() {
        assertOrder(
                refused(it -> it.banner = Optional.of("Please log in as core.")),
                "The server's banner names another user, core:\n  ssh core@",
                "The account has the key");
    }

    @Test
    void keepsWithinAScreen() {
        for (Facts it : List.of(
                Facts.refused(),
                Facts.refused().withoutAccount(),
                as("me"),
                refused(transcript -> transcript.hostKey = hostKey(HostKey.Known.NO)),
                refused(transcript -> transcript.hostKey = hostKey(HostKey.Known.CHANGED)),
                refused(transcript -> transcript.ident = Optional.of("SSH-2.0-OpenSSH_for_Windows_9.5")),
                refused(transcript -> transcript.ident = Optional.of("SSH-2.0-dropbear_2019.78")))) {
            List<String> all = candidates(it);
            assertTrue(all.size() <= 5, all::toString);
            all.forEach(text -> assertTrue(text.length() <= 184, () -> text.length() + ": " + text));
            assertTrue(all.get(all.size() - 1).contains("Its log tells"), all::toString);
        }
    }

    @Test
    void silentWhenOneKeyIsAccepted() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void silentWhenAKeyWasNotAskedAbout() {
        silent(
                CHECK,
                Facts.refused()
                        .withIdentities(
                                Facts.identity(Facts.PATH, Facts.MINE),
                                Facts.identity(Facts.HOME + "/.ssh/other", Facts.OTHER)));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline());
    }

    @Test
    void cannotTellWhenTheConnectionFailed() {
        cannotTell(CHECK, Facts.healthy().withHandshake(Facts.failed(Failure.Kind.REFUSED, Reached.NAME, "")));
    }

    @Test
    void cannotTellWhenTheHostKeyIsNotTheKnownOne() {
        cannotTell(
                CHECK,
                Facts.healthy()
                        .withHandshake(Facts.handshake(
                                HostKey.Known.CHANGED, List.of(), List.of(), new Login.NotTried("ssh stops"), false)));
    }

    private static Facts refused(Consumer<Transcripts> change) {
        return Facts.refused()
                .withHandshake(Transcripts.changed(
                        Facts.refused().snapshot().handshake().seen().orElseThrow(), change));
    }

    private static Facts as(String user) {
        Target it = Facts.healthy().target();
        return Facts.refused()
                .withTarget(new Target(
                        it.program(),
                        it.command(),
                        it.sshWords(),
                        it.sshProgram(),
                        it.typedHost(),
                        it.host(),
                        it.port(),
                        user,
                        it.provider()));
    }

    private static Optional<HostKey> hostKey(HostKey.Known known) {
        return Facts.handshake(known, List.of(), List.of(), new Login.NotTried("ssh stops there"), false)
                .hostKey();
    }

    private static List<String> candidates(Facts facts) {
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        return finding.fix().orElseThrow().steps().stream()
                .map(it -> it.text().orElseThrow())
                .toList();
    }

    /** The candidates begin with these, in this order. */
    private static void assertOrder(Facts facts, String... beginnings) {
        List<String> all = candidates(facts);
        for (int i = 0; i < beginnings.length; i++) {
            assertTrue(all.get(i).startsWith((i + 1) + ". " + beginnings[i]), all::toString);
        }
    }

    private static String firstCandidate(Finding finding) {
        return finding.fix().orElseThrow().steps().get(0).text().orElseThrow();
    }
}
