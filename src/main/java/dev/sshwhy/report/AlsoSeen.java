package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found beside the cause; several findings of one rule are told once.
 *
 * @param finding the first of them
 * @param more how many more there are
 * @param standing what it is to the cause, in a few words; empty where it stands for itself
 */
record AlsoSeen(Diagnosed finding, int more, String standing) {
    static List<AlsoSeen> in(Diagnosis diagnosis) {
        Optional<Diagnosed> cause = diagnosis.firstCause();
        Map<String, List<Diagnosed>> alike = diagnosis.findings().stream()
                .filter(it -> !Optional.of(it).equals(cause))
                .collect(Collectors.groupingBy(Diagnosed::rule, LinkedHashMap::new, Collectors.toList()));
        return alike.values().stream()
                .map(it -> new AlsoSeen(it.get(0), it.size() - 1, standing(it.get(0), cause)))
                .toList();
    }

    private static String standing(Diagnosed it, Optional<Diagnosed> cause) {
        if (it.causedBy().isPresent()) {
            return "follows from it";
        }
        return switch (it.effect()) {
            case NONE -> "no matter here";
            case PROMPTS -> "";
            case BLOCKS ->
                (it.finding().certainty() == Certainty.POSSIBLE ? "perhaps blocks" : "blocks")
                        + (cause.filter(first -> first.effect() == Effect.BLOCKS)
                                        .isPresent()
                                ? " too"
                                : "");
        };
    }

    /** Whether it stays when the cause goes away. */
    boolean isLeft() {
        return finding.isCause() && finding.effect() != Effect.NONE;
    }
}
