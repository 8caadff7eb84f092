package dev.sshwhy.checks.target;

import static dev.sshwhy.checks.target.Commands.assertCorrected;
import static dev.sshwhy.checks.target.Commands.assertMarked;
import static dev.sshwhy.checks.target.Commands.other;
import static dev.sshwhy.checks.target.Commands.ssh;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddCharactersTest {
    private static final OddCharacters CHECK = new OddCharacters();

    /** The words typed, the odd one of them, and what is odd about it; all of them mean the same. */
    static Stream<Arguments> oddWords() {
        return Stream.of(
                arguments("root@203.0.113.7 \u2013p 17445", "\u2013p", "U+2013 (en dash)"),
                arguments("root@203.0.113.7 \u2014p 17445", "\u2014p", "U+2014 (em dash)"),
                arguments("root@203.0.113.7 \u2212p 17445", "\u2212p", "U+2212 (minus sign)"),
                arguments("root@203.0.113.7\u200b -p 17445", "root@203.0.113.7\u200b", "U+200B (zero width space)"),
                arguments("root@203.0.113.7 -p 17445\u200e", "17445\u200e", "U+200E (left-to-right mark)"),
                arguments("\ufeffroot@203.0.113.7 -p 17445", "\ufeffroot@203.0.113.7", "U+FEFF"),
                arguments("root@203.0.113.7 -p 17445\r", "17445\r", "U+000D (carriage return"),
                arguments("root@203.0.113.7\u00a0-p\u00a017445", "root@203.0.113.7\u00a0-p\u00a017445", "U+00A0"),
                arguments("root@203.0.113.7 -p\u202f17445", "-p\u202f17445", "U+202F (narrow no-break space)"),
                arguments("\u201croot@203.0.113.7\u201d -p 17445", "\u201croot@203.0.113.7\u201d", "U+201C"),
                arguments("root@\u2018203.0.113.7\u2019 -p 17445", "root@\u2018203.0.113.7\u2019", "U+2018"),
                arguments("'root@203.0.113.7' -p 17445", "'root@203.0.113.7'", "holds '"),
                arguments("root@203.0.113.7, -p 17445", "root@203.0.113.7,", "holds ,"),
                arguments("root@203.0.113.7; -p 17445", "root@203.0.113.7;", "holds ;"),
                arguments("root@203.0.113.7 -p 17445\\", "17445\\", "holds \\"),
                arguments("root@[203.0.113.7] -p 17445", "root@[203.0.113.7]", "holds [ ]"));
    }

    @ParameterizedTest
    @MethodSource("oddWords")
    void firesProvenAndGivesThePlainCommand(String words, String marked, String character) {
        Finding finding = fires(CHECK, ssh(words), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertMarked(marked, finding);
        assertTrue(finding.message().contains(character), finding.message());
        // A no-break space within "-p 17445" leaves two words as well.
        assertCorrected("ssh root@203.0.113.7 -p 17445", finding);
    }

    @Test
    void firesOnceForSeveralWords() {
        Finding finding =
                fires(CHECK, ssh("\u201croot@203.0.113.7\u201d \u2013p 17445 \u2013i ~/.ssh/k"), Certainty.PROVEN);
        assertEquals(3, finding.evidence().size());
        assertCorrected("ssh root@203.0.113.7 -p 17445 -i ~/.ssh/k", finding);
    }

    @Test
    void firesForAnOptionBeforeTheHost() {
        Finding finding = fires(CHECK, ssh("\u2013p 17445 root@203.0.113.7"), Certainty.PROVEN);
        assertCorrected("ssh -p 17445 root@203.0.113.7", finding);
    }

    @Test
    void firesForABackslashThatWasToContinueTheLine() {
        assertCorrected("ssh root@203.0.113.7", fires(CHECK, ssh("root@203.0.113.7 \\"), Certainty.PROVEN));
        assertCorrected(
                "ssh root@203.0.113.7",
                fires(CHECK, Facts.offline().withConfigFile("", "root@203.0.113.7", " "), Certainty.PROVEN));
    }

    @ParameterizedTest
    @CsvSource({
        "ssh root@203.0.113.7, ssh root@203.0.113.7",
        "ssh root@203.0.113.7 -p 17445, ssh root@203.0.113.7 -p 17445",
        "-v ssh -p 17445 root@203.0.113.7, ssh -v -p 17445 root@203.0.113.7",
        "ssh ssh://root@203.0.113.7:17445, ssh ssh://root@203.0.113.7:17445",
        "$ ssh root@203.0.113.7 -p 17445, ssh root@203.0.113.7 -p 17445",
        "me@laptop:~$ ssh root@203.0.113.7, ssh root@203.0.113.7",
        "C:\\> ssh root@203.0.113.7, ssh root@203.0.113.7",
        "PS C:\\Users\\me> ssh root@203.0.113.7, ssh root@203.0.113.7",
        "me@laptop ~ % ssh root@203.0.113.7, ssh root@203.0.113.7"
    })
    void firesProvenForASecondSshOrAPrompt(String words, String corrected) {
        Finding finding = fires(CHECK, ssh(words), Certainty.PROVEN);
        assertCorrected(corrected, finding);
    }

    @Test
    void firesForASecondSshBeforeAHostOfTheConfig() {
        Facts facts = Facts.offline().withConfigFile("Host gpu\n  HostName 203.0.113.7\n", "ssh", "gpu");
        assertCorrected("ssh gpu", fires(CHECK, facts, Certainty.PROVEN));
    }

    @Test
    void firesForOptionsAndHostsOfOtherPrograms() {
        assertCorrected(
                "scp -P 17445 f root@203.0.113.7:/a",
                fires(
                        CHECK,
                        other(Program.SCP, "\u2013P 17445 f root@203.0.113.7:/a", "-l root -s -- 203.0.113.7 sftp"),
                        Certainty.PROVEN));
        assertCorrected(
                "scp f root@203.0.113.7:/a",
                fires(
                        CHECK,
                        other(Program.SCP, "f \u201croot@203.0.113.7:/a", "-l \u201croot -s -- 203.0.113.7 sftp"),
                        Certainty.PROVEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@203.0.113.7 -p 17445 -i key",
                "root@203.0.113.7 echo \u201chello\u201d \u2013p",
                "root@b\u00fccher.example.org",
                "-l caf\u00e9 203.0.113.7",
                "root@::1",
                "ssh://root@[2001:db8::7]:17445",
                "-o ProxyCommand=nc\\ %h root@203.0.113.7",
                "-o ControlPath=\"/tmp/%C\" root@203.0.113.7",
                "ssh uptime",
                "ssh",
                "root@203.0.113.7 ls \\",
                "jump ssh root@203.0.113.7",
                "root@203.0.113.7 sh -c 'echo"
            })
    void silentForPlainCommands(String words) {
        silent(CHECK, ssh(words));
    }

    @Test
    void silentForAHostThatIsCalledSsh() {
        silent(CHECK, Facts.offline().withConfigFile("Host ssh\n  HostName 203.0.113.7\n", "ssh", "root@other"));
    }

    @Test
    void silentForTheNameOfAKeyThatIsThere() {
        Identity there = Facts.identity(Facts.HOME + "/.ssh/k\u2013y", Facts.MINE);
        silent(
                CHECK,
                Facts.offline().withConfigFile("", "-i", there.path(), "gpu").withIdentities(there));
    }

    @Test
    void silentForTheNamesOfFiles() {
        silent(CHECK, other(Program.SCP, "\u201cnotes\u201d.txt Bild\u202f1.png gpu:/tmp/\u2013x", "-s -- gpu sftp"));
    }
}
