package dev.sshwhy.report.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {
    private static final String BODY = "AAAAC3NzaC1lZDI1NTE5AAAAIMadeForATestAbCdEfGhIjKlMnOpQrStUvWxYz0123456";
    private static final String FINGERPRINT = "SHA256:k2Yb9Qm4Xz7Lw1Rt5Vn8Cp3Hd6Jf0Gs2Ka9Mb4Nc7Pd";
    private static final Vocabulary OWN = Vocabulary.of(List.of(
            "the server refuses the key of root, server/key-refused",
            "host key",
            "private",
            "StrictHostKeyChecking=yes"));
    private static final LeakScan SCAN = new LeakScan(
            List.of(
                    new Replacement(Kind.USER, "marko", "user-1"),
                    new Replacement(Kind.USER, "root", "user-2"),
                    new Replacement(Kind.USER, "zed", "user-3"),
                    new Replacement(Kind.HOST, "gpu.example", "host-1"),
                    new Replacement(Kind.HOST, "host-2", "host-2"),
                    new Replacement(Kind.ADDRESS, "10.20.3.4", "ip-1"),
                    new Replacement(Kind.COMMENT, "O'Brien of_the lab", "comment-1"),
                    new Replacement(Kind.COMMENT, "the key of", "comment-2"),
                    new Replacement(Kind.PATH, "key-refused", "path-1"),
                    new Replacement(Kind.PATH, "host-key", "path-2"),
                    new Replacement(Kind.PATH, "??", "path-3"),
                    new Replacement(Kind.PATH, "C", "path-4"),
                    new Replacement(Kind.KEY_BODY, BODY, "key-body-1")),
            "/home/marko",
            OWN,
            Set.of(FINGERPRINT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for the user marko on ip-1",
                "for MARKO",
                "(marko)",
                "/home/marko/.ssh",
                "gpu.example:22",
                "at 10.20.3.4:22",
                "root@host-1",
                "/root/.ssh",
                "zed@host-1",
                "\\zed\\",
                "{\"comment\":\"O'Brien of_the lab\"}",
                "O&#39;Brien of_the lab",
                "O&#x27;Brien of_the lab",
                "O\\u0027Brien of_the lab",
                "O'Brien of\\_the lab",
                "/home/x/key-refused",
                "a word qX7tR2mK9pL4wZ8v that nothing explains"
            })
    void findsWhatMustNotBeThere(String text) {
        assertFalse(SCAN.leaks(text).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for the user root, zed",
                "markot and marko_x",
                "server/key-refused",
                "\"host-key\":{}",
                "host-2 and user-1@host-1",
                "what ??, why",
                "</zed>",
                "/mnt/C/x and \\C\\x",
                "StrictHostKeyChecking=no",
                FINGERPRINT,
                "110.20.3.45",
                "chacha20-poly1305@openssh.com",
                "ecdsa-sha2-nistp256-cert-v01@openssh.com"
            })
    void isSilentAboutWhatSaysNothing(String text) {
        assertEquals(List.of(), SCAN.leaks(text));
    }

    @Test
    void findsAPieceOfAKeyHoweverItsLinesAreBroken() {
        String lower = BODY.toLowerCase(Locale.ROOT);
        assertFalse(SCAN.leaks(BODY).isEmpty());
        assertFalse(SCAN.leaks(lower).isEmpty());
        assertFalse(
                SCAN.leaks(String.join("\n", lower.split("(?<=\\G.{7})", -1))).isEmpty());
        assertFalse(SCAN.leaks(lower.replaceAll("(.{11})", "\n 3 | $1").replace(" 3 |", "|"))
                .isEmpty());
    }

    @Test
    void namesWhatItFoundOnce() {
        assertEquals(List.of("login name \"marko\""), SCAN.leaks("marko, marko and marko"));
    }

    @Test
    void findsOneOfTenThousand() {
        List<Replacement> many = new ArrayList<>();
        IntStream.range(0, 10_000)
                .forEach(it -> many.add(new Replacement(Kind.HOST, "node" + it + "xx", "host-" + it)));
        LeakScan scan = new LeakScan(many, "/home/marko", OWN, Set.of());
        assertEquals(List.of("host name \"node7777xx\""), scan.leaks("host-1 ".repeat(100_000) + "node7777xx"));
    }
}
