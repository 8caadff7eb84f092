package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import java.util.List;

/**
 * A resolved configuration, and how its blocks fared.
 *
 * @param configuration what ssh would use
 * @param blocks every Host and Match line that was met, in order
 */
public record Resolution(Configuration configuration, List<Block> blocks) {
    public Resolution {
        blocks = List.copyOf(blocks);
    }

    /**
     * A Host or Match line.
     *
     * @param header the line
     * @param patterns the patterns of a Host line; empty for Match
     * @param matches whether its options counted in the last pass
     */
    public record Block(Span header, List<String> patterns, boolean matches) {
        public Block {
            patterns = List.copyOf(patterns);
        }
    }
}
