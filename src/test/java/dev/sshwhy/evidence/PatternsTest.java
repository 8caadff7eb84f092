package dev.sshwhy.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
    @ParameterizedTest
    @CsvSource({
        "gpu, gpu, true",
        "gpu, g?u, true",
        "gpu, *, true",
        "gpu, **, true",
        "gpu, g*, true",
        "gpu, *u*, true",
        "gpu, gpu*, true",
        "aab, *ab, true",
        "a.b, *.*, true",
        "gpu, GPU, false",
        "gpu, gpu?, false",
        "gpu, gp, false",
        "gpu, g??u, false",
        "gpu, ?, false",
        "gpu, [g]pu, false",
        "gpu, '', false"
    })
    void aPatternStandsForAWholeName(String name, String pattern, boolean matches) {
        assertEquals(matches, Patterns.matches(name, pattern));
        boolean forSsh = !pattern.isEmpty()
                && Facts.offline()
                        .withConfigFile("Host " + pattern + "\n  User found\n", name)
                        .target()
                        .user()
                        .equals("found");
        assertEquals(matches, forSsh);
    }

    @Test
    void manyStarsTakeNoTime() {
        assertFalse(Patterns.matches("a".repeat(2000), "*a".repeat(1000) + "b"));
    }

    @Test
    void aListMatchesWhatOneOfItsPatternsMatches() {
        assertTrue(Patterns.listMatches("gpu", "web,g*"));
        assertFalse(Patterns.listMatches("gpu", "web,db"));
        assertFalse(Patterns.listMatches("gpu", ""));
    }

    @Test
    void aNegatedPatternWinsWhereverItStandsAndMatchesNothingAlone() {
        assertFalse(Patterns.listMatches("gpu", "!gpu,*"));
        assertFalse(Patterns.listMatches("gpu", "*,!gpu"));
        assertFalse(Patterns.listMatches("gpu", "!web"));
        assertTrue(Patterns.listMatches("gpu", "!web,g*"));
    }
}
