package dev.sshwhy.checks.target;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.runpod.ProxyLimits;
import dev.sshwhy.checks.runpod.ProxyUsername;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Words come from people: no command line may crash a check, and what is told points into it. */
class AnyCommandTest {
    private static final int COMMANDS = 20_000;

    private static final List<Check> CHECKS = List.of(
            new OddCharacters(),
            new OtherSsh(),
            new Placeholder(),
            new PortInHost(),
            new WrongOption(),
            new ProxyLimits(),
            new ProxyUsername());

    private static final List<String> PIECES = List.of(
            "",
            "-",
            "--",
            "-p",
            "-P",
            "-i",
            "-l",
            "-o",
            "-e",
            "-avP",
            "--port",
            "--port=",
            "=",
            "22",
            "17445",
            "70000",
            ":",
            "::",
            "@",
            "/",
            "//",
            "[",
            "]",
            "<host>",
            "[IP]",
            "YOUR_IP",
            "host",
            "ssh",
            "ssh://",
            "scp://",
            "root",
            "gpu",
            "root@",
            "203.0.113.7",
            "2001:db8::7",
            "ssh.runpod.io",
            "abc123-6441103b",
            "\u2013",
            "\u2013p",
            "\u00a0",
            "\u201c",
            "\u200b",
            "$",
            ">",
            "\\",
            ",",
            "'",
            "f",
            "key",
            "x.x.x.x",
            "%",
            "\ud83d\ude00",
            "\ud83d");

    @Test
    void noCommandCrashesACheckAndEveryFindingPointsIntoItsCommand() {
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < COMMANDS; i++) {
            List<String> words = words(random);
            List<Program> programs = List.of(Program.values());
            Program program = programs.get(random.nextInt(programs.size()));
            List<String> sshWords = program == Program.SSH || random.nextBoolean() ? words : List.of();
            Facts facts = Facts.offline().withCommand(program, "Host gpu\n  User root\n", words, sshWords);
            Facts heard = random.nextInt(3) > 0 ? facts : Commands.failed(facts, Failure.Kind.NAME_UNRESOLVED);
            for (Check check : CHECKS) {
                Outcome outcome = check.check(heard.snapshot());
                if (outcome instanceof Outcome.Problems problems) {
                    problems.findings().forEach(it -> assertPointsInto(words, it));
                    found++;
                }
            }
        }
        assertNotEquals(0, found);
    }

    private static void assertPointsInto(List<String> words, Finding finding) {
        assertFalse(finding.evidence().isEmpty());
        for (Span span : finding.evidence().stream().map(it -> it.span()).toList()) {
            if (span.source().equals(Span.COMMAND_LINE) && span.column() > 0) {
                int end = span.column() - 1 + span.length();
                String marked = span.text().substring(span.column() - 1, end);
                assertTrue(words.contains(marked), () -> marked + " is no word of " + words);
            }
        }
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        for (int count = random.nextInt(7); count >= 0; count--) {
            StringBuilder word = new StringBuilder();
            for (int piece = random.nextInt(4); piece >= 0; piece--) {
                word.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            words.add(word.toString());
        }
        return words;
    }
}
