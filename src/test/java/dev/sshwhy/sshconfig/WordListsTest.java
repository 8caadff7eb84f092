package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordListsTest {
    private static List<String> files(String line, String value) {
        return WordLists.files(new ConfigValue(value, Span.line("config", 1, line), List.of()), it -> it);
    }

    @Test
    void fallsApartAtBlanks() {
        assertEquals(List.of("/a", "/b"), files("UserKnownHostsFile /a  /b", "/a /b"));
    }

    @Test
    void keepsWhatIsQuotedTogether() {
        assertEquals(List.of("/a b", "/c"), files("  UserKnownHostsFile \"/a b\" /c", "/a b /c"));
        assertEquals(List.of("/a b"), files("GlobalKnownHostsFile = '/a b'", "/a b"));
        assertEquals(List.of("/a b", "/c"), files("-o UserKnownHostsFile=/a\\ b /c", "/a b /c"));
    }

    @Test
    void aQuoteThatStaysOpenChangesNothing() {
        assertEquals(List.of("/a b"), files("UserKnownHostsFile \"/a b", "/a b"));
    }

    @Test
    void aNumberSignIsALetterInACommand() {
        assertEquals(Optional.of(List.of("/bin/x", "#", "a b")), WordLists.command("/bin/x # 'a b'"));
        assertEquals(Optional.empty(), WordLists.command("/bin/x 'a"));
    }
}
