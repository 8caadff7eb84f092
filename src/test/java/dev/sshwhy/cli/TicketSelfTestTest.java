package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.redaction.Redaction;
import dev.sshwhy.testing.Setup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketSelfTestTest {
    private static final Streams STREAMS = new Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Map.of(),
            Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC),
            false,
            false);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4000, 50_000, 600_000, 7_000_000, 80_000_000, 900_000_000, 2_000_000_000})
    void showsNoSecretInAnyForm(long seed) throws UsageException {
        TicketSelfTest.Result result = new TicketSelfTest(STREAMS, Setup.catalogue()).run(seed);
        assertEquals(List.of(), result.refused());
        result.shown().forEach((format, secrets) -> assertEquals(List.of(), secrets, format.word()));
        assertEquals(Set.copyOf(TicketCommand.FORMATS), result.shown().keySet());
        assertTrue(result.isClean());
        assertTrue(result.planted() >= 500, result.planted() + " planted");
        assertTrue(
                result.beforehand() * 3 >= result.planted(),
                "there is too little to hide: " + result.beforehand() + " of " + result.planted());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void findsTheSecretsOfAReportInWhichNothingIsReplaced(int number) throws IOException, UsageException {
        Planted secrets = new Planted(number);
        Diagnosis open = new PlantedSetup(secrets, folder, number).diagnosis(STREAMS, Setup.catalogue());
        Redaction.Redacted redacted = Redaction.of(open, OwnWords.read(), Set.of());
        for (Format format : TicketCommand.FORMATS) {
            String report = format.report(
                    open, new Run("sshwhy", "1", "", 1, true, Optional.empty()), TicketCommand.style(false));
            assertFalse(secrets.shownIn(report).isEmpty(), "by the test, in " + format.word());
            assertFalse(redacted.scan().leaks(report).isEmpty(), "by the last look, in " + format.word());
        }
    }

    @Test
    void knowsASecretInOtherLettersAndOverSeveralLines() {
        Planted secrets = new Planted(1);
        String token = secrets.token();
        String phrase = secrets.phrase();
        assertEquals(List.of(token), secrets.shownIn("x " + token.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(token), secrets.shownIn(String.join("\n  ", token.split("(?<=\\G.{9})", -1))));
        assertEquals(List.of(phrase), secrets.shownIn(phrase.replace(" ", "\n      ")));
        assertEquals(List.of(), secrets.shownIn("nothing"));
    }
}
