package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How closely a block that counts for a host is written for it; from what is for everybody to what is for it alone. */
enum Closeness {
    /** The top of a file, {@code Host *}, {@code Match all}, {@code Host * !nas}. */
    GENERAL,
    /** A pattern with a wildcard, or a condition that is not about the host. */
    WIDE,
    /** The host's name among others. */
    SHARED,
    /** The host's name alone. */
    OWN;

    /** Whether the host's name stands in it. */
    boolean namesHost() {
        return this == SHARED || this == OWN;
    }

    /**
     * How closely a block is written for a host that it counts for.
     *
     * @param typed the host as typed
     */
    static Closeness of(ConfigBlock block, String typed) {
        return switch (block.kind()) {
            case TOP -> GENERAL;
            case HOST -> ofPatterns(block.conditions(), typed);
            case MATCH -> ofConditions(block.conditions(), typed);
        };
    }

    /** Whether a block is bound to more than hosts, and so is an exception made on purpose. */
    static boolean isConditional(ConfigBlock block) {
        return block.kind() == ConfigBlock.Kind.MATCH
                && block.conditions().stream().anyMatch(it -> !isAboutHosts(it) && !it.equals("all"));
    }

    private static boolean isAboutHosts(String condition) {
        return HostPatterns.isAboutHost(condition.startsWith("!") ? condition.substring(1) : condition);
    }

    private static Closeness ofConditions(List<String> conditions, String typed) {
        List<String> patterns = new ArrayList<>();
        conditions.stream().filter(HostPatterns::isAboutHost).forEach(it -> patterns.addAll(HostPatterns.listed(it)));
        boolean general = conditions.stream().allMatch(it -> isAboutHosts(it) || it.equals("all"));
        if (patterns.isEmpty()) {
            return general ? GENERAL : WIDE;
        }
        return ofPatterns(patterns, typed.toLowerCase(Locale.ROOT));
    }

    private static Closeness ofPatterns(List<String> patterns, String typed) {
        List<String> positive = HostPatterns.positive(patterns);
        // Match host sees HostName where there is one; its name is not the one typed, but the host's own all the same.
        boolean named = positive.contains(typed)
                || (positive.stream().allMatch(HostPatterns::isPlain)
                        && positive.stream().noneMatch(it -> Patterns.matches(typed, it)));
        if (named) {
            return positive.size() == 1 ? OWN : SHARED;
        }
        boolean narrows =
                positive.stream().anyMatch(it -> !HostPatterns.isEverybody(it) && Patterns.matches(typed, it));
        return narrows || positive.stream().noneMatch(HostPatterns::isEverybody) ? WIDE : GENERAL;
    }
}
