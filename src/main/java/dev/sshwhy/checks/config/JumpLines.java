package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigTree.NamedHost;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.sshconfig.JumpCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ProxyJump lines of a configuration as a whole: which host they lead over, and where that ends. */
final class JumpLines {
    /** Of so many jump hosts without a Host line, most are names that the network knows. */
    private static final int MOST_COMPARED = 200;

    private final ConfigTree tree;
    private final Map<String, NamedHost> hosts = new LinkedHashMap<>();
    private final List<String> patterns;
    private final Map<String, Optional<String>> meant = new HashMap<>();

    JumpLines(ConfigTree tree) {
        this.tree = tree;
        tree.hosts().forEach(it -> hosts.putIfAbsent(it.name(), it));
        this.patterns = tree.configuration().blocks().stream()
                .map(BlockMatch::block)
                .filter(it -> it.kind() == ConfigBlock.Kind.HOST)
                .flatMap(it -> HostPatterns.positive(it.conditions()).stream())
                .filter(it -> !HostPatterns.isEverybody(it) && !HostPatterns.isPlain(it))
                .distinct()
                .toList();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        for (NamedHost host : tree.hosts()) {
            Optional<ConfigValue> jump = host.first("proxyjump");
            if (jump.isPresent()) {
                List<String> circle = circle(host.name(), seen);
                if (!circle.isEmpty()) {
                    circleFinding(circle).ifPresent(findings::add);
                }
                Span at = jump.get().setAt();
                for (String hop : hops(jump.get().value())) {
                    if (unknown.add(hop + "\n" + at.line() + "\n" + at.source())) {
                        misspelt(hop, at).ifPresent(findings::add);
                    }
                }
            }
        }
        return findings;
    }

    /** The hosts of a chain, in the order in which ssh connects to them. */
    private static List<String> hops(String chain) {
        List<String> hops = new ArrayList<>();
        Optional<List<String>> words = JumpCommand.words(chain, Optional.empty(), "", 22);
        while (words.isPresent()) {
            hops.add(0, words.get().get(words.get().size() - 1));
            int before = words.get().indexOf("-J");
            words = before < 0
                    ? Optional.empty()
                    : JumpCommand.words(words.get().get(before + 1), Optional.empty(), "", 22);
        }
        return hops;
    }

    /**
     * The way from a host to the first jump host that comes up again; empty when it ends well.
     *
     * @param seen the hosts of earlier ways, with which this one has nothing new to tell; its own ones are added
     */
    private List<String> circle(String name, Set<String> seen) {
        List<String> way = new ArrayList<>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent() && seen.add(next.get())) {
            way.add(next.get());
            // Only the first host of a chain is reached by its own ProxyJump; the others are told theirs by -J.
            next = Optional.ofNullable(hosts.get(next.get()))
                    .flatMap(it -> it.first("proxyjump"))
                    .flatMap(it -> hops(it.value()).stream().findFirst());
        }
        int start = next.map(way::indexOf).orElse(-1);
        return start < 0 ? List.of() : List.copyOf(way.subList(start, way.size()));
    }

    private Optional<Finding> circleFinding(List<String> circle) {
        List<String> way = new ArrayList<>(circle);
        way.add(circle.get(0));
        Machine machine = tree.machine();
        List<Span> lines = circle.stream()
                .flatMap(it -> Optional.ofNullable(hosts.get(it)).stream())
                .flatMap(it -> it.first("proxyjump").stream())
                .map(ConfigValue::setAt)
                .distinct()
                .toList();
        boolean refused = tree.configuration().fatal().stream().anyMatch(it -> lines.contains(it.at()));
        if (refused) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                Certainty.PROVEN,
                Subject.host(),
                ConfigLines.capital(ConfigLines.place(machine, lines.get(0))) + " leads in a circle: " + words(way)
                        + ".");
        for (Span line : lines) {
            finding = finding.seen(line, "names the jump host");
        }
        return Optional.of(finding.withFix(
                circle.size() == 1
                        ? excepted(machine, circle.get(0), lines.get(0))
                        : Fix.manual("Take ProxyJump out of the block of the host that can be reached directly.")));
    }

    private Optional<Finding> misspelt(String hop, Span at) {
        Optional<String> near = meant.computeIfAbsent(hop, this::meant);
        return near.map(it -> Finding.of(
                        Certainty.POSSIBLE,
                        Subject.host(),
                        ConfigLines.capital(ConfigLines.place(tree.machine(), at)) + " jumps over " + hop
                                + ", for which no Host line is written; " + it + " is meant, it seems.")
                .seen(at, "names " + hop)
                .withEffect(Effect.NONE)
                .withFix(named(tree.machine(), at, hop, near)));
    }

    /** The host with nearly this name, where no Host line is written for the name itself. */
    private Optional<String> meant(String hop) {
        boolean known = hosts.containsKey(hop) || patterns.stream().anyMatch(it -> Patterns.matches(hop, it));
        return known || meant.size() > MOST_COMPARED ? Optional.empty() : Misspelling.nearest(hop, hosts.keySet());
    }

    /** "gpu over relay, relay over gpu again". */
    static String words(List<String> way) {
        List<String> steps = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            steps.add(way.get(i - 1) + " is reached over " + way.get(i));
        }
        return String.join(", ", steps) + " again";
    }

    /** The hosts that Host lines name in plain words. */
    static List<String> names(Configuration configuration) {
        return configuration.blocks().stream()
                .map(BlockMatch::block)
                .filter(it -> it.kind() == ConfigBlock.Kind.HOST)
                .flatMap(it -> it.conditions().stream())
                .filter(HostPatterns::isPlain)
                .distinct()
                .toList();
    }

    /** A line for many hosts holds for the jump host as well, unless that one's own block comes before it. */
    static Fix excepted(Machine machine, String hop, Span at) {
        return Fix.manual("Have " + hop + " reached directly: say so in its own block, above "
                        + ConfigLines.place(machine, at) + ".")
                .paste("Host " + hop + "\n    ProxyJump none");
    }

    /** Another name in the line that names a jump host. */
    static Fix named(Machine machine, Span at, String hop, Optional<String> near) {
        int start = at.text().lastIndexOf(hop);
        if (near.isEmpty() || start < 0) {
            return Fix.manual(
                    "Give " + hop + " a Host block with its HostName and User, or write its address in its place.");
        }
        String line = at.text().substring(0, start) + near.get() + at.text().substring(start + hop.length());
        Fix fix = Fix.ask("Write " + near.get() + " in " + ConfigLines.place(machine, at) + ".");
        return ConfigLines.isInFile(at) ? ConfigLines.replaceLine(fix, at, line) : fix.byHand(line);
    }
}
