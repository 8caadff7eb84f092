package dev.sshwhy.collect;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Configuration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hosts of which nothing needs to be worked out, as most are in a long configuration: one block names them, it sets
 * plain values alone, and no other block says a word on the same options. Resolving each of ten thousand of them would
 * take most of the time, and tell what stands in the file.
 */
final class PlainHosts {
    /** Options that ssh takes as they are written, unless they hold a token or a variable. */
    private static final Set<String> PLAIN = Set.of(
            "compression",
            "connecttimeout",
            "forwardx11",
            "hostname",
            "identitiesonly",
            "identityfile",
            "loglevel",
            "port",
            "serveralivecountmax",
            "serveraliveinterval",
            "stricthostkeychecking",
            "tcpkeepalive",
            "user");

    /** What a block for many hosts says with a different outcome for each. */
    private static final Set<String> DIFFERS_BY_HOST = Set.of(
            "canonicaldomains", "canonicalizehostname", "canonicalizemaxdots", "hostname", "proxycommand", "proxyjump");

    private final Set<String> shared = new HashSet<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final Set<String> notPlain = new HashSet<>();
    private final boolean none;

    /**
     * @param configuration as resolved for a host that no block names
     * @param roots the files that nothing includes; a block of another one counts where its Include counts
     */
    PlainHosts(Configuration configuration, Set<String> roots) {
        boolean mixed = !roots.containsAll(configuration.files());
        for (BlockMatch match : configuration.blocks()) {
            if (!isNarrow(match.block())) {
                match.block().lines().forEach(it -> shared.add(it.option()));
                // What was not tried for that host may go wrong for others.
                mixed |= match.fate() != BlockMatch.Fate.APPLIES && !isPlain(match.block());
            }
            mixed |= match.fate() == BlockMatch.Fate.KEPT_OUT || match.fate() == BlockMatch.Fate.NOT_EVALUATED;
        }
        none = mixed || shared.stream().anyMatch(DIFFERS_BY_HOST::contains);
        for (BlockMatch match : configuration.blocks()) {
            if (!none && isNarrow(match.block())) {
                boolean plain = isPlain(match.block());
                for (ConfigBlock.Line line : match.block().lines()) {
                    plain &= !shared.contains(line.option());
                }
                for (String name : match.block().conditions()) {
                    named.merge(name, 1, Integer::sum);
                    if (!plain) {
                        notPlain.add(name);
                    }
                }
            }
        }
    }

    boolean contains(String host) {
        return !none && named.getOrDefault(host, 0) == 1 && !notPlain.contains(host);
    }

    /** Whether a block counts for hosts that it names in plain words, and for no others. */
    static boolean isNarrow(ConfigBlock block) {
        return block.kind() == ConfigBlock.Kind.HOST && arePlainNames(block.conditions());
    }

    private static boolean arePlainNames(List<String> patterns) {
        for (String it : patterns) {
            if (!isPlainName(it)) {
                return false;
            }
        }
        return true;
    }

    static boolean isPlainName(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && !pattern.startsWith("!");
    }

    private static boolean isPlain(ConfigBlock block) {
        for (ConfigBlock.Line line : block.lines()) {
            if (!PLAIN.contains(line.option())
                    || line.value().indexOf('%') >= 0
                    || line.value().indexOf('$') >= 0) {
                return false;
            }
        }
        return true;
    }
}
