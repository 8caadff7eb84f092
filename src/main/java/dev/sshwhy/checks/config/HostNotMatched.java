package dev.sshwhy.checks.config;

import dev.sshwhy.checks.config.MissedBlock.Why;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The block meant for this host does not match what was typed (ssh_config(5), Host and PATTERNS). */
public final class HostNotMatched implements LintCheck {
    private static final int MOST_OTHERS = 3;

    @Override
    public Outcome check(Snapshot facts) {
        List<Judged> judged = new ArrayList<>();
        for (MissedBlock missed : MissedBlock.of(facts)) {
            judge(facts, missed).ifPresent(judged::add);
        }
        judged.sort(Comparator.comparing(Judged::effect)
                .thenComparing(Judged::certainty)
                .thenComparing(it -> it.missed().why())
                .thenComparing(it -> !holdsRegisteredKey(facts, it.missed())));
        if (judged.isEmpty()) {
            return UnjudgedBlocks.where(
                            facts, it -> !BlockSettings.missed(facts, it).isEmpty())
                    .orElseGet(Outcome::clear);
        }
        return Outcome.of(finding(facts, judged));
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return DeadHostLines.of(tree);
    }

    private record Judged(MissedBlock missed, Certainty certainty, Effect effect) {}

    private static Optional<Judged> judge(Snapshot facts, MissedBlock missed) {
        Why why = missed.why();
        return switch (Standing.of(facts, telling(facts, missed))) {
            case UNHEARD -> unheard(facts, missed).map(it -> new Judged(missed, it, Effect.BLOCKS));
            case FITS ->
                why == Why.TYPO && !isUnresolved(facts)
                        ? Optional.empty()
                        : Optional.of(new Judged(
                                missed, why == Why.EXCLUDED ? Certainty.POSSIBLE : Certainty.LIKELY, Effect.BLOCKS));
            case OTHERWISE ->
                why.isCertain() ? Optional.of(new Judged(missed, Certainty.PROVEN, Effect.NONE)) : Optional.empty();
        };
    }

    /** A name without a dot that only its block gives an address leads nowhere without that block. */
    private static Optional<Certainty> unheard(Snapshot facts, MissedBlock missed) {
        String typed = facts.target().typedHost();
        boolean dotted = typed.indexOf('.') >= 0;
        boolean needsBlock = !dotted
                && !HostPatterns.isAddress(typed)
                && missed.settings().stream().anyMatch(it -> it.option().equals("hostname"));
        boolean known = !facts.route().knownPorts().isEmpty();
        if (missed.why() == Why.EXCLUDED || (missed.why() == Why.TYPO && (known || !needsBlock))) {
            return Optional.empty();
        }
        boolean likely = (missed.why().isCertain() && needsBlock)
                || (holdsRegisteredKey(facts, missed) && !Standing.accountHoldsOfferedKey(facts));
        return Optional.of(likely ? Certainty.LIKELY : Certainty.POSSIBLE);
    }

    /** The options whose values the block would change, so far as they may be to blame. */
    private static List<String> telling(Snapshot facts, MissedBlock missed) {
        List<String> options =
                new ArrayList<>(missed.settings().stream().map(Line::option).toList());
        if (missed.why() == Why.OTHER_FORM) {
            options.add("hostname"); // the line's own name is one
        }
        boolean keysMayHelp = facts.account().seen().isEmpty() || holdsRegisteredKey(facts, missed);
        if (!keysMayHelp) {
            options.removeIf(it -> it.equals("identityfile") || it.equals("certificatefile"));
        }
        return options;
    }

    private static boolean holdsRegisteredKey(Snapshot facts, MissedBlock missed) {
        List<PublicKey> keys = BlockSettings.keys(facts, missed.block());
        return keys.stream().anyMatch(it -> Standing.accountHolds(facts, it));
    }

    private static boolean isUnresolved(Snapshot facts) {
        return facts.handshake()
                .seen()
                .flatMap(Handshake::failure)
                .filter(it -> it.kind() == Failure.Kind.NAME_UNRESOLVED)
                .isPresent();
    }

    private static Finding finding(Snapshot facts, List<Judged> judged) {
        MissedBlock missed = judged.get(0).missed();
        String typed = facts.target().typedHost();
        Finding finding = Finding.of(judged.get(0).certainty(), Subject.host(), MissedBlockWords.message(facts, missed))
                .seen(missed.block().header(), MissedBlockWords.saying(missed, typed));
        for (Line line : missed.settings()) {
            finding = finding.seen(line.at(), "does not count for " + typed);
        }
        List<Judged> others = judged.subList(1, Math.min(judged.size(), MOST_OTHERS + 1));
        for (Judged other : others) {
            finding = finding.seen(other.missed().block().header(), "may be meant as well");
        }
        boolean sure = judged.get(0).certainty() == Certainty.LIKELY
                && (missed.why().isCertain() || holdsRegisteredKey(facts, missed));
        finding = finding.withFix(MissedBlockWords.fix(facts, missed, sure));
        return judged.get(0).effect() == Effect.NONE ? finding.withEffect(Effect.NONE) : finding;
    }
}
