package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.ConfigProblem.Kind;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionShadowedTest {
    private static final OptionShadowed CHECK = new OptionShadowed();
    private static final Handshake REFUSED = Facts.failed(Failure.Kind.REFUSED, Handshake.Reached.NAME, "");

    /** Host * above the host's own block. */
    private static Configuration generalFirst(String option, String early, String late) {
        return new Lines()
                .with("hostname", "203.0.113.7", Lines.line(5, "  HostName 203.0.113.7"))
                .with(
                        option,
                        early,
                        Lines.line(2, "  " + option + " " + early),
                        Lines.line(6, "  " + option + " " + late))
                .configuration();
    }

    @Test
    void firesAsLikelyWhenTheEarlierPortLeadsNowhere() {
        Finding finding = fires(
                CHECK,
                Facts.healthy()
                        .withConfiguration(generalFirst("port", "22", "17445"))
                        .withHandshake(REFUSED),
                Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void firesAsLikelyWhenTheServerRefusesTheRegisteredKeyOfTheEarlierUser() {
        assertEquals(
                Optional.empty(),
                fires(CHECK, Facts.refused().withConfiguration(generalFirst("user", "me", "root")), Certainty.LIKELY)
                        .effect());
    }

    @Test
    void firesWithoutEffectWhenNothingFollowsFromIt() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, Facts.offline().withConfiguration(generalFirst("user", "me", "root")), Certainty.PROVEN)
                        .effect());
    }

    @Test
    void firesWithoutEffectForKeysThatAreTurnedOffSinceThatIsAFindingOfItsOwn() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(
                                CHECK,
                                Facts.refused().withConfiguration(generalFirst("pubkeyauthentication", "no", "yes")),
                                Certainty.PROVEN)
                        .effect());
    }

    @Test
    void firesAsPossibleWhenNothingShowsWhichLineIsTheHostsOwn() {
        Configuration unclear = new Lines()
                .with("user", "me", Lines.line(2, "  User me"), Lines.line(5, "  User root"))
                .configuration();
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, Facts.refused().withConfiguration(unclear), Certainty.POSSIBLE)
                        .effect());
    }

    @Test
    void firesForALineBeforeTheFirstBlock() {
        Configuration global = new Lines()
                .with("port", "22", Lines.line(1, "Port 22"), Lines.line(4, "  Port 17445"))
                .configuration();
        fires(CHECK, Facts.healthy().withConfiguration(global).withHandshake(REFUSED), Certainty.LIKELY);
    }

    @Test
    void silentWhenDefaultsFollowTheHostsOwnBlock() {
        Configuration healthy = new Lines()
                .with("hostname", "203.0.113.7", Lines.line(2, "  HostName 203.0.113.7"))
                .with("user", "root", Lines.line(4, "  User root"), Lines.line(7, "  User me"))
                .configuration();
        silent(CHECK, Facts.refused().withConfiguration(healthy));
    }

    @Test
    void silentWhenTheOptionStandsAboveHostNameInTheHostsOwnBlock() {
        Configuration healthy = new Lines()
                .with("hostname", "203.0.113.7", Lines.line(3, "  HostName 203.0.113.7"))
                .with("user", "root", Lines.line(2, "  User root"), Lines.line(7, "  User me"))
                .configuration();
        silent(CHECK, Facts.refused().withConfiguration(healthy));
    }

    @Test
    void firesWhenTheLaterLineStandsInOneBlockWithHostName() {
        Configuration far = new Lines()
                .with("hostname", "203.0.113.7", Lines.line(4, "  HostName 203.0.113.7"))
                .with("serveraliveinterval", "30", Lines.line(5, "  ServerAliveInterval 30"))
                .with("compression", "yes", Lines.line(6, "  Compression yes"))
                .with("user", "me", Lines.line(2, "  User me"), Lines.line(7, "  User root"))
                .configuration();
        fires(CHECK, Facts.refused().withConfiguration(far), Certainty.LIKELY);
    }

    @Test
    void silentWhenTheEarlierLineStandsInOneBlockWithHostName() {
        Configuration near = new Lines()
                .with("hostname", "203.0.113.7", Lines.line(5, "  HostName 203.0.113.7"))
                .with("serveraliveinterval", "30", Lines.line(3, "  ServerAliveInterval 30"))
                .with("compression", "yes", Lines.line(4, "  Compression yes"))
                .with("user", "root", Lines.line(2, "  User root"), Lines.line(7, "  User me"))
                .configuration();
        silent(CHECK, Facts.refused().withConfiguration(near));
    }

    @Test
    void silentWhenTheSystemsFileHasADefault() {
        Configuration healthy = new Lines()
                .with(
                        "port",
                        "17445",
                        Lines.line(2, "  Port 17445"),
                        Span.line("/etc/ssh/ssh_config", 30, "    Port 22"))
                .configuration();
        silent(CHECK, Facts.healthy().withConfiguration(healthy).withHandshake(REFUSED));
    }

    @Test
    void silentWhenTheCommandLineSaysOtherwise() {
        Configuration typed = new Lines()
                .with("port", "17445", Span.of(Span.COMMAND_LINE, "-p"), Lines.line(3, "  Port 22"))
                .configuration();
        silent(CHECK, Facts.healthy().withConfiguration(typed).withHandshake(REFUSED));
    }

    @Test
    void silentWhenBothLinesSayTheSame() {
        silent(CHECK, Facts.refused().withConfiguration(generalFirst("user", "root", "root")));
    }

    @Test
    void cannotTellWhenALineWasNotEvaluated() {
        cannotTell(
                CHECK,
                Facts.healthy()
                        .withConfiguration(new Lines()
                                .configuration(Lines.problem(
                                        Kind.NOT_EVALUATED, Lines.line(3, "Match exec true"), "it was not run", ""))));
    }
}
