package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigProblem.Kind;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;

class BadValueTest {
    private static final BadValue CHECK = new BadValue();

    @Test
    void firesProvenAndWritesWhatTheOptionTakes() {
        Finding finding = found("  IdentitiesOnly maybe", "yes");
        assertEquals(Subject.start(), finding.subject());
        assertTrue(finding.message().startsWith("Line 3 of ~/.ssh/config"), finding.message());
        assertEquals("-  IdentitiesOnly maybe\n+  IdentitiesOnly yes", Lines.edit(finding));
    }

    @Test
    void firesAndCommentsOutWhatCannotBeGuessed() {
        assertEquals("-  Port seventeen\n+  #Port seventeen", Lines.edit(found("  Port seventeen", "")));
    }

    @Test
    void firesAndNeverCommentsOutTheBeginningOfABlock() {
        Finding finding = found("Match hots gpu", "host");
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
        assertTrue(finding.fix().orElseThrow().steps().isEmpty());
    }

    @Test
    void silentWhenEveryValueFits() {
        silent(CHECK, Facts.healthy());
    }

    private static Finding found(String text, String suggestion) {
        ConfigProblem problem =
                Lines.problem(Kind.BAD_VALUE, Lines.line(3, text), "it takes something else", suggestion);
        return fires(CHECK, Facts.healthy().withConfiguration(new Lines().configuration(problem)), Certainty.PROVEN);
    }
}
