package dev.sshwhy.rule;

import java.util.List;

/** What a check says. */
public sealed interface Outcome {
    /** It looked, and nothing is wrong. */
    record Clear() implements Outcome {}

    /** It found something. */
    record Problems(List<Finding> findings) implements Outcome {
        public Problems {
            findings = List.copyOf(findings);
        }
    }

    /**
     * It could not look.
     *
     * @param what what was not checked, in words that go into the report's list
     * @param why why not
     */
    record CannotTell(String what, String why) implements Outcome {}

    static Outcome clear() {
        return new Clear();
    }

    static Outcome of(List<Finding> findings) {
        return findings.isEmpty() ? clear() : new Problems(findings);
    }

    static Outcome of(Finding finding) {
        return new Problems(List.of(finding));
    }

    static Outcome cannotTell(String what, String why) {
        return new CannotTell(what, why);
    }
}
