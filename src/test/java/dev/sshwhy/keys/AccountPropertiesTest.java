package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What must hold for any text. */
class AccountPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> LINES =
            List.of(AccountKeys.ED + " me@laptop", AccountKeys.RSA + " me@work", AccountKeys.ECDSA);
    private static final List<String> HEALTHY = List.of(
            LINES.get(0),
            LINES.get(1),
            LINES.get(2),
            "# note",
            "",
            " \t",
            "no-user-rc " + LINES.get(0),
            LINES.get(1) + "\r");

    private static AccountField read(String text) {
        return AccountFields.read("a test", text.getBytes(StandardCharsets.UTF_8), List.of(), NOW);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(LINES);
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        return Mutation.any();
    }

    @Provide
    Arbitrary<List<String>> healthyTexts() {
        return Arbitraries.of(HEALTHY).list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 3000, seed = "1")
    void aMutatedKeyIsAcceptedOnlyAsSshdReadsIt(@ForAll("lines") String line, @ForAll("mutations") Mutation mutation) {
        String text = mutation.of(line);
        AccountField field = read(text);
        String[] lines = text.split("\n", -1);
        for (int n = 0; n < field.lines().size(); n++) {
            boolean taken = AuthorizedKeysLine.read(lines[n].getBytes(StandardCharsets.UTF_8), NOW)
                    .isAccepted();
            assertEquals(taken, field.lines().get(n).accepted(), text);
        }
    }

    @Property(tries = 3000, seed = "2")
    void aKeyThatWasChangedIsNeverCalledGood(@ForAll("lines") String line, @ForAll("mutations") Mutation mutation) {
        PublicKey sound = read(line).acceptedKeys().get(0);
        String text = mutation.of(line);
        AccountField field = read(text);
        if (!text.strip().isEmpty() && field.allFaults().isEmpty()) {
            // Another letter within a key's number makes another key, and nobody can see that it is another.
            boolean whole = field.acceptedKeys().stream()
                    .anyMatch(it -> it.type().equals(sound.type())
                            && it.blob().length() == sound.blob().length());
            boolean comment = text.stripLeading().startsWith("#");
            assertTrue(whole || comment, text);
        }
    }

    @Property(tries = 2000, seed = "3")
    void theCorrectedTextKeepsWhatSshdAcceptsAndStaysAsItIs(
            @ForAll @Size(min = 1, max = 4) List<@From("lines") String> lines,
            @ForAll @Size(max = 4) List<@From("mutations") Mutation> mutations) {
        String text = String.join("\n", lines);
        for (Mutation it : mutations) {
            text = text.isEmpty() ? text : it.of(text);
        }
        AccountField field = read(text);
        AccountField again = read(field.corrected());
        assertEquals(field.corrected(), again.corrected(), text);
        for (PublicKey key : field.acceptedKeys()) {
            assertTrue(again.accepts(key), text);
        }
    }

    @Property(tries = 500, seed = "4")
    void healthyTextsStayHealthyTogether(
            @ForAll("healthyTexts") List<String> first, @ForAll("healthyTexts") List<String> second) {
        String text = String.join("\n", first) + "\n" + String.join("\n", second);
        AccountField field = read(text);
        boolean silent = field.allFaults().stream().allMatch(it -> it.kind() == AccountFault.Kind.DUPLICATE_KEY);
        assertEquals(!field.acceptedKeys().isEmpty(), silent, text);
        assertEquals(text, field.corrected());
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
                "# ---BEGIN PRIVATE KEY---\n",
                "# PuTTY-User-Key-File-2: x\n",
                "AAAAB3NzaC1yc2E\n",
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
