package dev.sshwhy.checks.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandTest {
    private static final String WRONG = Facts.HOME + "/.ssh/wrong";
    private static final String RIGHT = Facts.HOME + "/.ssh/right";

    private static Optional<String> renamed(Facts facts, String instead) {
        return TypedCommand.withIdentity(facts.snapshot(), WRONG, instead);
    }

    private static Optional<String> lengthened(Facts facts) {
        return TypedCommand.withOptions(facts.snapshot(), "-o", "X=y");
    }

    @ParameterizedTest
    @CsvSource({
        "-i @/.ssh/wrong root@203.0.113.7 -p 22, ssh -i ~/.ssh/right root@203.0.113.7 -p 22",
        "-p22 -i@/.ssh/wrong root@203.0.113.7 echo -i x, ssh -p22 -i ~/.ssh/right root@203.0.113.7 echo -i x",
        "-vi @/.ssh/wrong root@203.0.113.7, ssh -vi ~/.ssh/right root@203.0.113.7",
        "root@203.0.113.7 -i wrong, ssh root@203.0.113.7 -i ~/.ssh/right",
        "-i @/.ssh/other -i @/.ssh/wrong 203.0.113.7, ssh -i @/.ssh/other -i ~/.ssh/right 203.0.113.7"
    })
    void namesAnotherFileWhereTheWrongOneIsNamed(String words, String corrected) {
        assertEquals(
                Optional.of(corrected.replace("@/.ssh", "~/.ssh")),
                renamed(Commands.ssh(words.replace("@/.ssh", Facts.HOME + "/.ssh")), RIGHT));
    }

    @Test
    void namesNothingWhereNoOptionNamesThatFile() {
        assertEquals(Optional.empty(), renamed(Commands.ssh("203.0.113.7"), RIGHT));
        assertEquals(Optional.empty(), renamed(Commands.ssh("-oIdentityFile=wrong 203.0.113.7"), RIGHT));
        assertEquals(Optional.empty(), renamed(Commands.ssh("-i a -i b 203.0.113.7"), RIGHT));
        assertEquals(
                Optional.empty(), renamed(Commands.other(Program.RSYNC, "-a -i f 203.0.113.7:", "203.0.113.7"), RIGHT));
    }

    @Test
    void leavesALoneOptionThatNamesAnotherFile() {
        Facts facts = Commands.ssh("-i good 203.0.113.7")
                .withIdentities(Facts.identity(Facts.file(WRONG, Facts.MINE), Facts.MINE, Identity.NamedBy.CONFIG, 1));
        assertEquals(Optional.empty(), renamed(facts, RIGHT));
    }

    @Test
    void quotesAFileThatAShellWouldTakeApart() {
        assertEquals(
                Optional.of("ssh -i '" + Facts.HOME + "/.ssh/my key' 203.0.113.7"),
                renamed(Commands.ssh("-i wrong 203.0.113.7"), Facts.HOME + "/.ssh/my key"));
    }

    @Test
    void writesTheWholePathWhereTheShellsHomeIsAnotherOne() {
        Facts facts = Commands.ssh("-i wrong 203.0.113.7").withMachine(Facts.machine(Map.of("HOME", "/elsewhere")));
        assertEquals(Optional.of("ssh -i " + RIGHT + " 203.0.113.7"), renamed(facts, RIGHT));
    }

    @Test
    void putsMoreOptionsInFront() {
        assertEquals(
                Optional.of("ssh -o X=y -p 22 203.0.113.7 ls -l"), lengthened(Commands.ssh("-p 22 203.0.113.7 ls -l")));
        assertEquals(
                Optional.of("scp -o X=y f 203.0.113.7:"),
                lengthened(Commands.other(Program.SCP, "f 203.0.113.7:", "203.0.113.7")));
        assertEquals(Optional.empty(), lengthened(Commands.other(Program.GIT, "pull", "203.0.113.7")));
    }

    @Test
    void hasNothingToPasteAtAJumpHostWhereNobodyTypedTheCommand() {
        Target jump = Commands.ssh("203.0.113.7").snapshot().target();
        List<String> words = List.of("-W", "[198.51.100.1]:22", "--", "203.0.113.7");
        Target there = new Target(
                jump.program(),
                words,
                words,
                jump.sshProgram(),
                jump.typedHost(),
                jump.host(),
                jump.port(),
                jump.user(),
                jump.provider());
        assertEquals(Optional.empty(), lengthened(Facts.offline().withTarget(there)));
    }
}
