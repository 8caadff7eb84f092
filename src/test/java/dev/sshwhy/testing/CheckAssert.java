package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;

/** What a check's test says: given these facts, the check fires, stays silent or cannot tell. */
public final class CheckAssert {
    private CheckAssert() {}

    /** The check finds exactly one thing, as sure as this; the finding shows evidence. */
    public static Finding fires(Check check, Facts facts, Certainty certainty) {
        Outcome outcome = check.check(facts.snapshot());
        Outcome.Problems problems = assertInstanceOf(Outcome.Problems.class, outcome, check.id());
        assertEquals(1, problems.findings().size(), () -> "findings: " + problems.findings());
        Finding finding = problems.findings().get(0);
        assertEquals(certainty, finding.certainty());
        assertFalse(finding.evidence().isEmpty(), "a finding without evidence");
        assertTrue(finding.message().endsWith("."), "a message is a sentence: " + finding.message());
        return finding;
    }

    public static void silent(Check check, Facts facts) {
        assertInstanceOf(Outcome.Clear.class, check.check(facts.snapshot()), check.id());
    }

    public static void cannotTell(Check check, Facts facts) {
        assertInstanceOf(Outcome.CannotTell.class, check.check(facts.snapshot()), check.id());
    }
}
