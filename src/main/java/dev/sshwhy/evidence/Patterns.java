package dev.sshwhy.evidence;

/** Patterns with {@code *} and {@code ?}, and lists of them (ssh_config(5), PATTERNS; OpenSSH match.c). */
public final class Patterns {
    /** match_pattern_list copies each pattern into a buffer of this size and gives up when it does not fit. */
    private static final int LONGEST_IN_LIST = 1023;

    private Patterns() {}

    /** OpenSSH match_pattern, case-sensitive; without its recursion, so that no pattern takes long. */
    public static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** OpenSSH match_pattern_list: whether a comma list matches; a negated match outweighs all others. */
    public static boolean listMatches(String text, String list) {
        return verdictOfList(text, list) > 0;
    }

    /** As match_pattern_list answers: 1 for a match, -1 for a negated one, 0 for none. */
    public static int verdictOfList(String text, String list) {
        boolean positive = false;
        int at = 0;
        while (at < list.length()) {
            boolean negated = list.charAt(at) == '!';
            int start = negated ? at + 1 : at;
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            if (end - start >= LONGEST_IN_LIST) {
                return 0;
            }
            String pattern = list.substring(start, end);
            if (matches(text, pattern)) {
                if (negated) {
                    return -1;
                }
                positive = true;
            }
            at = end + 1;
        }
        return positive ? 1 : 0;
    }
}
