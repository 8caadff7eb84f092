package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.config.HostPatterns.Decorated;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternsTest {
    @ParameterizedTest
    @CsvSource({
        "root@gpu, root, gpu, ''",
        "gpu:22, '', gpu, 22",
        "root@gpu:22, root, gpu, 22",
        "[gpu]:22, '', gpu, 22",
        "[::1], '', ::1, ''",
        "ssh://gpu, '', gpu, ''",
        "ssh://a@b@gpu:22/x, a@b, gpu, 22",
    })
    void whatIsMoreThanAHostIsTakenApart(String pattern, String user, String host, String port) {
        assertEquals(
                Optional.of(new Decorated(
                        Optional.of(user).filter(it -> !it.isEmpty()),
                        host,
                        Optional.of(port).filter(it -> !it.isEmpty()))),
                HostPatterns.decorated(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpu",
                "*.example.org",
                "::1",
                "2001:db8::22",
                "gpu:",
                "gpu:0",
                "gpu:65536",
                "@",
                "ssh://",
                "gpu:ssh"
            })
    void whatIsAHostOrNothingIsLeftAlone(String pattern) {
        assertEquals(Optional.empty(), HostPatterns.decorated(pattern));
    }

    @Test
    void aSlipIsNotAnotherMachine() {
        List<String> names = List.of("gpu", "gpu-training", "web1");
        assertEquals(Optional.of("gpu"), Misspelling.nearest("gup", names));
        assertEquals(Optional.of("gpu-training"), Misspelling.nearest("gpu-trianign", names));
        assertEquals(Optional.empty(), Misspelling.nearest("web2", names));
        assertEquals(Optional.empty(), Misspelling.nearest("mail", names));
        assertEquals(Optional.empty(), Misspelling.nearest("gpu", List.of("gpu")));
        assertEquals(Optional.empty(), Misspelling.nearest("ab", List.of("ba")));
    }

    @Test
    void addressesAreKnownByTheirLetters() {
        assertTrue(HostPatterns.isAddress("203.0.113.7"));
        assertTrue(HostPatterns.isAddress("::1"));
        assertFalse(HostPatterns.isAddress("gpu"));
    }
}
