package dev.sshwhy.checks.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tests of this layer share: command lines as facts, and what a finding says to type. */
final class Commands {
    private Commands() {}

    /** Facts of an ssh command line, offline, without a config; words are parted by single blanks. */
    static Facts ssh(String words) {
        return Facts.offline().withConfigFile("", words.split(" ", -1));
    }

    /** The same with an ssh of this release. */
    static Facts ssh(String version, String words) {
        return Facts.offline().withMachine(machine(Map.of(), version)).withConfigFile("", words.split(" ", -1));
    }

    /** Facts of another program, and of the words that ssh gets from it; none where it runs no ssh. */
    static Facts other(Program program, String words, String sshWords) {
        return Facts.offline()
                .withCommand(
                        program,
                        "",
                        List.of(words.split(" ", -1)),
                        sshWords.isEmpty() ? List.of() : List.of(sshWords.split(" ", -1)));
    }

    /** What scp hands to ssh for this host. */
    static Facts scp(String words, String host) {
        return other(Program.SCP, words, "-x -oPermitLocalCommand=no -l root -s -- " + host + " sftp");
    }

    static Facts failed(Facts facts, Failure.Kind kind) {
        Reached reached = kind == Failure.Kind.NAME_UNRESOLVED ? Reached.NOTHING : Reached.NAME;
        return facts.withHandshake(Facts.failed(kind, reached, ""));
    }

    static Machine machine(Map<String, String> variables, String version) {
        return new Machine(
                Facts.HOME,
                "me",
                false,
                OperatingSystem.LINUX,
                variables,
                List.of("/usr/bin/ssh"),
                Optional.of(version));
    }

    /** The command to type instead. */
    static void assertCorrected(String command, Finding finding) {
        Fix fix = finding.fix().orElseThrow();
        assertEquals(Fix.Safety.MANUAL, fix.safety());
        assertEquals(command, fix.steps().get(0).text().orElse(""));
    }

    /** The piece of the command line that the finding points at. */
    static void assertMarked(String word, Finding finding) {
        Evidence first = finding.evidence().get(0);
        Span span = first.span();
        assertEquals(Span.COMMAND_LINE, span.source());
        assertEquals(word, span.text().substring(span.column() - 1, span.column() - 1 + span.length()));
    }
}
