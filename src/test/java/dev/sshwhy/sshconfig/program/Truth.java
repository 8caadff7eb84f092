package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Holds a reading of a command line against what the real program does with it. */
final class Truth {
    private Truth() {}

    /** The program runs ssh with the words that were read, and runs none where none were read. */
    static void assertTold(Workbench bench, Program program, String row) throws IOException, InterruptedException {
        assertTold(bench, program, Workbench.words(row));
    }

    static void assertTold(Workbench bench, Program program, List<String> words)
            throws IOException, InterruptedException {
        assumeTrue(Workbench.has(program.command()) && Workbench.has("ssh"), "needs " + program.command());
        List<String> typed = new ArrayList<>(words);
        boolean fixedPath = program == Program.SCP || program == Program.SFTP;
        if (fixedPath) { // these two do not look for ssh along PATH
            typed.addAll(0, List.of("-S", bench.program("ssh").toString()));
        }
        Invocation read = bench.parse(program, typed);
        List<String> expected = new ArrayList<>();
        if (!read.sshWords().isEmpty()) {
            String name = read.sshProgram().orElse("ssh");
            expected.add(name.substring(name.lastIndexOf('/') + 1));
            expected.addAll(read.sshWords());
        }
        boolean absent = read.sshProgram().filter(it -> !bench.isOurs(it)).isPresent();
        assertEquals(bench.noted(program, typed), absent ? List.of() : expected, () -> words + " was read as " + read);
    }
}
