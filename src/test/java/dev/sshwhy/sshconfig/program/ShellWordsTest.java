package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splits as the shell does, and leaves to the shell what only it can do. */
class ShellWordsTest {
    private static final Optional<String> HOME = Optional.of("/home/me");
    private static final String CHARACTERS = "ab  \t'\"\\\\~/=-#:.!%,";

    private static List<String> words(String text) {
        return ShellWords.of(text, HOME).words();
    }

    @Test
    void splitsQuotesAndBackslashes() {
        assertEquals(List.of("ssh", "-i", "a b", "c\"d", "e'f", ""), words("ssh -i 'a b' \"c\\\"d\" \"e'f\" ''"));
        assertEquals(List.of("ssh", "a b", "\\n", "x\\y"), words("ssh a\\ b '\\n' \"x\\y\""));
        assertEquals(List.of("ssh", "ab"), words("ssh a\\\nb"));
        assertEquals(List.of("ssh", "/home/me/key", "/home/me", "a~", "~"), words("ssh ~/key ~ a~ '~'"));
        assertEquals(List.of(), words("  "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh $KEY",
                "ssh \"$KEY\"",
                "ssh `x`",
                "a; b",
                "a | b",
                "a && b",
                "a > b",
                "(a)",
                "a *.pub",
                "a ?",
                "a [x]",
                "a {b,c}",
                "a\nb",
                "a # b",
                "LANG=C ssh",
                "ssh ~other/x",
                "ssh 'open",
                "ssh \"open",
                "ssh \\"
            })
    void leavesTheRestToTheShell(String text) {
        ShellWords split = ShellWords.of(text, HOME);
        assertTrue(split.needsShell().isPresent());
        assertEquals(List.of(), split.words());
    }

    /** One shell prints the words of many texts; whatever was split here must come out alike there. */
    @Test
    void agreesWithTheShell() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        Random random = new Random(7);
        List<String> expected = new ArrayList<>();
        StringBuilder script = new StringBuilder("show() { printf '%%s\\0' \"$#\" \"$@\"; }\n".formatted());
        while (expected.size() < 2000) {
            StringBuilder text = new StringBuilder("x");
            for (int length = random.nextInt(14); length > 0; length--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            ShellWords split = ShellWords.of(text.toString(), HOME);
            if (split.needsShell().isEmpty()) {
                script.append("show ").append(text).append('\n');
                expected.add(split.words().size() + "\0" + String.join("\0", split.words()));
            }
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-s");
        builder.environment().put("HOME", "/home/me");
        Path input = Files.createTempFile("words", ".sh");
        Files.writeString(input, script);
        Process shell = builder.redirectInput(input.toFile()).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        Files.delete(input);
        assertEquals(String.join("\0", expected) + "\0", out);
    }
}
