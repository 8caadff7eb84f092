package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.sshconfig.program.GitConfigText.Contents;
import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The language of git's configuration files; {@code LocalGitTest} holds it against the real git. */
class GitConfigTextTest {
    private static Entry entry(String name, String value) {
        return new Entry(name, Optional.of(value));
    }

    @Test
    void readsSectionsSettingsAndValues() {
        Contents contents = GitConfigText.parse("""
                # comment
                [Core] sshCommand = ssh -i \\"a b\\"   ; comment
                [remote "Origin.x"]
                    URL = " x ; y "z
                    flag
                    long = a \\
                  b
                """);
        assertEquals(
                List.of(
                        entry("core.sshcommand", "ssh -i \"a b\""),
                        entry("remote.Origin.x.url", " x ; y z"),
                        new Entry("remote.Origin.x.flag", Optional.empty()),
                        entry("remote.Origin.x.long", "a   b")),
                contents.entries());
        assertEquals(Optional.empty(), contents.badLine());
    }

    @Test
    void keepsWhatStandsBeforeABadLine() {
        Contents contents = GitConfigText.parse("[a]\nb = c\n\nd = \"open\n[e]\nf = g\n");
        assertEquals(List.of(entry("a.b", "c")), contents.entries());
        assertEquals(Optional.of(4), contents.badLine());
    }

    @Test
    void spellsNamesAsGitListsThem() {
        assertEquals(Optional.of("core.sshcommand"), GitConfigText.canonicalName("Core.sshCommand"));
        assertEquals(Optional.of("url.Git@X.y:.insteadof"), GitConfigText.canonicalName("URL.Git@X.y:.insteadOf"));
        for (String bad : List.of("", "core", ".x", "core.", "a b.c", "a.1b", "a_b.c")) {
            assertEquals(Optional.empty(), GitConfigText.canonicalName(bad), bad);
        }
    }
}
