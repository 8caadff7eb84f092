package dev.sshwhy.cli;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.redaction.Redaction;
import dev.sshwhy.report.redaction.Redaction.Redacted;
import dev.sshwhy.report.redaction.Vocabulary;
import dev.sshwhy.rule.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.FileUtils;

/**
 * {@code sshwhy ticket --self-test}: plants secrets in setups of all kinds, makes tickets of them in every form, and looks for
 * the secrets.
 */
final class TicketSelfTest {
    private static final int SECRETS = 500;

    private final Streams streams;
    private final Catalogue catalogue;

    TicketSelfTest(Streams streams, Catalogue catalogue) {
        this.streams = streams;
        this.catalogue = catalogue;
    }

    int run() throws UsageException {
        long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);
        Result result = run(seed);
        streams.out()
                .println(result.planted() + " secrets planted in " + result.setups() + " setups (seed " + seed + "); "
                        + result.beforehand() + " of them stand in reports before they are made into tickets.");
        result.shown()
                .forEach((format, secrets) -> streams.out()
                        .println(String.format("%-9s%d shown", format.word(), secrets.size())
                                + (secrets.isEmpty() ? "" : ": " + String.join(", ", secrets))));
        result.refused().forEach(it -> streams.out().println("the last look at a ticket found " + it));
        return result.isClean() ? 0 : 1;
    }

    /**
     * What came of it.
     *
     * @param setups how many setups were made
     * @param planted how many secrets stand in them
     * @param beforehand how many of these the ordinary reports show, so that there is something to hide
     * @param shown the secrets that tickets show
     * @param refused what the last look at a ticket found, which would have kept it from being written
     */
    record Result(int setups, int planted, int beforehand, Map<Format, List<String>> shown, List<String> refused) {
        boolean isClean() {
            return refused.isEmpty() && shown.values().stream().allMatch(List::isEmpty);
        }
    }

    Result run(long seed) throws UsageException {
        Vocabulary own = OwnWords.read();
        Map<Format, List<String>> shown = new EnumMap<>(Format.class);
        List<String> refused = new ArrayList<>();
        int planted = 0;
        int beforehand = 0;
        int setups = 0;
        while (planted < SECRETS) {
            Planted secrets = new Planted(seed + setups);
            Diagnosis diagnosis = diagnosis(secrets, setups);
            Redacted redacted = Redaction.of(diagnosis, own, Set.of());
            StringBuilder open = new StringBuilder();
            for (Format format : TicketCommand.FORMATS) {
                open.append(document(format, diagnosis));
                String ticket = document(format, redacted.diagnosis());
                shown.computeIfAbsent(format, it -> new ArrayList<>()).addAll(secrets.shownIn(ticket));
                redacted.scan().leaks(ticket).forEach(it -> refused.add(it + " in " + format.word()));
            }
            beforehand += secrets.shownIn(open.toString()).size();
            planted += secrets.secrets().size();
            setups++;
        }
        return new Result(setups, planted, beforehand, shown, refused);
    }

    private static String document(Format format, Diagnosis diagnosis) {
        return format.report(diagnosis, Run.ofTicket(Cli.version(), "", 1), TicketCommand.style(false));
    }

    private Diagnosis diagnosis(Planted secrets, int number) throws UsageException {
        try {
            Path folder = Files.createTempDirectory("sshwhy-self-test");
            try {
                return new PlantedSetup(secrets, folder, number).diagnosis(streams, catalogue);
            } finally {
                FileUtils.deleteDirectory(folder.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
