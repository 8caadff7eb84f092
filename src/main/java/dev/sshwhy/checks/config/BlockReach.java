package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import java.util.List;
import java.util.Set;

/**
 * How many hosts a block is for.
 *
 * @param isWide whether it is for hosts that nobody thought of when writing it: all, or a whole network
 * @param words the hosts, in words
 */
record BlockReach(boolean isWide, String words) {
    /** Conditions of a Match line that say nothing about where ssh goes. */
    private static final Set<String> ANYWHERE = Set.of("all", "user", "localuser", "canonical", "final");

    private static final int SHORT_DOMAIN = 3;
    private static final int NARROW_NETWORK = 3;

    static BlockReach of(ConfigBlock block) {
        return switch (block.kind()) {
            case TOP -> new BlockReach(true, "every host");
            case HOST -> of(block.conditions());
            case MATCH -> ofMatch(block.conditions());
        };
    }

    private static BlockReach of(List<String> patterns) {
        List<String> positive = HostPatterns.positive(patterns);
        boolean wide = positive.stream().anyMatch(BlockReach::isWide);
        if (wide && positive.stream().anyMatch(HostPatterns::isEverybody)) {
            return new BlockReach(true, positive.size() == patterns.size() ? "every host" : "nearly every host");
        }
        return new BlockReach(wide, positive.isEmpty() ? "no host" : ConfigLines.listed(positive));
    }

    private static BlockReach ofMatch(List<String> conditions) {
        for (String condition : conditions) {
            if (HostPatterns.isAboutHost(condition)) {
                return of(HostPatterns.listed(condition));
            }
        }
        boolean anywhere = conditions.stream().allMatch(it -> ANYWHERE.contains(keyword(it)));
        return new BlockReach(
                anywhere,
                anywhere ? "every host" : "any host that fits \"Match " + String.join(" ", conditions) + "\"");
    }

    private static String keyword(String condition) {
        String plain = condition.startsWith("!") ? condition.substring(1) : condition;
        int blank = plain.indexOf(' ');
        return blank < 0 ? plain : plain.substring(0, blank);
    }

    /** {@code *}, {@code *.*}, {@code *.com}, {@code 10.*}; but neither {@code web*} nor {@code *.example.org}. */
    private static boolean isWide(String pattern) {
        if (HostPatterns.isPlain(pattern)) {
            return false;
        }
        String[] labels = pattern.split("\\.", -1);
        int numbers = 0;
        for (int i = 0; i < labels.length; i++) {
            boolean isTopDomain = i > 0 && i == labels.length - 1 && labels[i].length() <= SHORT_DOMAIN;
            if (labels[i].chars().anyMatch(Character::isLetter) && !isTopDomain) {
                return false;
            }
            numbers += !labels[i].isEmpty() && labels[i].chars().allMatch(Character::isDigit) ? 1 : 0;
        }
        return numbers < NARROW_NETWORK;
    }
}
