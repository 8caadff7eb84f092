package dev.sshwhy.rule;

import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs the checks over the facts. A check that crashes costs its own answer, never the report. */
public final class Engine {
    private static final int MANY_HOSTS = 500;

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
        return joined(checks.stream().map(it -> ask(it, check -> check.check(facts))));
    }

    /** Asks the checks that judge a configuration as a whole; side by side where it is large. */
    public Result lint(ConfigTree tree) {
        Stream<Check> asked = tree.hosts().size() > MANY_HOSTS ? checks.parallelStream() : checks.stream();
        return joined(asked.filter(LintCheck.class::isInstance)
                .map(LintCheck.class::cast)
                .map(it -> ask(it, check -> check.lint(tree))));
    }

    /** In the order of the checks; what many of them miss is told once. */
    private static Result joined(Stream<Result> answers) {
        List<RuleFinding> findings = new ArrayList<>();
        Map<String, Gap> gaps = new LinkedHashMap<>();
        for (Result it : answers.toList()) {
            findings.addAll(it.findings());
            it.gaps().forEach(gap -> gaps.put(gap.what() + '\n' + gap.why(), gap));
        }
        return new Result(findings, List.copyOf(gaps.values()));
    }

    private <C extends Check> Result ask(C check, Function<C, Outcome> question) {
        try {
            Outcome outcome = question.apply(check);
            if (outcome instanceof Outcome.Problems problems) {
                RulePage page = catalogue
                        .page(check.id())
                        .orElseThrow(() -> new IllegalStateException("no page for " + check.id()));
                return new Result(
                        problems.findings().stream()
                                .map(it -> new RuleFinding(page, it))
                                .toList(),
                        List.of());
            }
            return outcome instanceof Outcome.CannotTell gap
                    ? new Result(List.of(), List.of(new Gap(gap.what(), gap.why())))
                    : new Result(List.of(), List.of());
        } catch (RuntimeException e) {
            String failure = "the check itself failed: " + e.getClass().getSimpleName();
            return new Result(List.of(), List.of(new Gap(check.id(), failure)));
        }
    }
}
