package dev.sshwhy.checks.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ssh's own parser, which is held against the real ssh elsewhere, takes the same words for the same things. */
class OptionWordsTest {
    private static final List<String> WORDS = List.of(
            "-p",
            "-p22",
            "-v",
            "-vi",
            "-i",
            "-P",
            "-P22",
            "-tt",
            "-",
            "--",
            "-4",
            "-o",
            "-oPort=1",
            "-L",
            "gpu",
            "root@gpu",
            "22",
            "key",
            "uptime",
            "-l",
            "-vvp",
            "-J");

    @Test
    void agreesWithTheParserOfSsh() {
        Random random = new Random(11);
        int whole = 0;
        for (int i = 0; i < 20_000; i++) {
            String version = random.nextBoolean() ? "OpenSSH_9.2p1" : "OpenSSH_9.9p1";
            List<String> words = new ArrayList<>();
            for (int count = random.nextInt(8); count >= 0; count--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            SshCommandLine line = SshCommandLine.parse(words, SshRelease.of(version));
            if (line.problems().isEmpty()) {
                whole++;
                assertAgrees(line, words(version, words), words);
            }
        }
        assertTrue(whole > 5_000, () -> "too few command lines that ssh would take");
    }

    private static OptionWords words(String version, List<String> words) {
        Facts facts = Facts.offline()
                .withMachine(Commands.machine(Map.of(), version))
                .withCommand(Program.SSH, "", words, words);
        return OptionWords.of(facts.snapshot());
    }

    private static void assertAgrees(SshCommandLine line, OptionWords mine, List<String> words) {
        List<String> operands =
                mine.operands().stream().map(it -> words.get(it - 1)).toList();
        String destination = operands.get(0);
        assertEquals(line.destination(), destination.substring(destination.indexOf('@') + 1), words::toString);
        assertEquals(line.remoteCommand(), operands.subList(1, operands.size()), words::toString);
        List<String> options = new ArrayList<>();
        mine.options().forEach(it -> options.add(it.letter() + it.value()));
        List<String> theirs = new ArrayList<>();
        line.options().forEach(it -> theirs.add(it.letter() + it.argument()));
        if (destination.indexOf('@') > 0) {
            theirs.remove("lroot"); // the user in the destination
        }
        assertEquals(theirs, options, words::toString);
    }
}
