package dev.sshwhy.diagnosis;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Gap;
import java.util.List;
import java.util.Optional;

/**
 * The answer.
 *
 * @param facts what it stands on
 * @param verdict what becomes of the login
 * @param summary the verdict in one sentence
 * @param findings causes first, each followed by what it accounts for
 * @param notChecked what nobody looked at
 */
public record Diagnosis(
        Snapshot facts, Verdict verdict, String summary, List<Diagnosed> findings, List<Gap> notChecked) {
    public Diagnosis {
        findings = List.copyOf(findings);
        notChecked = List.copyOf(notChecked);
    }

    /** The finding to act on first, where something blocks or asks. */
    public Optional<Diagnosed> firstCause() {
        return findings.stream().filter(it -> it.effect() != Effect.NONE).findFirst();
    }
}
