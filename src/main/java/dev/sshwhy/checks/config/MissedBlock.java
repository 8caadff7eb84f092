package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A block that was meant for this host, as far as its line shows, and does not count for it.
 *
 * @param match the block and how it fared
 * @param why what keeps it from counting
 * @param written the words of its line that show it: a pattern, or a condition
 * @param settings its lines that would change where ssh goes, as whom and with which keys; never empty
 */
record MissedBlock(BlockMatch match, Why why, String written, List<Line> settings) {
    MissedBlock {
        settings = List.copyOf(settings);
    }

    /** What keeps it from counting; from what leaves no doubt to what may be meant so. */
    enum Why {
        /** Its file is included within a block that does not match. */
        KEPT_OUT(true),
        /** {@code Host gpu,web} is one name. */
        COMMA(true),
        /** {@code Host GPU}, typed gpu. */
        CAPITALS(true),
        /** {@code Host root@gpu}. */
        DECORATED(true),
        /** {@code Host gpu !gpu}. */
        NEGATED_ITSELF(true),
        /** {@code Match host gpu}, where HostName has taken the place of gpu. */
        RESOLVED_NAME(false),
        /** HostName is what was typed. */
        ALIAS(false),
        /** {@code Host gpu.example.org}, typed gpu, or the other way round. */
        OTHER_FORM(false),
        /** {@code Match host gpu user root}, and the user is another. */
        CONDITION(false),
        /** {@code Host !web} and no more. */
        ONLY_NEGATED(false),
        /** Typed gup. */
        TYPO(false),
        /** {@code Host * !gpu}. */
        EXCLUDED(false);

        private final boolean certain;

        Why(boolean certain) {
            this.certain = certain;
        }

        /** Whether the line can have been meant for no other host than this one. */
        boolean isCertain() {
            return certain;
        }
    }

    ConfigBlock block() {
        return match.block();
    }

    /** Every block that was meant for the host as typed, in the order of reading. */
    static List<MissedBlock> of(Snapshot facts) {
        String typed = facts.target().typedHost();
        List<BlockMatch> blocks = facts.configuration().blocks();
        boolean named = blocks.stream()
                .anyMatch(it -> it.applies() && Closeness.of(it.block(), typed).namesHost());
        boolean narrowed =
                blocks.stream().anyMatch(it -> it.applies() && Closeness.of(it.block(), typed) != Closeness.GENERAL);
        Optional<String> nearest = narrowed ? Optional.empty() : Misspelling.nearest(typed, names(blocks));
        List<MissedBlock> missed = new ArrayList<>();
        for (BlockMatch match : blocks) {
            Optional<Reason> reason = match.applies() || typed.isEmpty()
                    ? Optional.empty()
                    : reason(facts, match, named, narrowed, nearest);
            reason.ifPresent(it -> {
                List<Line> settings = BlockSettings.missed(facts, match.block());
                if (!settings.isEmpty()) {
                    missed.add(new MissedBlock(match, it.why(), it.written(), settings));
                }
            });
        }
        return missed;
    }

    private record Reason(Why why, String written) {}

    private static Optional<Reason> reason(
            Snapshot facts, BlockMatch match, boolean named, boolean narrowed, Optional<String> nearest) {
        String typed = facts.target().typedHost();
        ConfigBlock block = match.block();
        return switch (match.fate()) {
            case APPLIES, NOT_EVALUATED -> Optional.empty();
            case KEPT_OUT ->
                Closeness.of(block, typed) == Closeness.GENERAL
                        ? Optional.empty()
                        : Optional.of(new Reason(Why.KEPT_OUT, typed));
            case DOES_NOT_MATCH ->
                block.kind() == ConfigBlock.Kind.MATCH
                        ? ofCondition(facts, match, named)
                        : ofPatterns(block.conditions(), typed)
                                .or(() -> named ? Optional.empty() : ofHostName(facts, block))
                                .or(() -> narrowed ? Optional.empty() : ofName(block, typed, nearest));
        };
    }

