package dev.sshwhy.checks.config;

import dev.sshwhy.checks.config.Shadowing.Meant;
import dev.sshwhy.checks.config.Shadowing.Place;
import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigTree.NamedHost;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every line of a configuration that an earlier one always beats for the hosts that it is written for. */
final class ShadowedLines {
    /** Options whose values add up, so that a second line counts as well (ssh_config(5)). */
    private static final List<String> CUMULATIVE =
            List.of("identityfile", "certificatefile", "localforward", "remoteforward", "dynamicforward", "sendenv");

    private static final Comparator<Pair> IN_FILE_ORDER = Comparator.comparing(
                    (Pair it) -> it.late().source())
            .thenComparing(it -> it.late().line())
            .thenComparing(it -> it.early().source())
            .thenComparing(it -> it.early().line());

    private ShadowedLines() {}

    /** Two lines, and the hosts for which the first one beats the second. */
    private record Pair(Shadowing shadowing, List<String> hosts) {
        private Span early() {
            return shadowing.early().line().at();
        }

        private Span late() {
            return shadowing.late().line().at();
        }
    }

    static Outcome of(ConfigTree tree) {
        BlockIndex index = new BlockIndex(tree.configuration());
        String home = tree.machine().home() + "/";
        Map<List<Span>, Pair> pairs = new LinkedHashMap<>();
        for (BlockMatch match : tree.configuration().blocks()) {
            twiceInOneBlock(match.block(), pairs);
        }
        for (NamedHost host : tree.hosts()) {
            for (List<ConfigValue> values : host.options().values()) {
                for (ConfigValue value : values.subList(0, Math.min(1, values.size()))) {
                    for (Span late : value.shadowed()) {
                        // The user's own file is there to say otherwise than the system's.
                        if (!value.setAt().source().startsWith(home)
                                || late.source().startsWith(home)) {
                            shadowed(index, host.name(), value.setAt(), late, pairs);
                        }
                    }
                }
            }
        }
        List<Pair> sorted = new ArrayList<>(pairs.values());
        sorted.sort(IN_FILE_ORDER);
        return ConfigLines.limited(sorted, it -> finding(tree.machine(), it));
    }

    private static Finding finding(Machine machine, Pair pair) {
        String whose = pair.hosts().isEmpty() ? "" : " for " + ConfigLines.listed(pair.hosts());
        return pair.shadowing()
                .finding(machine, Certainty.PROVEN, whose, false, true)
                .withEffect(Effect.NONE);
    }

    private static void shadowed(BlockIndex index, String host, Span early, Span late, Map<List<Span>, Pair> pairs) {
        List<Span> key = List.of(early, late);
        Optional<Pair> known = Optional.ofNullable(pairs.get(key));
        if (known.isPresent()) {
            known.filter(it -> !it.hosts().isEmpty()).ifPresent(it -> it.hosts().add(host));
            return;
        }
        Optional<Place> first = OptionShadowed.place(early, index::of);
        Optional<Place> second = OptionShadowed.place(late, index::of);
        if (first.isPresent() && second.isPresent()) {
            Shadowing.of(first.get(), second.get(), host)
                    .filter(it -> it.meant() != Meant.UNCLEAR)
                    .ifPresent(it -> pairs.put(key, new Pair(it, new ArrayList<>(List.of(host)))));
        }
    }

    private static void twiceInOneBlock(ConfigBlock block, Map<List<Span>, Pair> pairs) {
        Map<String, Line> seen = new HashMap<>(block.lines().size() * 2);
        for (Line line : block.lines()) {
            if (CUMULATIVE.contains(line.option())) {
                continue;
            }
            Optional<Line> first = Optional.ofNullable(seen.putIfAbsent(line.option(), line));
            first.flatMap(it -> Shadowing.of(new Place(it, block), new Place(line, block), ""))
                    .ifPresent(it -> pairs.put(List.of(it.early().line().at(), line.at()), new Pair(it, List.of())));
        }
    }
}
