package dev.sshwhy.checks.config;

import dev.sshwhy.checks.config.Shadowing.Meant;
import dev.sshwhy.checks.config.Shadowing.Place;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A general block set an option before the host's own block does: the first value counts (ssh_config(5)). The other
 * order is how defaults are written, and no fault.
 */
public final class OptionShadowed implements LintCheck {
    /** What decides where ssh goes, as whom and with which keys. */
    private static final List<String> OPTIONS = List.of(
            "hostname",
            "identitiesonly",
            "identityagent",
            "port",
            "preferredauthentications",
            "proxycommand",
            "proxyjump",
            "pubkeyauthentication",
            "user");

    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (String option : OPTIONS) {
            facts.configuration().first(option).ifPresent(it -> judge(facts, option, it, findings));
        }
        if (findings.isEmpty()) {
            for (ConfigProblem problem : facts.configuration().problems()) {
                if (problem.kind() == ConfigProblem.Kind.NOT_EVALUATED) {
                    return Outcome.cannotTell(ConfigLines.place(facts.machine(), problem.at()), problem.message());
                }
            }
        }
        return Outcome.of(findings);
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return ShadowedLines.of(tree);
    }

    private static void judge(Snapshot facts, String option, ConfigValue setting, List<Finding> findings) {
        if (!ConfigLines.isInFile(setting.setAt())) {
            return; // who types an option means it
        }
        Function<Span, Optional<ConfigBlock>> blockOf = facts.configuration()::blockOf;
        Optional<Place> early = place(setting.setAt(), blockOf);
        for (Span span : setting.shadowed()) {
            Optional<Place> late = place(span, blockOf);
            if (early.isPresent() && late.isPresent() && !isSystems(facts, early.get(), late.get())) {
                Optional<Finding> found = Shadowing.of(
                                early.get(), late.get(), facts.target().typedHost())
                        .flatMap(it -> judge(facts, option, it));
                if (found.isPresent()) {
                    findings.add(found.get());
                    return;
                }
            }
        }
    }

    /** A line with its block, as the file has it. */
    static Optional<Place> place(Span at, Function<Span, Optional<ConfigBlock>> blockOf) {
        return blockOf.apply(at).flatMap(block -> line(block, at).map(it -> new Place(it, block)));
    }

    /** The lines of a block stand in order, and there may be many. */
    private static Optional<ConfigBlock.Line> line(ConfigBlock block, Span at) {
        List<ConfigBlock.Line> lines = block.lines();
        int low = 0;
        int high = lines.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.get(middle).at().line() < at.line()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < lines.size() && lines.get(low).at().equals(at) ? Optional.of(lines.get(low)) : Optional.empty();
    }

    /** The user's own file is there to say otherwise than the system's. */
    private static boolean isSystems(Snapshot facts, Place early, Place late) {
        String home = facts.machine().home() + "/";
        return early.line().at().source().startsWith(home)
                && !late.line().at().source().startsWith(home);
    }

    private static Optional<Finding> judge(Snapshot facts, String option, Shadowing shadowing) {
        boolean aboutKeys = isAboutKeys(option);
        boolean hurts = aboutKeys
                ? turnsKeysOff(option, shadowing)
                : List.of("hostname", "port", "user", "proxyjump", "proxycommand")
                                .contains(option)
                        && Standing.of(facts, List.of(option)) == Standing.FITS;
        Meant meant = shadowing.meant();
        if (meant != Meant.LATE && !hurts) {
            return Optional.empty();
        }
        boolean blocks = meant != Meant.UNCLEAR && hurts && !aboutKeys;
        Certainty certainty =
                meant == Meant.UNCLEAR ? Certainty.POSSIBLE : blocks ? Certainty.LIKELY : Certainty.PROVEN;
        ConfigBlock late = shadowing.late().block();
        boolean safe = blocks
                && late.kind() == ConfigBlock.Kind.HOST
                && Closeness.of(late, facts.target().typedHost()).namesHost();
        Finding finding = shadowing.finding(facts.machine(), certainty, "", safe, false);
        return Optional.of(blocks ? finding : finding.withEffect(Effect.NONE));
    }

    /** That ssh uses no keys is a finding of its own, which accounts for this one. */
    private static boolean isAboutKeys(String option) {
        return option.equals("pubkeyauthentication") || option.equals("preferredauthentications");
    }

    private static boolean turnsKeysOff(String option, Shadowing shadowing) {
        String value = shadowing.early().line().value();
        String meant = shadowing.late().line().value();
        return option.equals("pubkeyauthentication")
                ? isOff(value) && !isOff(meant)
                : !ConfigLines.commaList(value).contains("publickey")
                        && ConfigLines.commaList(meant).contains("publickey");
    }

    private static boolean isOff(String value) {
        return value.equalsIgnoreCase("no") || value.equalsIgnoreCase("false");
    }
}
