package dev.sshwhy.checks.target;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that stand in documentation where a reader's own value belongs. */
final class Stopgap {
    private static final Set<String> NOUNS =
            Set.of("ADDRESS", "DOMAIN", "HOSTNAME", "ID", "IP", "KEY", "PORT", "USER", "USERNAME");

    private static final Set<String> SHOUTED = Set.of("HOSTNAME", "IP", "IP-ADDRESS", "POD-IP", "USER", "USERNAME");

    private static final Set<String> COMMON_NAMES = Set.of(
            "host",
            "hostname",
            "ip",
            "ip-address",
            "ip_address",
            "ipaddress",
            "pod",
            "pod-ip",
            "pod_ip",
            "podip",
            "remote",
            "remote-host",
            "remote_host",
            "server",
            "server-ip",
            "server_ip",
            "serverip",
            "yourhost",
            "yourip",
            "yourserver");

    private static final List<String> DOCUMENTATION_NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    private static final List<String> DOCUMENTATION_DOMAINS = List.of("example.com", "example.net", "example.org");

    private Stopgap() {}

    /** {@code [POD_IP]}, {@code <host>}, {@code {{host}}}, {@code $POD_IP}, {@code %POD_IP%}: no name is like that. */
    static boolean isMarked(String word) {
        return isBetween(word, '[', ']')
                || isBetween(word, '<', '>')
                || isBetween(word, '{', '}')
                || (word.length() > 1 && word.startsWith("$") && isLetter(word.charAt(1)))
                || (word.length() > 3 && word.startsWith("%") && word.endsWith("%") && isLetter(word.charAt(1)));
    }

    /** {@code YOUR_IP}, {@code your-server}, {@code POD_IP}, {@code x.x.x.x}: hardly a real name. */
    static boolean isWorded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean yours = lower.startsWith("your-") || lower.startsWith("your_") || word.startsWith("YOUR");
        int underscore = word.lastIndexOf('_');
        boolean capitals = word.chars().allMatch(it -> (it >= 'A' && it <= 'Z') || it == '_' || it == '-');
        boolean noun = capitals && underscore > 0 && NOUNS.contains(word.substring(underscore + 1));
        return (yours && word.indexOf('.') < 0) || noun || SHOUTED.contains(word) || isCrossedAddress(lower);
    }

    /** {@code host}, {@code server}: some machine may be called so. */
    static boolean isCommonName(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return COMMON_NAMES.contains(lower) || lower.endsWith("_host") || lower.endsWith("_server");
    }

    /** Names and addresses that are set aside for documentation (RFC 2606, RFC 5737), and Runpod's own example. */
    static boolean isDocumentation(String host, int port) {
        return (host.equals("213.173.108.12") && port == 17445)
                || DOCUMENTATION_NETWORKS.stream().anyMatch(host::startsWith)
                || DOCUMENTATION_DOMAINS.stream().anyMatch(it -> host.equals(it) || host.endsWith("." + it));
    }

    /** {@code /path/to/key} and whatever stands marked or worded in a path's last part. */
    static boolean isPath(String path) {
        String slashed = path.replace('\\', '/');
        String last = slashed.substring(slashed.lastIndexOf('/') + 1);
        return slashed.toLowerCase(Locale.ROOT).contains("path/to/") || isMarked(last) || isWorded(last);
    }

    private static boolean isBetween(String word, char open, char close) {
        int start = word.indexOf(open);
        int end = word.indexOf(close, start + 1);
        if (start < 0 || end < 0) {
            return false;
        }
        String inside = word.substring(start + 1, end);
        // "[::1]:22" and "[203.0.113.7]" are addresses in brackets.
        return inside.chars().anyMatch(Stopgap::isLetter) && inside.indexOf(':') < 0 && inside.indexOf('.') < 0;
    }

    private static boolean isCrossedAddress(String word) {
        String[] parts = word.split("\\.", -1);
        boolean crossed = false;
        for (String part : parts) {
            boolean crosses =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(it -> it == 'x');
            boolean digits = !part.isEmpty() && part.chars().allMatch(it -> it >= '0' && it <= '9');
            if (!crosses && !digits) {
                return false;
            }
            crossed |= crosses;
        }
        return crossed && parts.length == 4;
    }

    private static boolean isLetter(int it) {
        return (it >= 'A' && it <= 'Z') || (it >= 'a' && it <= 'z');
    }
}
