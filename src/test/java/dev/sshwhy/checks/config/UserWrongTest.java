package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserWrongTest {
    private static final UserWrong CHECK = new UserWrong();

    private static Facts refused(String config, String... words) {
        return Facts.refused().withConfigFile(config, words);
    }

    private static List<String> byHand(Finding finding) {
        return finding.fix().orElseThrow().steps().stream()
                .filter(it -> it.kind() == Fix.Step.Kind.PASTE)
                .flatMap(it -> it.text().stream())
                .toList();
    }

    // -- nothing names a user -------------------------------------------------------------------------------------

    @Test
    void firesAsLikelyWhenTheRegisteredKeyIsRefusedForTheLocalName() {
        Finding finding = fires(CHECK, refused("", "203.0.113.7", "-p", "17445"), Certainty.LIKELY);
        assertEquals(List.of("ssh root@203.0.113.7 -p 17445"), byHand(finding));
        assertTrue(finding.message().startsWith("ssh logs in as me, your name on this machine"), finding.message());
    }

    @Test
    void firesAsPossibleWhenNobodyShowedTheAccount() {
        fires(CHECK, refused("", "203.0.113.7").withoutAccount(), Certainty.POSSIBLE);
    }

    @Test
    void theFixNamesTheUserInTheHostsOwnBlock() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  Port 17445\n";
        Finding finding = fires(CHECK, refused(config, "gpu"), Certainty.LIKELY);
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        assertEquals("root", refused(Mended.by(finding, config), "gpu").target().user());
    }

    @Test
    void silentWhenTheAccountHoldsNoneOfTheKeys() {
        silent(CHECK, refused("", "203.0.113.7").withAccount(Facts.field(Facts.OTHER.line())));
    }

    @Test
    void silentWhenTheLocalNameIsTaken() {
        silent(CHECK, Facts.healthy().withConfigFile("", "203.0.113.7"));
    }

    @Test
    void silentWhenNobodyAskedTheServer() {
        silent(CHECK, Facts.offline().withConfigFile("", "203.0.113.7"));
        silent(CHECK, Facts.offline().withConfigFile("Host gpu\n  HostName 203.0.113.7\n  User root\n", "203.0.113.7"));
    }

    @Test
    void cannotTellWhenABlockThatNamesAUserWasNotEvaluated() {
        cannotTell(CHECK, refused("Match exec \"test -e /x\"\n  User root\n", "203.0.113.7"));
    }

    // -- another line names another -------------------------------------------------------------------------------

    @Test
    void firesAsLikelyWhenAnotherBlockForTheAddressNamesAnotherUser() {
        String config = "Host pod\n  HostName 203.0.113.7\n  User ubuntu\nHost gpu\n  HostName 203.0.113.7\n";
        Finding finding = fires(CHECK, refused(config, "gpu"), Certainty.LIKELY);
        assertEquals(List.of("ssh ubuntu@gpu"), byHand(finding));
        assertEquals(3, finding.evidence().get(2).span().line());
    }

    @Test
    void firesAsPossibleWhenAnotherUserIsTypedThanTheBlockNames() {
        fires(CHECK, refused("Host gpu\n  HostName 203.0.113.7\n  User ubuntu\n", "worker@gpu"), Certainty.POSSIBLE);
    }

    @Test
    void silentWhenAnotherUserIsTypedAndTaken() {
        silent(CHECK, Facts.healthy().withConfigFile("Host gpu\n  HostName 203.0.113.7\n  User ubuntu\n", "root@gpu"));
    }

    // -- capitals and blanks --------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"Root, root", "UBUNTU, ubuntu", "'root ', root", "' root', root"})
    void firesAsLikelyOnCapitalsAndBlanks(String typed, String meant) {
        Finding finding = fires(CHECK, refused("", "-l", typed, "203.0.113.7"), Certainty.LIKELY);
        assertEquals(List.of("ssh -l " + meant + " 203.0.113.7"), byHand(finding));
        fires(CHECK, Facts.offline().withConfigFile("", typed + "@203.0.113.7"), Certainty.POSSIBLE);
    }

    @Test
    void firesOnCapitalsOfANameThatTheConfigHas() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  User worker\n";
        Finding finding = fires(CHECK, refused(config, "Worker@gpu"), Certainty.LIKELY);
        assertEquals(List.of("ssh worker@gpu"), byHand(finding));
    }

    @Test
    void theFixCorrectsTheLineOfTheConfig() {
        String config = "Host gpu\n  HostName 203.0.113.7\n  User Root\n";
        Finding finding = fires(CHECK, refused(config, "gpu"), Certainty.LIKELY);
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
        assertEquals("Host gpu\n  HostName 203.0.113.7\n  User root\n", Mended.by(finding, config));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Administrator", "Anna", "worker"})
    void silentOfflineOnOtherNames(String user) {
        silent(CHECK, Facts.offline().withConfigFile("", user + "@203.0.113.7"));
    }

    @Test
    void silentOfflineOnALocalNameWithACapital() {
        Facts facts = Facts.offline().withConfigFile("", "203.0.113.7");
        Target it = facts.target();
        silent(
                CHECK,
                facts.withTarget(new Target(
                        it.program(),
                        it.command(),
                        it.sshWords(),
                        it.sshProgram(),
                        it.typedHost(),
                        it.host(),
                        it.port(),
                        "Ubuntu",
                        Optional.empty())));
    }

    // -- names of other places ------------------------------------------------------------------------------------

    @Test
    void firesAsLikelyWhenAnImagesUserIsRefusedBehindAMappedPort() {
        fires(CHECK, refused("", "ubuntu@203.0.113.7", "-p", "17445"), Certainty.LIKELY);
        fires(CHECK, refused("", "ubuntu@203.0.113.7"), Certainty.POSSIBLE);
        silent(CHECK, refused("", "ubuntu@203.0.113.7").withoutAccount());
    }

    @ParameterizedTest
    @CsvSource({"me@example.org, ssh me@203.0.113.7", "OFFICE\\me, ssh me@203.0.113.7"})
    void firesAsPossibleOnAMailAddressOrADomainThatIsRefused(String user, String command) {
        Finding finding = fires(CHECK, refused("", user + "@203.0.113.7"), Certainty.POSSIBLE);
        assertEquals(List.of(command), byHand(finding));
        silent(CHECK, Facts.healthy().withConfigFile("", user + "@203.0.113.7"));
        silent(CHECK, Facts.offline().withConfigFile("", user + "@203.0.113.7"));
    }

    @Test
    void silentWhenRootIsRefused() {
        silent(CHECK, refused("", "root@203.0.113.7", "-p", "17445"));
        silent(CHECK, refused("Host gpu\n  HostName 203.0.113.7\n  User root\n", "gpu"));
    }

    @Test
    void silentAtAProvidersProxyWhereTheNameIsAPod() {
        Facts facts = refused("", "ssh.runpod.io");
        Target it = facts.target();
        silent(
                CHECK,
                facts.withTarget(new Target(
                        it.program(),
                        it.command(),
                        it.sshWords(),
                        it.sshProgram(),
                        it.typedHost(),
                        it.host(),
                        it.port(),
                        it.user(),
                        Optional.of("runpod"))));
    }
}
