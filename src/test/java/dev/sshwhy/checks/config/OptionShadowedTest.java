package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionShadowedTest {
    private static final OptionShadowed CHECK = new OptionShadowed();
    private static final Handshake REFUSED = Facts.failed(Failure.Kind.REFUSED, Handshake.Reached.NAME, "");

    @TempDir
    private Path home;

    /** Host * above the host's own block. */
    private static String generalFirst(String option, String early, String late) {
        return "Host *\n  " + option + " " + early + "\n\nHost gpu\n  HostName 203.0.113.7\n  " + option + " " + late
                + "\n";
    }

    private static Facts unreached(String config) {
        return Facts.healthy().withHandshake(REFUSED).withConfigFile(config, "gpu");
    }

    private static Facts refused(String config) {
        return Facts.refused().withConfigFile(config, "gpu");
    }

    @Test
    void firesAsLikelyWhenTheEarlierPortLeadsNowhere() {
        Finding finding = fires(CHECK, unreached(generalFirst("Port", "22", "17445")), Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(
                "Line 6 of ~/.ssh/config (Host gpu) says Port 17445, but line 2 of ~/.ssh/config (Host *) said Port 22"
                        + " before, and the first value counts.",
                finding.message());
        assertEquals(
                List.of(2, 6),
                finding.evidence().stream().map(it -> it.span().line()).toList());
    }

    @Test
    void firesAsLikelyWhenTheServerRefusesTheRegisteredKeyOfTheEarlierUser() {
        assertEquals(
                Optional.empty(),
                fires(CHECK, refused(generalFirst("User", "me", "root")), Certainty.LIKELY)
                        .effect());
    }

    @Test
    void firesAsLikelyWhenAnotherMachineAtTheEarlierPortRefusesTheRegisteredKey() {
        fires(CHECK, refused(generalFirst("Port", "22", "17445")), Certainty.LIKELY);
    }

    @Test
    void theFixLetsTheHostsOwnLineCountAndLeavesOtherHostsAlone() {
        String config = generalFirst("Port", "22", "17445");
        Finding finding = fires(CHECK, unreached(config), Certainty.LIKELY);
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        String mended = Mended.by(finding, config);
        assertEquals(17445, unreached(mended).target().port());
        silent(CHECK, unreached(mended));
        assertEquals(22, Facts.healthy().withConfigFile(mended, "nas").target().port());
    }

    @Test
    void theFixOfALineBeforeTheFirstBlockKeepsItForOtherHosts() {
        String config = "User me\nPort 22\nHost gpu\n  HostName 203.0.113.7\n  User root\n";
        Finding finding = fires(CHECK, refused(config), Certainty.LIKELY);
        String mended = Mended.by(finding, config);
        assertEquals("root", refused(mended).target().user());
        assertEquals(
                "me", Facts.healthy().withConfigFile(mended, "nas").target().user());
        silent(CHECK, refused(mended));
    }

    @Test
    void firesWithoutEffectWhenNothingFollowsFromIt() {
        Facts facts = Facts.offline().withConfigFile(generalFirst("User", "me", "root"), "gpu");
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesWithoutEffectForKeysThatAreTurnedOffSinceThatIsAFindingOfItsOwn() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, refused(generalFirst("PubkeyAuthentication", "no", "yes")), Certainty.PROVEN)
                        .effect());
    }

    @Test
    void firesAsPossibleWhenNothingShowsWhichLineIsTheHostsOwn() {
        String unclear = "Host g*\n  User me\nHost *u\n  User root\n";
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, refused(unclear), Certainty.POSSIBLE).effect());
    }

    @Test
    void firesForALineBeforeTheFirstBlock() {
        fires(CHECK, unreached("Port 22\n\nHost gpu\n  Port 17445\n"), Certainty.LIKELY);
    }

    @Test
    void firesForALineBeforeTheFirstBlockHoweverItIsIndented() {
        fires(CHECK, unreached("    Port 22\n\nHost gpu\nPort 17445\n"), Certainty.LIKELY);
    }

    @Test
    void firesWhenAPatternStandsAboveTheNameItself() {
        fires(CHECK, refused("Host g* !nas\n  User me\nHost gpu\n  User root\n"), Certainty.LIKELY);
    }

    @Test
    void firesWhenAListOfHostsStandsAboveTheHostAlone() {
        fires(CHECK, refused("Host nas gpu\n  User me\nHost gpu\n  User root\n"), Certainty.LIKELY);
    }

    @Test
    void firesWhenTheSameHostHasTwoBlocks() {
        String config = "Host gpu\n  Port 10022\n  User root\nHost gpu\n  Port 17445\n";
        Finding finding = fires(CHECK, unreached(config), Certainty.LIKELY);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        assertEquals(17445, unreached(Mended.by(finding, config)).target().port());
    }

    @Test
    void firesWhenOneBlockSaysItTwice() {
        String config = "Host gpu\n  User me\n  User root\n";
        Finding finding = fires(CHECK, refused(config), Certainty.LIKELY);
        assertEquals("root", refused(Mended.by(finding, config)).target().user());
    }

    @Test
    void firesForAMatchBlockAsForAHostBlock() {
        fires(CHECK, refused("Match all\n  User me\nMatch originalhost gpu\n  User root\n"), Certainty.LIKELY);
    }

    @Test
    void silentWhenDefaultsFollowTheHostsOwnBlock() {
        silent(CHECK, refused("Host gpu\n  HostName 203.0.113.7\n\n  User root\n\nHost *\n  User me\n"));
    }

    @Test
    void silentWhenTheDefaultsOfAGroupFollowTheHostsOwnBlock() {
        silent(CHECK, refused("Host gpu\n  User root\nHost gpu nas web\n  User me\nHost g*\n  User you\n"));
    }

    @Test
    void silentWhenTheOptionStandsAboveHostNameInTheHostsOwnBlock() {
        silent(CHECK, refused("Host gpu\n  User root\n  HostName 203.0.113.7\n\nHost *\n  User me\n"));
    }

    @Test
    void firesWhenTheLaterLineStandsInOneBlockWithHostName() {
        String far =
                "Host *\n  User me\nHost gpu\n  HostName 203.0.113.7\n  ServerAliveInterval 30\n  Compression yes\n"
                        + "  User root\n";
        fires(CHECK, refused(far), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheEarlierLineStandsInOneBlockWithHostName() {
        silent(
                CHECK,
                refused("Host gpu\n  User root\n  ServerAliveInterval 30\n  Compression yes\n  HostName 203.0.113.7\n"
                        + "Host *\n  User me\n"));
    }

    @Test
    void silentWhenAnExceptionForANetworkStandsFirst() {
        silent(
                CHECK,
                unreached("Match host gpu user root\n  HostName 192.168.1.7\nHost gpu\n  HostName 203.0.113.7\n"
                        + "  User root\n"));
        silent(CHECK, unreached("Match localuser me\n  Port 2222\nHost gpu\n  Port 17445\n"));
    }

    @Test
    void silentWhenTheSystemsFileHasADefault() {
        Facts own = unreached("Host *\n  Port 17445\n");
        Span header = Span.line("/etc/ssh/ssh_config", 29, "Host 203.0.113.7");
        Span line = Span.line("/etc/ssh/ssh_config", 30, "    Port 22");
        ConfigBlock systems = new ConfigBlock(
                ConfigBlock.Kind.HOST, header, List.of("gpu"), List.of(new ConfigBlock.Line(line, "port", "22")));
        List<BlockMatch> blocks = new ArrayList<>(own.configuration().blocks());
        blocks.add(
                new BlockMatch(systems, BlockMatch.Fate.APPLIES, Optional.empty(), Optional.empty(), Optional.empty()));
        ConfigValue port = own.configuration().first("port").orElseThrow();
        silent(
                CHECK,
                own.withConfiguration(new Configuration(
                        own.configuration().files(),
                        Map.of("port", List.of(new ConfigValue(port.value(), port.setAt(), List.of(line)))),
                        List.of(),
                        blocks)));
    }

    @Test
    void silentWhenTheCommandLineSaysOtherwise() {
        silent(
                CHECK,
                Facts.healthy().withHandshake(REFUSED).withConfigFile("Host gpu\n  Port 22\n", "-p", "17445", "gpu"));
    }

    @Test
    void silentWhenBothLinesSayTheSame() {
        silent(CHECK, refused(generalFirst("User", "root", "root")));
        silent(CHECK, unreached("Host *\n  HostName %h\nHost gpu\n  HostName gpu\n"));
    }

    @Test
    void silentWhenIdentityFilesAddUp() {
        silent(CHECK, refused(generalFirst("IdentityFile", "~/.ssh/id_desk", "~/.ssh/id_pod")));
    }

    @Test
    void cannotTellWhenALineWasNotEvaluated() {
        cannotTell(
                CHECK,
                Facts.healthy().withConfigFile("Match exec \"test -e /x\"\n  User me\nHost gpu\n  User root\n", "gpu"));
    }

    @Test
    void lintTellsEachPairOfLinesOnceHoweverManyHostsSufferFromIt() throws IOException {
        List<Finding> findings = new Trees(home)
                .lint(
                        CHECK,
                        "Host *\n  User me\nHost gpu nas web db mail\n  User root\n  IdentityFile ~/.ssh/a\n"
                                + "  IdentityFile ~/.ssh/b\n");
        assertEquals(1, findings.size());
        assertEquals(
                "Line 4 of ~/.ssh/config (Host gpu nas web db mail) says User root for gpu, nas, web and 2 more, but"
                        + " line 2 of ~/.ssh/config (Host *) said User me before, and the first value counts.",
                findings.get(0).message());
        assertEquals(4, findings.get(0).evidence().get(0).span().line(), "the line that does nothing stands first");
    }

    @Test
    void lintTellsOfAnOptionThatStandsTwiceInABlock() throws IOException {
        List<Finding> findings =
                new Trees(home).lint(CHECK, "Host gp*\n  Compression yes\n  Port 22\n  Compression no\n  Port 22\n");
        assertEquals(1, findings.size());
        assertEquals(4, findings.get(0).evidence().get(0).span().line());
    }

    @Test
    void lintOfOneOptionSaidOverAndOverIsNotEndless() throws IOException {
        List<Finding> findings = assertTimeout(
                Duration.ofSeconds(20),
                () -> new Trees(home).lint(CHECK, "Host gpu\n" + "  User a\n  User b\n".repeat(20_000)));
        assertEquals(20, findings.size());
    }

    @Test
    void lintIsSilentOnDefaultsAtTheEnd() throws IOException {
        List<Finding> findings = new Trees(home)
                .lint(
                        CHECK,
                        "Host gpu\n  User root\n  Port 17445\nHost gpu nas\n  User me\nHost g*\n  Port 22\nHost *\n"
                                + "  User you\n  Port 2222\n");
        assertEquals(List.of(), findings);
    }

    @Test
    void lintOfManyFaultsIsNotEndless() throws IOException {
        StringBuilder config = new StringBuilder("Host *\n  User me\n");
        for (int i = 0; i < 60; i++) {
            config.append("Host h").append(i).append("\n  User root\n");
        }
        List<Finding> findings = new Trees(home).lint(CHECK, config.toString());
        assertEquals(20, findings.size());
        assertTrue(
                findings.get(19).evidence().get(2).saying().contains("40 more"),
                () -> findings.get(19).toString());
    }
}
