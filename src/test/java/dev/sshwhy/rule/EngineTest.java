package dev.sshwhy.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final Catalogue NO_PAGES = new Catalogue(id -> Optional.empty());

    private static final class Crashing implements Check {
        @Override
        public Outcome check(Snapshot facts) {
            throw new IllegalStateException("a bug");
        }
    }

    private static final class Blind implements Check {
        @Override
        public Outcome check(Snapshot facts) {
            return Outcome.cannotTell("the agent", "nobody asked it");
        }
    }

    @Test
    void aCheckThatCrashesCostsItsOwnAnswerOnly() {
        Engine.Result result = new Engine(List.of(new Crashing(), new Blind()), NO_PAGES)
                .run(Facts.healthy().snapshot());
        assertEquals(2, result.gaps().size());
        assertEquals("rule/crashing", result.gaps().get(0).what());
    }

    @Test
    void whatManyChecksMissIsToldOnce() {
        Engine.Result result = new Engine(List.of(new Blind(), new Blind()), NO_PAGES)
                .run(Facts.healthy().snapshot());
        assertEquals(List.of(new Gap("the agent", "nobody asked it")), result.gaps());
    }

    @Test
    void aPageTellsItsSettingsAndSections() {
        RulePage page = RulePage.parse("key/damaged", """
                ---
                title: The key is damaged
                severity: error
                effect: blocks
                explains: server/key-refused, key/no-identity
                since: 0.1
                ---
                ## Why

                Because.

                ## References
                ssh(1)
                """);
        assertEquals(List.of("server/key-refused", "key/no-identity"), page.explains());
        assertEquals(Effect.BLOCKS, page.effect());
        assertEquals(Optional.of("Because."), page.section("Why"));
        assertEquals(Optional.of("ssh(1)"), page.section("References"));
        assertEquals(Optional.empty(), page.section("Examples"));
    }

    @Test
    void aPageWithAnEntryTooManyOrTooFewIsRefused() {
        String page = "---\ntitle: T\nseverity: error\neffect: blocks\nexplains:\nsince: 0.1\n---\ntext\n";
        assertThrows(RulePage.BadPage.class, () -> RulePage.parse("a/b", page.replace("since: 0.1\n", "")));
        assertThrows(RulePage.BadPage.class, () -> RulePage.parse("a/b", page.replace("since", "when")));
        assertThrows(RulePage.BadPage.class, () -> RulePage.parse("a/b", page.replace("error", "fatal")));
        assertThrows(RulePage.BadPage.class, () -> RulePage.parse("a/b", "text"));
    }
}
