package dev.sshwhy.rule;

import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs the checks over the facts. A check that crashes costs its own answer, never the report. */
public final class Engine {
    private final List<Check> checks;
    private final Catalogue catalogue;

    public Engine(List<Check> checks, Catalogue catalogue) {
        this.checks = List.copyOf(checks);
        this.catalogue = catalogue;
    }

    /**
     * All that the checks say.
     *
     * @param findings in the order of the checks
     * @param gaps what could not be checked, each once
     */
    public record Result(List<RuleFinding> findings, List<Gap> gaps) {
        public Result {
            findings = List.copyOf(findings);
            gaps = List.copyOf(gaps);
        }
    }

    /** Asks every check about one login. */
    public Result run(Snapshot facts) {
        return ask(checks, check -> check.check(facts));
    }

    /** Asks the checks that judge a configuration as a whole. */
    public Result lint(ConfigTree tree) {
        List<LintCheck> able = checks.stream()
                .filter(LintCheck.class::isInstance)
                .map(LintCheck.class::cast)
                .toList();
        return ask(able, check -> check.lint(tree));
    }

    private <C extends Check> Result ask(List<C> asked, Function<C, Outcome> question) {
        List<RuleFinding> findings = new ArrayList<>();
        Map<String, Gap> gaps = new LinkedHashMap<>(); // many checks miss the same thing
        for (C check : asked) {
            try {
                Outcome outcome = question.apply(check);
                if (outcome instanceof Outcome.Problems problems) {
                    RulePage page = catalogue
                            .page(check.id())
                            .orElseThrow(() -> new IllegalStateException("no page for " + check.id()));
                    problems.findings().forEach(it -> findings.add(new RuleFinding(page, it)));
                } else if (outcome instanceof Outcome.CannotTell gap) {
                    gaps.put(gap.what() + '\n' + gap.why(), new Gap(gap.what(), gap.why()));
                }
            } catch (RuntimeException e) {
                String failure = "the check itself failed: " + e.getClass().getSimpleName();
                gaps.put(check.id(), new Gap(check.id(), failure));
            }
        }
        return new Result(findings, List.copyOf(gaps.values()));
    }
}
