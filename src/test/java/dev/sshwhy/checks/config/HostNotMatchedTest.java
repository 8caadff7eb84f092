package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNotMatchedTest {
    private static final HostNotMatched CHECK = new HostNotMatched();
    private static final Handshake UNRESOLVED =
            Facts.failed(Failure.Kind.NAME_UNRESOLVED, Handshake.Reached.NOTHING, "");
    private static final Handshake UNREACHED = Facts.failed(Failure.Kind.REFUSED, Handshake.Reached.NAME, "");
    private static final String BLOCK = "\n  HostName 203.0.113.7\n  Port 17445\n  User root\n";

    @TempDir
    private Path home;

    private static Facts offline(String config, String... words) {
        return Facts.offline().withConfigFile(config, words);
    }

    private static Facts unresolved(String config, String... words) {
        return Facts.healthy().withHandshake(UNRESOLVED).withConfigFile(config, words);
    }

    // -- what leaves no doubt -------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host GPU | Host GPU gpu",
                "Host Gp? nas | Host Gp? nas gpu",
                "Host gpu,nas | Host gpu nas",
                "Host web,gpu, | Host web gpu",
                "Host web gp*,nas # mine | Host web gp* nas # mine",
                "Host root@gpu | Host gpu",
                "Host gpu:17445 | Host gpu",
                "Host [gpu]:17445 | Host gpu",
                "Host ssh://root@gpu:17445/ | Host gpu",
                "Host=root@gpu | Host=gpu",
                "Host gpu !gpu | Host gpu",
                "Host gpu !gp? | Host gpu",
            })
    void firesAsLikelyOfflineWhenTheLineCanBeMeantForNoOtherHost(String wrong, String right) {
        String config = wrong + BLOCK;
        Finding finding = fires(CHECK, offline(config, "gpu"), Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals("-" + wrong, Lines.edit(finding).lines().findFirst().orElseThrow());
        String mended = Mended.by(finding, config);
        assertEquals(right, mended.lines().findFirst().orElseThrow());
        Facts after = offline(mended, "gpu");
        assertEquals("203.0.113.7", after.target().host());
        silent(CHECK, after);
    }

    @Test
    void firesWithASafeFixWhenTheNameIsNotResolved() {
        Finding finding = fires(CHECK, unresolved("Host GPU" + BLOCK, "gpu"), Certainty.LIKELY);
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        assertEquals(
                "Line 1 of ~/.ssh/config is for GPU, and ssh was given gpu: capitals count in Host lines; so that"
                        + " block's HostName 203.0.113.7, Port 17445 and User root do not count.",
                finding.message());
    }

    @Test
    void theFixGivesUserAndPortOfAPatternLinesOfTheirOwn() {
        String config = "Host root@gpu:17445\n\tHostName 203.0.113.7\n";
        Finding finding = fires(CHECK, offline(config, "gpu"), Certainty.LIKELY);
        assertEquals("Host gpu\n\tUser root\n\tPort 17445\n\tHostName 203.0.113.7\n", Mended.by(finding, config));
    }

    @Test
    void firesAsPossibleOfflineWhenTheNameMayLeadSomewhereWithoutTheBlock() {
        fires(CHECK, offline("Host GPU.example.org\n  Port 17445\n", "gpu.example.org"), Certainty.POSSIBLE);
        fires(CHECK, offline("Host 203.0.113.7,nas\n  Port 17445\n", "203.0.113.7"), Certainty.POSSIBLE);
    }

    @Test
    void firesWithoutEffectWhenTheLoginWorksWithoutTheBlock() {
        Finding finding = fires(
                CHECK, Facts.healthy().withConfigFile("Host gpu,nas\n  IdentitiesOnly yes\n", "gpu"), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void firesWhenTheFileIsIncludedWithinAnotherBlock() throws IOException {
        Setup setup = new Setup(home)
                .key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/config", "Host web\n  User me\n  Include pods.conf\n", 0600)
                .file("~/.ssh/pods.conf", "Host gpu" + BLOCK, 0600)
                .command(List.of("gpu"));
        Finding finding =
                ((Outcome.Problems) CHECK.check(setup.facts())).findings().get(0);
        assertEquals(Certainty.LIKELY, finding.certainty());
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        assertTrue(finding.message().contains("Host web"), finding.message());
        setup.file("~/.ssh/config", Mended.by(finding, "Host web\n  User me\n  Include pods.conf\n"), 0600);
        assertEquals("203.0.113.7", setup.facts().target().host());
    }

    @Test
    void silentWhenAFileOfDefaultsIsIncludedWithinABlock() throws IOException {
        Setup setup = new Setup(home)
                .file("~/.ssh/config", "Host *.example.org\n  Include work.conf\n", 0600)
                .file("~/.ssh/work.conf", "Host *\n  User worker\n", 0600)
                .command(List.of("gpu"));
        assertEquals(Outcome.clear(), CHECK.check(setup.facts()));
    }

    // -- the alias, and what is typed in its place ----------------------------------------------------------------

    @Test
    void firesAsPossibleOfflineWhenTheAddressIsTypedInPlaceOfTheAlias() {
        Finding finding = fires(
                CHECK,
                offline("Host gpu\n  HostName 203.0.113.7\n  Port 17445\n", "root@203.0.113.7"),
                Certainty.POSSIBLE);
        assertEquals(
                List.of("ssh root@gpu"),
                finding.fix().orElseThrow().steps().stream()
                        .filter(it -> it.kind() == Fix.Step.Kind.PASTE)
                        .flatMap(it -> it.text().stream())
                        .toList());
    }

    @Test
    void firesAsLikelyWhenNothingListensWhereTheAliasWouldLeadElsewhere() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n";
        Facts facts = Facts.healthy().withHandshake(UNREACHED).withConfigFile(config, "root@203.0.113.7");
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety(), "a typed address may be meant");
        String mended = Mended.by(finding, config);
        assertEquals(17445, offline(mended, "root@203.0.113.7").target().port());
    }

    @Test
    void firesAsLikelyWhenTheAliasNamesTheRegisteredKey() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n  IdentityFile ~/.ssh/pod\n";
        Facts facts = Facts.refused()
                .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod", Facts.OTHER))
                .withAccount(Facts.field(Facts.OTHER.line()))
                .withConfigFile(config, "-p", "17445", "root@203.0.113.7");
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        assertEquals(
                "Host gpu 203.0.113.7",
                Mended.by(finding, config).lines().findFirst().orElseThrow());
    }

    @Test
    void firesForTheAliasWhoseKeyIsRegisteredAmongSeveral() {
        String config = "Host work\n  HostName example.org\n  IdentityFile ~/.ssh/work\n"
                + "Host private\n  HostName example.org\n  IdentityFile ~/.ssh/private\n";
        Facts facts = Facts.refused()
                .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/private", Facts.OTHER))
                .withAccount(Facts.field(Facts.OTHER.line()))
                .withConfigFile(config, "git@example.org");
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertTrue(finding.message().startsWith("Line 4 of ~/.ssh/config is for private"), finding.message());
    }

    @Test
    void silentWhenTheAliasNamesAKeyThatIsNotTheRegisteredOne() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  IdentityFile ~/.ssh/pod\n";
        Facts facts = Facts.refused()
                .withLocalKeys(Facts.file(Facts.HOME + "/.ssh/pod", Facts.OTHER))
                .withConfigFile(config, "root@203.0.113.7");
        silent(CHECK, facts);
    }

    @Test
    void firesWhenOnlyTheLongFormOfTheNameHasABlock() {
        String config = "Host gpu.example.org\n  User root\n";
        fires(CHECK, offline(config, "gpu"), Certainty.POSSIBLE);
        Finding finding = fires(CHECK, unresolved(config, "gpu"), Certainty.LIKELY);
        assertTrue(finding.fix().orElseThrow().steps().stream()
                .anyMatch(it -> it.text().equals(Optional.of("ssh gpu.example.org"))));
        fires(CHECK, Facts.refused().withConfigFile("Host gpu\n  User root\n", "gpu.example.org"), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheLoginWorksByTheAddress() {
        silent(
                CHECK,
                Facts.healthy()
                        .withConfigFile(
                                "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n  IdentityFile ~/.ssh/pod\n",
                                "root@203.0.113.7"));
    }

    @Test
    void silentWhenTheCommandLineGivesWhatTheBlockWould() {
        silent(
                CHECK,
                offline(
                        "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n  User root\n",
                        "root@203.0.113.7",
                        "-p",
                        "17445"));
    }

    @Test
    void silentWhenTheBlockIsForAnotherPortOfTheAddress() {
        silent(CHECK, offline("Host gpu" + BLOCK, "me@203.0.113.7", "-p", "17446"));
        silent(CHECK, offline("Host nas\n  HostName 203.0.113.7\n  User root\n", "me@203.0.113.7", "-p", "17446"));
    }

    @Test
    void silentWhenTheAddressHasABlockOfItsOwn() {
        silent(CHECK, offline("Host gpu" + BLOCK + "Host 203.0.113.7\n  User me\n", "203.0.113.7"));
    }

    @Test
    void silentWhenAnotherHostIsTyped() {
        silent(CHECK, offline("Host gpu" + BLOCK + "Host *.example.org\n  User me\n", "192.0.2.4"));
        silent(CHECK, unresolved("Host gpu" + BLOCK, "mail"));
    }

    // -- slips ----------------------------------------------------------------------------------------------------

    @Test
    void firesAsLikelyWhenAMistypedNameIsNotResolved() {
        Finding finding = fires(CHECK, unresolved("Host gpu nas" + BLOCK, "root@gup"), Certainty.LIKELY);
        assertEquals(
                Optional.of("ssh root@gpu"),
                finding.fix().orElseThrow().steps().get(0).text());
        fires(CHECK, offline("Host gpu" + BLOCK, "gup"), Certainty.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu2", "203.0.113.8", "gup.example.org", "mail"})
    void silentOfflineWhenTheNameMayBeAnotherHosts(String typed) {
        silent(CHECK, offline("Host gpu1 203.0.113.7 gpu.example.org" + BLOCK, typed));
    }

    @Test
    void silentWhenAHostWithASimilarNameAnswers() {
        silent(CHECK, Facts.refused().withConfigFile("Host gpu" + BLOCK, "gup"));
    }

    // -- negations and conditions ---------------------------------------------------------------------------------

    @Test
    void firesWhenALineOnlySaysWhichHostsAreNotMeant() {
        String config = "Host !nas\n  User root\n";
        Facts facts = Facts.refused().withConfigFile(config, "gpu");
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        assertEquals(
                "root",
                Facts.refused()
                        .withConfigFile(Mended.by(finding, config), "gpu")
                        .target()
                        .user());
        fires(CHECK, offline(config, "gpu"), Certainty.POSSIBLE);
        silent(CHECK, Facts.refused().withConfigFile(config, "nas"));
    }

    @Test
    void firesAsNoMoreThanPossibleWhenAHostIsLeftOutByName() {
        String config = "Host * !gpu\n  User root\n";
        fires(CHECK, Facts.refused().withConfigFile(config, "gpu"), Certainty.POSSIBLE);
        silent(CHECK, offline(config, "gpu"));
    }

    @Test
    void firesWhenAConditionBesideTheHostIsNotMet() {
        String config = "Match originalhost gpu user root\n  HostName 203.0.113.7\n  Port 17445\n";
        Finding finding = fires(CHECK, unresolved(config, "gpu"), Certainty.LIKELY);
        assertTrue(finding.message().contains("user root, and the login name is me"), finding.message());
        assertEquals(
                Optional.of("ssh root@gpu"),
                finding.fix().orElseThrow().steps().get(0).text());
        fires(CHECK, offline(config, "gpu"), Certainty.POSSIBLE);
    }

    @Test
    void silentWhenAConditionalExceptionStandsBesideTheHostsOwnBlock() {
        silent(CHECK, offline("Match originalhost gpu localuser you\n  HostName 192.168.1.7\nHost gpu" + BLOCK, "gpu"));
    }

    @Test
    void firesWhenMatchHostLooksAtTheAddressAndNotAtTheAlias() {
        String config = "Host gpu\n  HostName 203.0.113.7\nMatch host gpu\n  Port 17445\n  User root\n";
        Facts facts = Facts.healthy().withHandshake(UNREACHED).withConfigFile(config, "gpu");
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(17445, offline(Mended.by(finding, config), "gpu").target().port());
    }

    @Test
    void cannotTellWhenABlockWasNotEvaluatedThatWouldChangeSomething() {
        String config = "Match originalhost gpu exec \"test -e /x\"\n  Port 17445\n";
        cannotTell(CHECK, offline(config, "gpu"));
        silent(CHECK, offline(config, "-p", "17445", "gpu"));
    }

    // -- linting --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host gpu,nas | Host gpu nas",
                "Host * !gpu,nas | Host * !gpu !nas",
                "Host root@gpu | Host gpu",
                "Host ssh://gpu | Host gpu",
                "Host !nas | Host * !nas",
                "Host gpu !gpu web | Host gpu web",
                "Host * !* | Host *",
                "Host \"gpu nas\" | Host gpu nas",
            })
    void lintTellsOfLinesThatMatchNoHost(String wrong, String right) throws IOException {
        String config = wrong + BLOCK;
        List<Finding> findings = new Trees(home).lint(CHECK, config);
        assertEquals(1, findings.size());
        assertEquals(Certainty.PROVEN, findings.get(0).certainty());
        String mended = Mended.by(findings.get(0), config);
        assertEquals(right, mended.lines().findFirst().orElseThrow());
        assertEquals(List.of(), new Trees(home).lint(CHECK, mended));
    }

    @Test
    void lintTellsOfALineWhoseNamesAreAComment() throws IOException {
        List<Finding> findings = new Trees(home).lint(CHECK, "Host #gpu" + BLOCK);
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).message().contains("names no host"), findings::toString);
    }

    @Test
    void lintTellsOfAPortInANameOnlyWhereNoHostNameTakesItsPlace() throws IOException {
        assertEquals(
                1, new Trees(home).lint(CHECK, "Host gpu:17445\n  User root\n").size());
        assertEquals(List.of(), new Trees(home).lint(CHECK, "Host gpu:17445\n  HostName 203.0.113.7\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host gpu nas *.example.org !old.example.org",
                "Host 2001:db8::7 fe80::1",
                "Host * !nas",
                "Match host gpu,nas",
            })
    void lintIsSilentOnLinesThatMatchSomebody(String header) throws IOException {
        assertEquals(List.of(), new Trees(home).lint(CHECK, header + BLOCK));
    }

    @Test
    void lintTellsOfBlocksInAFileThatIsIncludedWithinAnotherHostsBlock() throws IOException {
        Trees trees = new Trees(home).file("pods.conf", "Host gpu" + BLOCK + "Host gpu2" + BLOCK);
        List<Finding> findings = trees.lint(CHECK, "Host web\n  User me\n  Include pods.conf\n");
        assertEquals(1, findings.size());
        assertTrue(
                findings.get(0).message().contains("gpu and gpu2"),
                findings.get(0).message());
        assertEquals(
                List.of(1, 3),
                findings.get(0).evidence().stream().map(it -> it.span().line()).toList());
        assertEquals(List.of(), trees.lint(CHECK, "Include pods.conf\nHost web\n  User me\n"));
        assertEquals(List.of(), trees.lint(CHECK, "Match user root\n  Include pods.conf\n"));
    }

    @Test
    void evidenceShowsTheLineThatDoesNotMatchAndWhatItHolds() {
        Finding finding = fires(CHECK, offline("Host GPU" + BLOCK, "gpu"), Certainty.LIKELY);
        assertEquals(
                List.of(1, 2, 3, 4),
                finding.evidence().stream().map(it -> it.span()).map(Span::line).toList());
    }
}
