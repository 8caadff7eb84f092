package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigTree.NamedHost;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Host lines that match no host at all, whatever is typed. */
final class DeadHostLines {
    private static final List<String> TELLING = List.of("hostname", "port", "user");

    private DeadHostLines() {}

    static Outcome of(ConfigTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (BlockMatch match : tree.configuration().blocks()) {
            ConfigBlock block = match.block();
            if (block.kind() == ConfigBlock.Kind.HOST && isWorthALook(block)) {
                nameless(tree.machine(), block)
                        .or(() -> quoted(tree.machine(), block))
                        .or(() -> commas(tree.machine(), block))
                        .or(() -> decorated(tree.machine(), block))
                        .or(() -> onlyNegated(tree.machine(), block))
                        .or(() -> negatedItself(tree.machine(), block))
                        .ifPresent(findings::add);
            }
        }
        findings.addAll(keptOut(tree));
        return ConfigLines.limited(findings);
    }

    /** Among ten thousand blocks nearly all name a host by its letters alone, and are fine. */
    private static boolean isWorthALook(ConfigBlock block) {
        for (String pattern : block.conditions()) {
            for (int i = 0; i < pattern.length(); i++) {
                if (",!@:[/ \t".indexOf(pattern.charAt(i)) >= 0) {
                    return true;
                }
            }
        }
        return block.conditions().isEmpty();
    }

    /** {@code Host #gpu}: ssh takes the line, and finds no pattern in it. */
    private static Optional<Finding> nameless(Machine machine, ConfigBlock block) {
        Span header = block.header();
        return block.conditions().isEmpty()
                ? Optional.of(finding(machine, header, "names no host: # begins a comment.", "names no host")
                        .withFix(Fix.manual("Write the hosts that are meant in " + ConfigLines.place(machine, header)
                                + ", or take the whole block out.")))
                : Optional.empty();
    }

    /** {@code Host "gpu pod"}: a name with a blank is refused when it is typed (OpenSSH 9.6 ssh.c valid_hostname). */
    private static Optional<Finding> quoted(Machine machine, ConfigBlock block) {
        Span header = block.header();
        Optional<String> parted = Optional.of(header.text().replace("\"", ""));
        return first(block, it -> it.indexOf(' ') >= 0 || it.indexOf('\t') >= 0)
                .map(it -> finding(
                                machine,
                                header,
                                "has \"" + it + "\" as one name, which no host has: quotation marks make one name of"
                                        + " all that stands between them.",
                                "is one name to ssh")
                        .withFix(HostLine.change(
                                Fix.safe("Take the quotation marks out of " + ConfigLines.place(machine, header) + "."),
                                header,
                                parted)));
    }

    private static Optional<Finding> commas(Machine machine, ConfigBlock block) {
        Span header = block.header();
        return first(block, it -> it.indexOf(',') >= 0)
                .map(it -> finding(
                                machine,
                                header,
                                "has " + it + " as one name, which no host has: Host lines part"
                                        + " names by blanks, not commas.",
                                "a comma parts nothing here")
                        .withFix(HostLine.change(
                                Fix.safe("Part the names by blanks in " + ConfigLines.place(machine, header) + "."),
                                header,
                                HostLine.with(header.text(), it, HostLine.parted(it)))));
    }

    private static Optional<Finding> decorated(Machine machine, ConfigBlock block) {
        Span header = block.header();
        Optional<String> never = first(
                block,
                it -> !HostPatterns.isNegated(it)
                        && HostPatterns.decorated(it)
                                .filter(odd -> odd.user().isPresent() || it.startsWith("ssh://"))
                                .isPresent());
        // ssh gpu:2222 does match Host gpu:2222; it leads somewhere only where a HostName takes the name's place.
        Optional<String> hardly = first(
                block,
                it -> !HostPatterns.isNegated(it)
                        && HostPatterns.decorated(it).isPresent()
                        && block.first("hostname").isEmpty());
        return never.or(() -> hardly)
                .map(it -> finding(
                                machine,
                                header,
                                "is for " + it + ", but Host lines are compared with the host alone, "
                                        + HostPatterns.decorated(it)
                                                .orElseThrow()
                                                .host() + ".",
                                "is more than a host")
                        .withFix(HostLine.change(
                                Fix.safe("Name only the host in " + ConfigLines.place(machine, header)
                                        + "; user and port have lines of their own."),
                                header,
                                HostLine.undecorated(block, it))));
    }

