package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@link Configuration#blockOf} for a configuration with thousands of blocks, of which most are asked for. */
final class BlockIndex {
    private final Map<String, TreeMap<Integer, ConfigBlock>> byFile = new HashMap<>();

    BlockIndex(Configuration configuration) {
        for (BlockMatch match : configuration.blocks()) {
            Span header = match.block().header();
            byFile.computeIfAbsent(header.source(), file -> new TreeMap<>()).putIfAbsent(header.line(), match.block());
        }
    }

    /** The block that a line of a file stands in; empty for the command line. */
    Optional<ConfigBlock> of(Span at) {
        return Optional.ofNullable(byFile.get(at.source()))
                .flatMap(it -> Optional.ofNullable(it.floorEntry(at.line())))
                .map(Map.Entry::getValue);
    }
}
