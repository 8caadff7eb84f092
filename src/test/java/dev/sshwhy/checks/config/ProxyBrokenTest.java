package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Route.Hop;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyBrokenTest {
    private static final ProxyBroken CHECK = new ProxyBroken();
    private static final Observed<String> NO_PROXY = Observed.notLookedAt("there is no ProxyCommand");

    @TempDir
    private Path home;

    private static Hop hop(String typed, String host, int line, String text) {
        Span at = line == 0 ? Span.of(Span.COMMAND_LINE, text) : Lines.line(line, text);
        return new Hop(typed, host, 22, "me", at, Optional.empty());
    }

    private static Hop configured(String typed, String host, int line, String text) {
        Hop it = hop(typed, host, line, text);
        return new Hop(typed, host, 22, "me", it.namedBy(), Optional.of(Lines.line(9, "Host " + typed)));
    }

    private static Facts way(Facts facts, boolean loops, Hop... hops) {
        return facts.withRoute(new Route(List.of(hops), loops, NO_PROXY, List.of()));
    }

    private static Handshake unresolved(String host) {
        return Transcripts.changed(
                Facts.failed(Failure.Kind.NAME_UNRESOLVED, Handshake.Reached.NOTHING, ""),
                copy -> copy.address = host + ":22");
    }

    @Test
    void firesWhenALineForAllHostsHoldsForTheJumpHostToo() {
        Facts facts = Facts.offline()
                .withConfigFile("Host *\n  ProxyJump bastion\nHost bastion\n  HostName b.example.org\n", "gpu");
        Hop again = configured("bastion", "b.example.org", 2, "  ProxyJump bastion");
        Finding finding = fires(CHECK, way(facts, true, again, again), Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(
                "The way to gpu leads in a circle: gpu is reached over bastion, bastion is reached over bastion again.",
                finding.message());
        assertEquals(1, finding.evidence().size());
        assertEquals(2, finding.evidence().get(0).span().line());
        assertEquals(
                "Host bastion\n    ProxyJump none",
                finding.fix().orElseThrow().steps().get(0).text().orElseThrow());
    }

    @Test
    void firesWhenTwoHostsLeadToEachOther() {
        Facts facts = Facts.offline().withConfigFile("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n", "a");
        Finding finding = fires(
                CHECK,
                way(facts, true, configured("a", "a", 4, "  ProxyJump a"), configured("b", "b", 2, "  ProxyJump b")),
                Certainty.PROVEN);
        assertTrue(finding.message().endsWith("a is reached over b, b is reached over a again."), finding.message());
        assertEquals(2, finding.evidence().size());
        assertTrue(finding.fix().orElseThrow().summary().contains("reached directly"));
    }

    @Test
    void silentWhereSshItselfSaysThatTheJumpLeadsToTheTarget() {
        Facts facts = Facts.offline().withConfigFile("Host *\n  ProxyJump gpu\n", "gpu");
        assertEquals(1, facts.configuration().fatal().size(), "config/bad-value tells it");
        silent(CHECK, way(facts, true, hop("gpu", "gpu", 2, "  ProxyJump gpu")));
    }

    @Test
    void silentWhereTwoHostsOnlyShareAnAddress() {
        Facts facts = Facts.offline().withConfigFile("Host gpu\n  HostName localhost\n  ProxyJump tunnel\n", "gpu");
        silent(CHECK, way(facts, true, configured("tunnel", "localhost", 3, "  ProxyJump tunnel")));
    }

    @Test
    void firesAsAGuessOnAJumpHostThatNobodyWroteDown() {
        Facts facts = Facts.offline().withConfigFile("Host bastion\n  User me\n", "-J", "bastoin", "gpu");
        Finding finding =
                fires(CHECK, way(facts, false, hop("bastoin", "bastoin", 0, "-J bastoin")), Certainty.POSSIBLE);
        assertTrue(finding.message().endsWith("; bastion is meant, it seems."), finding.message());
        assertEquals(
                "-J bastion", finding.fix().orElseThrow().steps().get(0).text().orElseThrow());
    }

    @Test
    void mendsTheLineThatNamesTheJumpHost() {
        Facts facts = Facts.offline()
                .withConfigFile("Host gpu\n  ProxyJump me@bastoin:2222,relay\nHost bastion\n  User me\n", "gpu");
        Hop first = hop("bastoin", "bastoin", 2, "  ProxyJump me@bastoin:2222,relay");
        Hop second = hop("relay", "relay", 2, "  ProxyJump me@bastoin:2222,relay");
        Finding finding = fires(CHECK, way(facts, false, first, second), Certainty.POSSIBLE);
        assertEquals("-  ProxyJump me@bastoin:2222,relay\n+  ProxyJump me@bastion:2222,relay", Lines.edit(finding));
    }

    @Test
    void isLikelyWhereNobodyKnowsTheName() {
        Facts facts = Facts.offline().withConfigFile("", "-J", "bastoin", "gpu");
        Facts heard =
                way(facts, false, hop("bastoin", "bastoin", 0, "-J bastoin")).withHandshake(unresolved("bastoin"));
        Finding finding = fires(CHECK, heard, Certainty.LIKELY);
        assertTrue(finding.message().contains("nobody knows a host of that name"), finding.message());
        silent(CHECK, way(facts, false, hop("relay", "relay", 0, "-J relay")).withHandshake(unresolved("gpu")));
    }

    @Test
    void silentOnJumpHostsThatAreKnown() {
        Facts facts = Facts.offline().withConfigFile("", "gpu");
        silent(CHECK, facts);
        silent(CHECK, way(facts, false, configured("bastion", "bastion", 2, "  ProxyJump bastion")));
        silent(CHECK, way(facts, false, hop("b.example.org", "b.example.org", 2, "  ProxyJump b.example.org")));
        silent(CHECK, way(facts, false, hop("203.0.113.9", "203.0.113.9", 2, "  ProxyJump 203.0.113.9")));
        silent(CHECK, way(facts, false, hop("2001:db8::1", "2001:db8::1", 2, "  ProxyJump [2001:db8::1]")));
        silent(CHECK, way(facts, false, hop("localhost", "localhost", 2, "  ProxyJump localhost:2222")));
        silent(CHECK, way(facts, false, hop("bastion", "bastion.example.org", 2, "  ProxyJump bastion")));
        Hop first = configured("bastion", "b.example.org", 2, "  ProxyJump bastion,inner");
        silent(CHECK, way(facts, false, first, hop("inner", "inner", 2, "  ProxyJump bastion,inner")));
        // It worked.
        silent(CHECK, way(Facts.healthy().withConfigFile("", "gpu"), false, hop("relay", "relay", 0, "-J relay")));
    }

    @Test
    void firesWhenTheProgramOfProxyCommandIsNotThere() {
        Facts facts = Facts.offline()
                .withConfigFile("Host gpu\n  ProxyCommand cloudflared access ssh --hostname %h\n", "gpu")
                .withRoute(new Route(List.of(), false, Observed.absent("cloudflared"), List.of()));
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(
                "ssh is to connect through the program cloudflared (ProxyCommand, line 2 of ~/.ssh/config), and no"
                        + " folder of PATH holds a program of that name.",
                finding.message());
        Finding path = fires(
                CHECK,
                facts.withRoute(new Route(List.of(), false, Observed.absent("/opt/tunnel"), List.of())),
                Certainty.PROVEN);
        assertTrue(path.message().endsWith("there is no such program."), path.message());
    }

    @Test
    void cannotTellWhenTheProgramIsNoPlainWord() {
        Facts facts = Facts.offline()
                .withConfigFile("Host gpu\n  ProxyCommand \"$HOME/tunnel\" %h %p\n", "gpu")
                .withRoute(new Route(
                        List.of(), false, Observed.notLookedAt("it is not the plain name of a program"), List.of()));
        cannotTell(CHECK, facts);
    }

    @Test
    void silentWhenTheProgramIsThere() {
        silent(
                CHECK,
                Facts.offline()
                        .withConfigFile("Host gpu\n  ProxyCommand nc %h %p\n", "gpu")
                        .withRoute(new Route(List.of(), false, Observed.present("/usr/bin/nc"), List.of())));
    }

    private static Facts reachedBySsh(Facts facts) {
        Machine it = facts.machine();
        return facts.withMachine(new Machine(
                it.home(),
                it.localUser(),
                it.superuser(),
                it.operatingSystem(),
                Map.of("SSH_CONNECTION", "198.51.100.4 50000 203.0.113.9 22"),
                it.sshPrograms(),
                it.sshVersion()));
    }

    @Test
    void tellsThatKeysDoNotComeAlong() {
        Facts bare = reachedBySsh(Facts.offline()).withIdentities().withLocalKeys();
        Finding finding = fires(CHECK, bare, Certainty.POSSIBLE);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(
                finding.fix().orElseThrow().steps().get(0).text().orElseThrow().startsWith("ssh -J "));
        silent(CHECK, reachedBySsh(Facts.offline()));
        silent(CHECK, bare.withAgent(new Agent("/tmp/a", "SSH_AUTH_SOCK", Agent.State.HOLDS, List.of(Facts.MINE), "")));
        silent(CHECK, Facts.offline().withIdentities().withLocalKeys());
    }

    // -- lint ---------------------------------------------------------------------------------------------------

    private List<Finding> lint(String config) throws IOException {
        return new Trees(home).lint(CHECK, config);
    }

    @Test
    void lintsACircleOnceHoweverManyHostsSuffer() throws IOException {
        String config = "Host *\n  ProxyJump bastion\nHost bastion\n  HostName b.example.org\nHost x y z\n  User me\n";
        List<Finding> findings = lint(config);
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(
                "Line 2 of " + home + "/.ssh/config leads in a circle: bastion is reached over bastion again.",
                findings.get(0).message().replace("~", home.toString()));
        assertEquals(Certainty.PROVEN, findings.get(0).certainty());
        String fixed = findings.get(0).fix().orElseThrow().steps().get(0).text().orElseThrow() + "\n" + config;
        assertEquals(List.of(), lint(fixed), "the fix helps");
    }

    @Test
    void lintsALongWayInTime() throws IOException {
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            config.append("Host h" + i + "\n  ProxyJump h" + (i + 1) + "\n");
        }
        assertEquals(List.of(), assertTimeout(Duration.ofSeconds(10), () -> lint(config.toString())));
        config.append("Host h2000\n  ProxyJump h1999\n");
        assertEquals(1, lint(config.toString()).size());
    }

    @Test
    void lintsACircleOfThree() throws IOException {
        List<Finding> findings =
                lint("Host a\n  ProxyJump me@b:22\nHost b\n  ProxyJump ssh://c:22,z\nHost c\n  ProxyJump a\n");
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(3, findings.get(0).evidence().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host a\n  ProxyJump b\nHost b\n  ProxyJump c\nHost c\n  User me\n",
                // The second host of a chain is told its way by -J; its own ProxyJump does not count.
                "Host a\n  ProxyJump c,b\nHost b\n  ProxyJump a\nHost c\n  User me\n",
                "Host bastion\n  ProxyJump none\n  HostName b.example.org\nHost *\n  ProxyJump bastion\n",
                "Host * !bastion\n  ProxyJump bastion\nHost bastion\n  HostName b.example.org\n",
                "Host a\n  ProxyJump gpu1\nHost gpu2\n  User me\n",
                "Host a\n  ProxyJump relay7\nHost relay*\n  User me\nHost relays\n  User me\n",
                "Host a\n  ProxyCommand none\n",
            })
    void silentOnWaysThatEnd(String config) throws IOException {
        assertEquals(List.of(), lint(config));
    }

    @Test
    void lintsAMistypedJumpHost() throws IOException {
        List<Finding> findings =
                lint("Host a b\n  ProxyJump relay,bastoin\nHost bastion\n  User me\nHost relay\n  User me\n");
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(Certainty.POSSIBLE, findings.get(0).certainty());
        assertEquals("-  ProxyJump relay,bastoin\n+  ProxyJump relay,bastion", Lines.edit(findings.get(0)));
    }
}