    private static Optional<Finding> onlyNegated(Machine machine, ConfigBlock block) {
        Span header = block.header();
        String first = block.conditions().isEmpty() ? "" : block.conditions().get(0);
        boolean only =
                !first.isEmpty() && HostPatterns.positive(block.conditions()).isEmpty();
        return only
                ? Optional.of(finding(
                                machine,
                                header,
                                "only says which hosts are not meant, so it fits none.",
                                "names no host that is meant")
                        .withFix(HostLine.change(
                                Fix.ask("Say in " + ConfigLines.place(machine, header)
                                        + " which hosts are meant: with * in front, all but those."),
                                header,
                                HostLine.with(header.text(), first, "* " + first))))
                : Optional.empty();
    }

    private static Optional<Finding> negatedItself(Machine machine, ConfigBlock block) {
        Span header = block.header();
        List<String> conditions = block.conditions();
        for (String pattern : HostPatterns.positive(conditions)) {
            Optional<String> exclusion = HostPatterns.exclusion(conditions, pattern)
                    .filter(it -> HostPatterns.isPlain(pattern)
                            || it.equals("!" + pattern)
                            || HostPatterns.isEverybody(it.substring(1)));
            if (exclusion.isPresent()) {
                String not = exclusion.get();
                return Optional.of(finding(
                                machine,
                                header,
                                "names " + pattern + " and leaves it out again by " + not + ".",
                                not + " outweighs " + pattern)
                        .withFix(HostLine.change(
                                Fix.ask("Take one of the two out of " + ConfigLines.place(machine, header) + "."),
                                header,
                                HostLine.with(header.text(), not, ""))));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(Machine machine, Span header, String words, String saying) {
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        ConfigLines.capital(ConfigLines.place(machine, header)) + " " + words)
                .seen(header, saying);
    }

    /** Hosts of an included file whose blocks do not count for them: its Include stands within another host's block. */
    private static List<Finding> keptOut(ConfigTree tree) {
        Configuration configuration = tree.configuration();
        List<ConfigProblem> includes = configuration.problems().stream()
                .filter(it -> it.kind() == ConfigProblem.Kind.INCLUDE)
                .toList();
        if (includes.isEmpty()) {
            return List.of();
        }
        BlockIndex index = new BlockIndex(configuration);
        // A Match block around an Include may count for the same host another time.
        boolean forHosts = includes.stream()
                        .map(it -> index.of(it.at()))
                        .allMatch(it -> it.isPresent() && it.get().kind() != ConfigBlock.Kind.MATCH)
                && configuration.blocks().stream().noneMatch(it -> it.fate() == BlockMatch.Fate.NOT_EVALUATED);
        Map<String, List<NamedHost>> byFile = new LinkedHashMap<>();
        if (forHosts) {
            for (NamedHost host : tree.hosts()) {
                Optional<ConfigBlock> block = index.of(host.namedAt());
                if (block.filter(it -> isWithoutEffect(it, host)).isPresent()) {
                    byFile.computeIfAbsent(host.namedAt().source(), file -> new ArrayList<>())
                            .add(host);
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        byFile.forEach((file, hosts) -> findings.add(
                keptOut(tree.machine(), file, hosts, includes.get(0).at())));
        return findings;
    }

    private static boolean isWithoutEffect(ConfigBlock block, NamedHost host) {
        List<Line> telling = block.lines().stream()
                .filter(it -> TELLING.contains(it.option()))
                .toList();
        return host.workedOut()
                && HostPatterns.names(block, host.name())
                && !telling.isEmpty()
                && telling.stream().noneMatch(it -> isMet(it, host));
    }

    private static boolean isMet(Line line, NamedHost host) {
        List<ConfigValue> values = host.options().getOrDefault(line.option(), List.of());
        return values.stream()
                .anyMatch(it -> it.setAt().equals(line.at()) || it.shadowed().contains(line.at()));
    }

    private static Finding keptOut(Machine machine, String file, List<NamedHost> hosts, Span include) {
        List<String> names = hosts.stream().map(NamedHost::name).toList();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The " + (hosts.size() == 1 ? "block" : "blocks") + " for " + ConfigLines.listed(names) + " in "
                                + machine.shown(file)
                                + (hosts.size() == 1 ? " never counts" : " never count")
                                + ": the file is included within a block for other hosts.")
                .seen(hosts.get(0).namedAt(), "does not count for " + names.get(0))
                .seen(include, "stands within another block")
                .withFix(ConfigLines.insertFirst(
                        Fix.ask("Move " + ConfigLines.place(machine, include)
                                        + " to the top, above the first Host line.")
                                .edit(include.source(), "-" + include.text()),
                        include.source(),
                        include.text().strip()));
    }

    private static Optional<String> first(ConfigBlock block, Predicate<String> is) {
        return block.conditions().stream().filter(is).findFirst();
    }
}
