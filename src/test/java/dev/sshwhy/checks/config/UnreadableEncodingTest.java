package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.ConfigProblem.Kind;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableEncodingTest {
    private static final UnreadableEncoding CHECK = new UnreadableEncoding();

    @Test
    void firesProvenAndWritesPlainBlanks() {
        Finding finding = found(Lines.line(2, "  User\u00a0root"));
        assertEquals(Subject.start(), finding.subject());
        assertEquals("-  User\u00a0root\n+  User root", Lines.edit(finding));
    }

    @Test
    void firesAndTakesTheByteOrderMarkAway() {
        assertEquals(
                "-\ufeffHost gpu\n+Host gpu",
                Lines.edit(found(Lines.line(1, "Host gpu"), "it begins with a byte order mark")));
    }

    @Test
    void firesAndLeavesAnotherEncodingToThePerson() {
        Finding finding = found(Span.of(Lines.FILE, ""));
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @ParameterizedTest
    @CsvSource({"'  User root\u00a0', '  User root'", "'  HostName \u200bgpu.example.org', '  HostName gpu.example.org'"
    })
    void firesOnANameWithMoreInItThanCanBeSeen(String wrong, String right) {
        Finding finding =
                fires(CHECK, Facts.offline().withConfigFile("Host gpu\n" + wrong + "\n", "gpu"), Certainty.PROVEN);
        assertEquals(Subject.host(), finding.subject());
        assertEquals("-" + wrong + "\n+" + right, Lines.edit(finding));
    }

    @Test
    void silentOnNamesInOtherLettersAndOnWordsThatAreNoNames() {
        String config = "Host gpu\n  IdentityFile ~/.ssh/schl\u00fcssel\n  SetEnv TITLE=a\u00a0b\n";
        silent(CHECK, Facts.offline().withConfigFile(config, "gpu"));
        silent(CHECK, Facts.offline().withConfigFile("Host other\n  User root\u00a0\n", "gpu"));
    }

    @Test
    void silentWhenTheTextIsPlain() {
        silent(CHECK, Facts.healthy());
    }

    private static Finding found(Span at) {
        return found(at, "it holds a hidden character");
    }

    private static Finding found(Span at, String message) {
        return fires(
                CHECK,
                Facts.offline()
                        .withConfiguration(new Lines().configuration(Lines.problem(Kind.ENCODING, at, message, ""))),
                Certainty.PROVEN);
    }
}
