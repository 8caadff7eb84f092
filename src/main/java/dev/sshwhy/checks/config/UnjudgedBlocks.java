package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Outcome;
import java.util.Optional;
import java.util.function.Predicate;

/** Blocks of which nobody found out whether they count, such as those of a Match exec that was not run. */
final class UnjudgedBlocks {
    private UnjudgedBlocks() {}

    /** That nothing can be told, where such a block sets this option. */
    static Optional<Outcome> setting(Snapshot facts, String option) {
        return where(facts, it -> it.first(option).isPresent());
    }

    /** That nothing can be told, where such a block would make a difference. */
    static Optional<Outcome> where(Snapshot facts, Predicate<ConfigBlock> makesDifference) {
        Configuration configuration = facts.configuration();
        return configuration.blocks().stream()
                .filter(it -> it.fate() == BlockMatch.Fate.NOT_EVALUATED)
                .map(BlockMatch::block)
                .filter(makesDifference)
                .findFirst()
                .map(it -> Outcome.cannotTell(ConfigLines.place(facts.machine(), it.header()), why(configuration, it)));
    }

    /** The block of a file of the user's own that is written for this host. */
    static Optional<ConfigBlock> own(Snapshot facts) {
        return facts.configuration().blocks().stream()
                .filter(BlockMatch::applies)
                .map(BlockMatch::block)
                .filter(it -> it.kind() == ConfigBlock.Kind.HOST
                        && Closeness.of(it, facts.target().typedHost()).namesHost()
                        && it.header().source().startsWith(facts.machine().home() + "/"))
                .findFirst();
    }

    private static String why(Configuration configuration, ConfigBlock block) {
        return configuration.problems().stream()
                .filter(it ->
                        it.kind() == ConfigProblem.Kind.NOT_EVALUATED && it.at().equals(block.header()))
                .map(ConfigProblem::message)
                .findFirst()
                .orElse("its condition was not looked at");
    }
}
