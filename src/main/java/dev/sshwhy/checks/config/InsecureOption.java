package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lines that trade away what ssh protects: checked host keys, the agent, sound algorithms (ssh_config(5)). */
public final class InsecureOption implements LintCheck {
    private static final String STRICT = "stricthostkeychecking";
    private static final Set<String> NEVER = Set.of("no", "off", "false");
    private static final Set<String> NOWHERE = Set.of("/dev/null", "none", "nul");

    /** Of this login, only the lines that count; who types an option means it. */
    @Override
    public Outcome check(Snapshot facts) {
        boolean loopback = isWithin(facts.target().host());
        String strict = facts.configuration().text(STRICT, "ask").toLowerCase(Locale.ROOT);
        List<Finding> findings = new ArrayList<>();
        for (BlockMatch match : facts.configuration().blocks()) {
            for (ConfigBlock.Line line : match.block().lines()) {
                boolean counts = match.applies()
                        && facts.configuration()
                                .first(line.option())
                                .filter(it -> it.setAt().equals(line.at()))
                                .isPresent();
                boolean excused = loopback
                        && isAboutHostKeys(line)
                        && !BlockReach.of(match.block()).isWide();
                if (counts && !excused) {
                    finding(facts.machine(), match.block(), line, strict).ifPresent(findings::add);
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        List<Finding> findings = new ArrayList<>();
        Set<Span> told = new HashSet<>(); // a file may be included twice
        for (BlockMatch match : tree.configuration().blocks()) {
            String strict =
                    match.block().first(STRICT).map(ConfigBlock.Line::value).orElse("ask");
            for (ConfigBlock.Line line : match.block().lines()) {
                boolean excused = isAboutHostKeys(line)
                        && staysWithin(match.block())
                        && !BlockReach.of(match.block()).isWide();
                if (isCandidate(line) && !excused && told.add(line.at())) {
                    finding(tree.machine(), match.block(), line, strict.toLowerCase(Locale.ROOT))
                            .ifPresent(findings::add);
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    /** A machine within this one gets a new key each time it is made, and nobody stands in between. */
    private static boolean isWithin(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    }

    /** Whether a block leads to a machine within this one, and nowhere else. */
    private static boolean staysWithin(ConfigBlock block) {
        List<String> hosts = HostPatterns.positive(block.conditions());
        return block.kind() == ConfigBlock.Kind.HOST
                && (block.first("hostname").filter(it -> isWithin(it.value())).isPresent()
                        || (block.first("hostname").isEmpty() && hosts.stream().allMatch(InsecureOption::isWithin)));
    }

    private static boolean isCandidate(ConfigBlock.Line line) {
        return isAboutHostKeys(line) || line.option().equals("forwardagent") || WeakAlgorithms.isList(line);
    }

    private static boolean isAboutHostKeys(ConfigBlock.Line line) {
        return line.option().equals(STRICT) || line.option().equals("userknownhostsfile");
    }

    private static Optional<Finding> finding(Machine machine, ConfigBlock block, ConfigBlock.Line line, String strict) {
        BlockReach reach = BlockReach.of(block);
        String value = line.value().toLowerCase(Locale.ROOT);
        boolean isTold = switch (line.option()) {
            case STRICT -> NEVER.contains(value);
            // With strict checking, the keys come from a file that somebody else keeps.
            case "userknownhostsfile" -> NOWHERE.contains(value) && !strict.equals("yes") && !strict.equals("true");
            case "forwardagent" -> reach.isWide() && !NEVER.contains(value);
            default -> !WeakAlgorithms.switchedOn(line, reach).isEmpty();
        };
        return isTold ? Optional.of(finding(machine, reach, line)) : Optional.empty();
    }

    private static Finding finding(Machine machine, BlockReach reach, ConfigBlock.Line line) {
        List<String> weak = WeakAlgorithms.switchedOn(line, reach);
        String words = switch (line.option()) {
            case STRICT ->
                "lets ssh connect to " + reach.words() + " whatever host key it shows, a changed one too: who stands in"
                        + " between is not noticed.";
            case "userknownhostsfile" ->
                "makes ssh forget the host key of " + reach.words() + " at once, so it cannot notice a changed one.";
            case "forwardagent" ->
                "lends the agent to " + reach.words()
                        + ": who is root there can log in elsewhere with its keys as long as" + " you are connected.";
            default ->
                "lets ssh use " + ConfigLines.listed(weak) + " with " + reach.words() + ", too weak for today"
                        + (reach.isWide() ? "." : ": fine only while nothing better works there.");
        };
        Span at = line.at();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        ConfigLines.capital(ConfigLines.place(machine, at)) + " " + words)
                .seen(at, "counts for " + reach.words())
                .withEffect(Effect.NONE)
                .withFix(at.source().startsWith("/etc/") ? overruled(machine, at) : fix(line, weak));
    }

    private static Fix fix(ConfigBlock.Line line, List<String> weak) {
        Span at = line.at();
        return switch (line.option()) {
            case STRICT ->
                ConfigLines.replaceLine(
                        Fix.ask("Write accept-new: new host keys are taken unasked, changed ones are not."),
                        at,
                        ConfigLines.withValue(at.text(), "accept-new"));
            case "userknownhostsfile" ->
                Fix.ask("Take the line out: ssh then keeps host keys in ~/.ssh/known_hosts.")
                        .edit(at.source(), "-" + at.text());
            case "forwardagent" ->
                Fix.ask("Take the line out. To go on from one host to the next, ProxyJump needs no agent.")
                        .edit(at.source(), "-" + at.text());
            default -> {
                Fix fix = Fix.ask("Take " + ConfigLines.listed(weak) + " out of the list.");
                yield WeakAlgorithms.without(line, weak)
                        .map(it -> ConfigLines.replaceLine(fix, at, ConfigLines.withValue(at.text(), it)))
                        .orElseGet(() -> fix.edit(at.source(), "-" + at.text()));
            }
        };
    }

    /** The system's own file is not the user's to change. */
    private static Fix overruled(Machine machine, Span at) {
        return Fix.manual("Say otherwise for " + ConfigLines.keyword(at.text()) + " in "
                + machine.shown(machine.home() + "/.ssh/config") + ", which ssh reads before " + at.source() + ".");
    }
}
