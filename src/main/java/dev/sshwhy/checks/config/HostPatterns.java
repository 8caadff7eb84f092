package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Patterns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The patterns of Host and Match lines (ssh_config(5), PATTERNS), and what was meant by those that are none. */
final class HostPatterns {
    private HostPatterns() {}

    /**
     * A pattern that holds more than a host: {@code root@gpu:2222}, {@code [gpu]:2222}, {@code ssh://gpu}.
     *
     * @param host the host in it
     * @param port the port in it, digits only
     */
    record Decorated(Optional<String> user, String host, Optional<String> port) {}

    static boolean isNegated(String pattern) {
        return pattern.startsWith("!");
    }

    /** Whether it names one host: no wildcard, no negation. */
    static boolean isPlain(String pattern) {
        return !isNegated(pattern) && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether it is nothing but stars, and so names nobody in particular. */
    static boolean isEverybody(String pattern) {
        return !pattern.isEmpty() && pattern.chars().allMatch(it -> it == '*');
    }

    /** The patterns without a {@code !}. */
    static List<String> positive(List<String> patterns) {
        return patterns.stream().filter(it -> !isNegated(it)).toList();
    }

    /** The negated pattern that keeps a name off, where one does. */
    static Optional<String> exclusion(List<String> patterns, String name) {
        return patterns.stream()
                .filter(it -> isNegated(it) && Patterns.matches(name, it.substring(1)))
                .findFirst();
    }

    /** The patterns that a Match line's condition such as "host gpu,web" lists; they are compared without capitals. */
    static List<String> listed(String condition) {
        int blank = condition.indexOf(' ');
        return blank < 0
                ? List.of()
                : ConfigLines.commaList(condition.substring(blank + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether one of the listed patterns matches, and none of the negated ones does. */
    static boolean listMatches(List<String> patterns, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return exclusion(patterns, lower).isEmpty()
                && positive(patterns).stream().anyMatch(it -> Patterns.matches(lower, it));
    }

    /** Whether a Match condition says which hosts are meant: "host …" or "originalhost …". */
    static boolean isAboutHost(String condition) {
        return condition.startsWith("host ") || condition.startsWith("originalhost ");
    }

    /** Whether a Host line names a host in plain words, and does not exclude it. */
    static boolean names(ConfigBlock block, String host) {
        return block.kind() == ConfigBlock.Kind.HOST
                && block.conditions().contains(host)
                && isPlain(host)
                && exclusion(block.conditions(), host).isEmpty();
    }

    /** What a pattern holds beside the host; empty where it is a host and no more. */
    static Optional<Decorated> decorated(String pattern) {
        boolean url = pattern.startsWith("ssh://");
        String rest = url ? pattern.substring("ssh://".length()) : pattern;
        int slash = rest.indexOf('/');
        rest = slash >= 0 && url ? rest.substring(0, slash) : rest;
        int at = rest.lastIndexOf('@');
        Optional<String> user = at > 0 ? Optional.of(rest.substring(0, at)) : Optional.empty();
        rest = rest.substring(at + 1);
        int close = rest.startsWith("[") ? rest.indexOf(']') : -1;
        int colon = close >= 0 ? close + 1 : rest.indexOf(':');
        boolean portFollows =
                colon >= 0 && colon < rest.length() && rest.charAt(colon) == ':' && isPort(rest.substring(colon + 1));
        Optional<String> port = portFollows ? Optional.of(rest.substring(colon + 1)) : Optional.empty();
        String host = close >= 0 ? rest.substring(1, close) : portFollows ? rest.substring(0, colon) : rest;
        boolean isMore = url || at >= 0 || close >= 0 || portFollows;
        return isMore && !host.isEmpty() ? Optional.of(new Decorated(user, host, port)) : Optional.empty();
    }

    /** Whether a text is a TCP port. */
    static boolean isPort(String text) {
        return !text.isEmpty()
                && text.length() <= 5
                && text.chars().allMatch(it -> it >= '0' && it <= '9')
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= 65535;
    }

    /** Whether a name can only be an address: digits and dots, or colons. */
    static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.chars().allMatch(it -> it == '.' || (it >= '0' && it <= '9'));
    }

    /** An IPv4 address that is not one of a private, local or shared range (RFC 6890). */
    static boolean isPublicAddress(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean fits = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(it -> it >= '0' && it <= '9')
                    && Integer.parseInt(part) <= 255;
            if (!fits) {
                return false;
            }
        }
        int first = Integer.parseInt(parts[0]);
        int second = Integer.parseInt(parts[1]);
        boolean inside = first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168);
        return !inside;
    }
}
