package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigProblem.Kind;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownOptionTest {
    private static final UnknownOption CHECK = new UnknownOption();
    private static final ConfigProblem KEYCHAIN = unknown("  UseKeychain yes", "IgnoreUnknown UseKeychain");

    @Test
    void firesProvenAndTellsToIgnoreWhatAnotherSshKnows() {
        Finding finding =
                fires(CHECK, Facts.healthy().withConfiguration(new Lines().configuration(KEYCHAIN)), Certainty.PROVEN);
        assertEquals(Subject.start(), finding.subject());
        assertEquals("+IgnoreUnknown UseKeychain", Lines.edit(finding));
        assertEquals(Fix.Safety.SAFE, safety(finding));
    }

    @Test
    void firesAndAddsToTheIgnoreUnknownThatCounts() {
        Configuration present = new Lines()
                .with("ignoreunknown", "Foo", Lines.line(1, "IgnoreUnknown Foo"))
                .configuration(KEYCHAIN);
        assertEquals(
                "-IgnoreUnknown Foo\n+IgnoreUnknown Foo,UseKeychain",
                Lines.edit(fires(CHECK, Facts.healthy().withConfiguration(present), Certainty.PROVEN)));
    }

    @Test
    void firesAndPutsOneIgnoreUnknownAboveAnIgnoreUnknownThatComesTooLate() {
        Configuration present = new Lines()
                .with("ignoreunknown", "Foo", Lines.line(9, "IgnoreUnknown Foo"))
                .configuration(KEYCHAIN);
        assertEquals(
                "+IgnoreUnknown Foo,UseKeychain",
                Lines.edit(fires(CHECK, Facts.healthy().withConfiguration(present), Certainty.PROVEN)));
    }

    @Test
    void firesAndCorrectsAMisspeltWord() {
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withConfiguration(new Lines().configuration(unknown("\tHostnam=gpu.example", "HostName"))),
                Certainty.PROVEN);
        assertEquals("-\tHostnam=gpu.example\n+\tHostName=gpu.example", Lines.edit(finding));
        assertEquals(Fix.Safety.SAFE, safety(finding));
    }

    @Test
    void firesAndAsksBeforeItCorrectsWhatOpensSomething() {
        Finding finding = fires(
                CHECK,
                Facts.offline()
                        .withConfiguration(new Lines().configuration(unknown("ForwardAgnt yes", "ForwardAgent"))),
                Certainty.PROVEN);
        assertEquals(Fix.Safety.ASK, safety(finding));
    }

    @Test
    void firesAndCommentsOutWhatNobodyKnows() {
        Finding finding = fires(
                CHECK,
                Facts.offline().withConfiguration(new Lines().configuration(unknown("ssh root@203.0.113.7", ""))),
                Certainty.PROVEN);
        assertEquals("-ssh root@203.0.113.7\n+#ssh root@203.0.113.7", Lines.edit(finding));
    }

    @Test
    void firesForAnOptionOfTheCommandLineWithoutAnEdit() {
        ConfigProblem typed = Lines.problem(
                Kind.UNKNOWN_OPTION, Span.of(Span.COMMAND_LINE, "Foo=1"), "no ssh option is called \"Foo\"", "");
        Finding finding =
                fires(CHECK, Facts.offline().withConfiguration(new Lines().configuration(typed)), Certainty.PROVEN);
        assertEquals(Fix.Safety.MANUAL, safety(finding));
    }

    @Test
    void firesAtMostTwentyTimesForAFileOfNothingButMistakes() {
        Configuration bad = new Lines()
                .configuration(IntStream.range(1, 1000)
                        .mapToObj(i -> unknown("nonsense " + i, ""))
                        .toArray(ConfigProblem[]::new));
        Outcome outcome = CHECK.check(Facts.offline().withConfiguration(bad).snapshot());
        assertEquals(
                20, assertInstanceOf(Outcome.Problems.class, outcome).findings().size());
    }

    @Test
    void silentWhenSshKnowsEveryOption() {
        silent(CHECK, Facts.healthy());
    }

    private static ConfigProblem unknown(String text, String suggestion) {
        return Lines.problem(Kind.UNKNOWN_OPTION, Lines.line(4, text), "no ssh option has that name", suggestion);
    }

    private static Fix.Safety safety(Finding finding) {
        return finding.fix().orElseThrow().safety();
    }
}
