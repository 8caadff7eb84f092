package dev.sshwhy.checks.host;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.KnownHostsFacts;
import dev.sshwhy.evidence.KnownHostsFacts.Content;
import dev.sshwhy.evidence.KnownHostsFacts.LostLine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownHostsUnreadableTest {
    private static final KnownHostsUnreadable CHECK = new KnownHostsUnreadable();
    private static final String PATH = Facts.HOME + "/.ssh/known_hosts";
    private static final Content WHOLE = new Content(Optional.empty(), List.of());

    private static Facts shown(Known known, KnownHostsFacts... files) {
        HostKey key = new HostKey(Facts.SERVER_KEY, known, List.of(), known == Known.YES);
        return Facts.healthy().withHandshake(Hosts.with(key)).withKnownHosts(files);
    }

    private static KnownHostsFacts file(Content content) {
        return new KnownHostsFacts(PATH, true, Observed.present(content), Optional.empty());
    }

    private static KnownHostsFacts losing(PublicKey key) {
        return file(new Content(Optional.empty(), List.of(lost(Optional.of(key)))));
    }

    private static LostLine lost(Optional<PublicKey> key) {
        return new LostLine(Span.line(PATH, 7, "x"), "holds two entries", key);
    }

    @Test
    void firesWhereALostLineHasTheServersKey() {
        Finding finding = fires(CHECK, shown(Known.NO, losing(Facts.SERVER_KEY)), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
        assertTrue(finding.message().contains("~/.ssh/known_hosts line 7"), finding.message());
        assertEquals(
                Optional.of(Effect.BLOCKS),
                fires(CHECK, shown(Known.CHANGED, losing(Facts.SERVER_KEY)), Certainty.PROVEN)
                        .effect());
    }

    @Test
    void isLessSureWhereTheKeyCannotBeReadEither() {
        KnownHostsFacts file = file(new Content(Optional.empty(), List.of(lost(Optional.empty()))));
        fires(CHECK, shown(Known.NO, file), Certainty.LIKELY);
        silent(CHECK, shown(Known.CHANGED, file));
    }

    @Test
    void silentWhereALostLineIsOfNoUse() {
        silent(CHECK, shown(Known.NO, losing(Facts.OTHER)));
        silent(CHECK, shown(Known.YES, losing(Facts.SERVER_KEY)));
        silent(CHECK, shown(Known.YES, file(WHOLE)));
    }

    @Test
    void firesForAFileInUtf16WithAnEffectOnlyWhereItHasTheKey() {
        KnownHostsFacts wide = file(new Content(Optional.of("UTF-16"), List.of()));
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, shown(Known.NO, wide), Certainty.PROVEN).effect());
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, Facts.offline().withKnownHosts(wide), Certainty.PROVEN)
                        .effect());
        KnownHostsFacts holding =
                file(new Content(Optional.of("UTF-16"), List.of(lost(Optional.of(Facts.SERVER_KEY)))));
        assertEquals(
                Optional.of(Effect.PROMPTS),
                fires(CHECK, shown(Known.NO, holding), Certainty.PROVEN).effect());
    }

    @Test
    void firesForAFileThatCannotBeRead() {
        KnownHostsFacts closed =
                new KnownHostsFacts(PATH, true, Observed.unreadable(PATH, "permission denied"), Optional.empty());
        Finding finding = fires(CHECK, shown(Known.NO, closed), Certainty.LIKELY);
        assertTrue(finding.message().contains("permission denied"), finding.message());
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, shown(Known.YES, closed), Certainty.PROVEN).effect());
    }

    @Test
    void leavesAFileOfTheSystemToItsOwner() {
        String path = "/etc/ssh/ssh_known_hosts";
        KnownHostsFacts closed = new KnownHostsFacts(
                path, true, Observed.unreadable(path, "permission denied"), Optional.of("it is the system's"));
        Outcome.Problems problems = assertInstanceOf(
                Outcome.Problems.class, CHECK.check(shown(Known.NO, closed).snapshot()));
        assertEquals(2, problems.findings().size());
        for (Finding it : problems.findings()) {
            String advice = it.fix().orElseThrow().toString();
            assertTrue(!advice.contains("chown") && !advice.contains("600"), advice);
        }
    }

    @Test
    void firesForAFileThatCannotBeWrittenWhereSshWouldWrite() {
        KnownHostsFacts sealed = new KnownHostsFacts(PATH, true, Observed.present(WHOLE), Optional.of("it is sealed"));
        Finding finding = fires(CHECK, shown(Known.NO, sealed), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        silent(CHECK, shown(Known.YES, sealed));
        silent(CHECK, shown(Known.NO, sealed).withConfiguration(Facts.configuration("batchmode", "yes", 1)));
        silent(
                CHECK,
                shown(Known.NO, sealed).withConfiguration(Facts.configuration("stricthostkeychecking", "yes", 1)));
    }

    @Test
    void firesWhereAStricterSourceEndsTheConnection() {
        for (Obstacle.Kind kind : List.of(Obstacle.Kind.REVOKED_UNREADABLE, Obstacle.Kind.COMMAND_FAILED)) {
            HostKey stopped = Hosts.stopped(Known.YES, new Obstacle(kind, "/etc/ssh/revoked", "it is not there"));
            Finding finding = fires(CHECK, Facts.healthy().withHandshake(Hosts.with(stopped)), Certainty.PROVEN);
            assertEquals(Optional.empty(), finding.effect()); // the page's: it blocks
            assertTrue(finding.message().contains("it is not there"), finding.message());
        }
    }

    @Test
    void silentWhereTheFileIsNotThere() {
        silent(CHECK, shown(Known.YES, new KnownHostsFacts(PATH, true, Observed.absent(PATH), Optional.empty())));
    }

    @Test
    void cannotTellWhenTheServerWasNotAsked() {
        cannotTell(CHECK, Facts.offline().withKnownHosts(losing(Facts.SERVER_KEY)));
    }
}
