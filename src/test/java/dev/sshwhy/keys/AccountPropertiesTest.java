package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any text. */
class AccountPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> LINES =
            List.of(AccountKeys.ED + " me@laptop", AccountKeys.RSA + " me@work", AccountKeys.ECDSA);
    private static final String PIECES = " \t\n\r\"'`,;=+/-<>(){}[]#AZaz09.\u0000\u001b\u00a0\u200b\u2013";

    private static AccountField read(String text) {
        return AccountFields.read("a test", text.getBytes(StandardCharsets.UTF_8), List.of(), NOW);
    }

    private static String mutated(Random random, String text) {
        int at = random.nextInt(text.length());
        String piece = String.valueOf(PIECES.charAt(random.nextInt(PIECES.length())));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 -> text.substring(0, at) + piece + text.substring(at + 1);
            default -> text.substring(0, at);
        };
    }

    @Test
    void aMutatedKeyIsAcceptedOnlyAsSshdReadsItAndIsNeverLeftWithoutAWord() {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            String text = mutated(random, LINES.get(random.nextInt(LINES.size())));
            AccountField field = read(text);

            for (int n = 0; n < field.lines().size(); n++) {
                String line = text.split("\n", -1)[n];
                boolean taken = AuthorizedKeysLine.read(line.getBytes(StandardCharsets.UTF_8), NOW)
                        .isAccepted();
                assertEquals(taken, field.lines().get(n).accepted(), text);
            }
            assertFalse(field.acceptedKeys().isEmpty() && field.allFaults().isEmpty(), text);
        }
    }

    @Test
    void whatSshdAcceptsStaysInTheCorrectedTextWhichStaysAsItIs() {
        Random random = new Random(2);
        for (int i = 0; i < 3000; i++) {
            String text = String.join("\n", LINES);
            for (int n = random.nextInt(4); n >= 0; n--) {
                text = mutated(random, text + "\n" + LINES.get(random.nextInt(LINES.size())));
            }
            AccountField field = read(text);
            AccountField again = read(field.corrected());

            assertEquals(field.corrected(), again.corrected(), text);
            for (PublicKey key : field.acceptedKeys()) {
                assertTrue(again.accepts(key), text);
            }
        }
    }

    @Test
    void healthyTextsStayHealthyTogether() {
        List<String> healthy = List.of(
                LINES.get(0),
                LINES.get(1),
                LINES.get(2),
                "# note",
                "",
                " \t",
                "no-user-rc " + LINES.get(0),
                LINES.get(1) + "\r");
        for (String first : healthy) {
            for (String second : healthy) {
                String text = first + "\n" + second;
                boolean keys = !read(text).acceptedKeys().isEmpty();
                boolean silent = read(text).allFaults().stream()
                        .allMatch(it -> it.kind() == dev.sshwhy.evidence.AccountFault.Kind.DUPLICATE_KEY);
                assertEquals(keys, silent, text);
                assertEquals(text, read(text).corrected());
            }
        }
    }

    @Test
    void anyBytesAreRead() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            AccountField field = AccountFields.read("a test", bytes, List.of(), NOW);
            assertTrue(field.acceptedKeys().isEmpty());
        }
    }

    @Test
    void hundredsOfThousandsOfJunkLinesAreReadInTime() {
        byte[] bytes = "x1\n".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> AccountFields.read("a test", bytes, List.of(), NOW));
    }

    @Test
    void aMebibyteOfAnythingIsReadInTime() {
        List<String> pieces = List.of(
                "A",
                "AAAA ",
                AccountKeys.ED,
                AccountKeys.ED_BLOB + " ",
                "xAAAAB3NzaC1yc2EAAAgB ",
                "a.b.",
                "command=\"",
                "\u0000",
                "&#43;",
                "\u200b");
        for (String piece : pieces) {
            byte[] bytes = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.UTF_8);
            byte[] bounded = Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 20));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> AccountFields.read("a test", bounded, List.of(), NOW),
                    () -> "a repetition of " + piece);
        }
    }
}