    /** What is wrong with the line itself. */
    private static Optional<Reason> ofPatterns(List<String> patterns, String typed) {
        List<String> positive = HostPatterns.positive(patterns);
        if (positive.isEmpty()) {
            return HostPatterns.exclusion(patterns, typed).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Reason(Why.ONLY_NEGATED, String.join(" ", patterns)));
        }
        Optional<String> exclusion = HostPatterns.exclusion(patterns, typed);
        if (exclusion.isPresent()) {
            boolean matches = positive.stream().anyMatch(it -> Patterns.matches(typed, it));
            Why why = positive.contains(typed) ? Why.NEGATED_ITSELF : Why.EXCLUDED;
            return matches ? Optional.of(new Reason(why, exclusion.get())) : Optional.empty();
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        for (String pattern : positive) {
            if (pattern.indexOf(',') >= 0
                    && ConfigLines.commaList(pattern).stream().anyMatch(it -> Patterns.matches(typed, it))) {
                return Optional.of(new Reason(Why.COMMA, pattern));
            }
            if (Patterns.matches(lower, pattern.toLowerCase(Locale.ROOT))) {
                return Optional.of(new Reason(Why.CAPITALS, pattern));
            }
            if (HostPatterns.decorated(pattern)
                    .filter(it -> Patterns.matches(typed, it.host()))
                    .isPresent()) {
                return Optional.of(new Reason(Why.DECORATED, pattern));
            }
        }
        return Optional.empty();
    }

    /** Another name for the address that was typed; a block with another port is another machine behind one address. */
    private static Optional<Reason> ofHostName(Snapshot facts, ConfigBlock block) {
        String typed = facts.target().typedHost();
        Optional<String> alias = HostPatterns.positive(block.conditions()).stream()
                .filter(it -> BlockSettings.hostName(block, it)
                        .filter(typed::equalsIgnoreCase)
                        .isPresent())
                .findFirst();
        boolean portTyped = facts.configuration()
                .first("port")
                .map(ConfigValue::setAt)
                .filter(it -> it.source().equals(Span.COMMAND_LINE))
                .isPresent();
        String port = block.first("port").map(Line::value).orElse("22");
        boolean otherPort =
                portTyped && !port.equals(Integer.toString(facts.target().port()));
        return otherPort ? Optional.empty() : alias.map(it -> new Reason(Why.ALIAS, it));
    }

    private static Optional<Reason> ofName(ConfigBlock block, String typed, Optional<String> nearest) {
        List<String> positive = HostPatterns.positive(block.conditions());
        Optional<String> form = positive.stream()
                .filter(HostPatterns::isPlain)
                .filter(it -> !HostPatterns.isAddress(typed))
                .filter(it -> it.startsWith(typed + ".")
                        || (typed.startsWith(it + ".")
                                && block.first("hostname").isEmpty()))
                .findFirst();
        return form.map(it -> new Reason(Why.OTHER_FORM, it))
                .or(() -> nearest.filter(it -> positive.contains(it) && !HostPatterns.isAddress(typed))
                        .map(it -> new Reason(Why.TYPO, it)));
    }

    /** A Match line that is about this host, and wants something else as well. */
    private static Optional<Reason> ofCondition(Snapshot facts, BlockMatch match, boolean named) {
        String typed = facts.target().typedHost();
        String host = facts.target().host();
        Optional<String> unmet = match.unmet();
        List<String> about = match.block().conditions().stream()
                .filter(HostPatterns::isAboutHost)
                .toList();
        if (unmet.isEmpty() || about.isEmpty()) {
            return Optional.empty();
        }
        if (HostPatterns.isAboutHost(unmet.get())) {
            List<String> listed = HostPatterns.listed(unmet.get());
            boolean taken = unmet.get().startsWith("host ")
                    && HostPatterns.positive(listed).contains(typed.toLowerCase(Locale.ROOT))
                    && !HostPatterns.listMatches(listed, host);
            return taken ? Optional.of(new Reason(Why.RESOLVED_NAME, unmet.get())) : Optional.empty();
        }
        boolean fits = about.stream()
                .map(HostPatterns::listed)
                .allMatch(it -> HostPatterns.listMatches(it, typed) || HostPatterns.listMatches(it, host));
        // Beside a block for this very host, a further condition is an exception made on purpose.
        boolean onPurpose = named && !unmet.get().startsWith("user ");
        boolean narrow = about.stream()
                .flatMap(it -> HostPatterns.positive(HostPatterns.listed(it)).stream())
                .noneMatch(HostPatterns::isEverybody);
        return fits && narrow && !onPurpose ? Optional.of(new Reason(Why.CONDITION, unmet.get())) : Optional.empty();
    }

    private static List<String> names(List<BlockMatch> blocks) {
        return blocks.stream()
                .filter(it -> it.block().kind() == ConfigBlock.Kind.HOST)
                .flatMap(it -> it.block().conditions().stream())
                .filter(HostPatterns::isPlain)
                .filter(it -> !HostPatterns.isAddress(it))
                .toList();
    }
}
