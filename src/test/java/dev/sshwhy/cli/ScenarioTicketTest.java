package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.redaction.Keep;
import dev.sshwhy.report.redaction.Redaction;
import dev.sshwhy.report.redaction.Redaction.Redacted;
import dev.sshwhy.report.redaction.Vocabulary;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setup can be made into a ticket, and sshwhy's own sentences are whole in it. */
class ScenarioTicketTest {
    private static final Vocabulary OWN = OwnWords.read();
    private static final Run RUN = Run.ofTicket("test", "Linux", 1);

    @TempDir
    private Path folder;

    @Test
    void nothingIsRefusedAndTheSummariesAreWhole() throws IOException {
        for (Scenario scenario : Scenario.all()) {
            Diagnosis diagnosis = scenario.diagnosis(folder.resolve("home").resolve(scenario.name()));
            for (Set<Keep> keep : List.of(EnumSet.noneOf(Keep.class), EnumSet.allOf(Keep.class))) {
                Redacted redacted = Redaction.of(diagnosis, OWN, keep);
                Map<String, String> tickets = TicketCommand.documents(redacted, TicketCommand.FORMATS, RUN, false);
                TicketCommand.documents(redacted, List.of(Format.TEXT), RUN, true)
                        .forEach((name, text) -> tickets.put("plain " + name, text));
                tickets.forEach((name, text) ->
                        assertEquals(List.of(), redacted.scan().leaks(text), () -> scenario.name() + " " + name));
                assertTrue(
                        redacted.diagnosis().summary().matches("(?s)(?!.*\\b(text|token|comment)-\\d).*"),
                        () -> scenario.name() + ": " + redacted.diagnosis().summary());
            }
        }
    }
}
