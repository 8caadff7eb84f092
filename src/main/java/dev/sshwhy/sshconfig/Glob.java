package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;

/**
 * File name patterns as the glob(3) that OpenSSH brings along expands them for Include: sorted by bytes, hidden files only
 * when asked for by their dot. A set is negated by "!" alone, not by "^".
 */
final class Glob {
    private static final int MOST_PATHS = 10_000;

    private final ConfigFiles files;

    Glob(ConfigFiles files) {
        this.files = files;
    }

    /** Whether the pattern can mean more than one name. */
    static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /** The paths that an absolute pattern matches; empty when there are none. */
    List<String> paths(String pattern) {
        List<String> paths = new ArrayList<>();
        int root = 0;
        while (root < pattern.length() && pattern.charAt(root) == '/') {
            root++;
        }
        collect(pattern.substring(0, root), pattern.substring(root), paths);
        return paths;
    }

    private void collect(String folder, String pattern, List<String> found) {
        if (found.size() >= MOST_PATHS) {
            return;
        }
        int slash = pattern.indexOf('/');
        String name = slash < 0 ? pattern : pattern.substring(0, slash);
        int next = slash < 0 ? pattern.length() : slash;
        while (next < pattern.length() && pattern.charAt(next) == '/') {
            next++;
        }
        String separator = slash < 0 ? "" : pattern.substring(slash, next);
        String rest = pattern.substring(next);
        if (!isPattern(name)) {
            step(folder + unescaped(name), separator, rest, found, false);
            return;
        }
        files.names(folder.isEmpty() ? "." : folder).stream()
                .map(Bytes::of)
                .filter(it -> (name.startsWith(".") || !it.startsWith(".")) && matches(it, name))
                .sorted()
                .forEach(it -> step(folder + it, separator, rest, found, true));
    }

    /** @param listed whether a directory has this name, be it a link that leads nowhere, which glob(3) takes too */
    private void step(String path, String separator, String rest, List<String> found, boolean listed) {
        if (!rest.isEmpty()) {
            collect(path + separator, rest, found);
        } else if ((listed && separator.isEmpty()) || files.exists(Bytes.text(path + separator))) {
            found.add(path + separator);
        }
    }

    private static String unescaped(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '\\' && i + 1 < name.length()) {
                i++;
            }
            out.append(name.charAt(i));
        }
        return out.toString();
    }

    /** fnmatch(3) for one name; the last star is the only one that is ever tried again. */
    static boolean matches(String name, String pattern) {
        int n = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length() || p < pattern.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
                continue;
            }
            int after = n < name.length() && p < pattern.length() ? afterOne(name.charAt(n), pattern, p) : -1;
            if (after >= 0) {
                p = after;
                n++;
            } else if (star >= 0 && resume < name.length()) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        return true;
    }

    /** The place behind the pattern's next element when it takes the character; -1 when it does not. */
    private static int afterOne(char c, String pattern, int at) {
        char element = pattern.charAt(at);
        if (element == '?') {
            return at + 1;
        }
        if (element == '\\' && at + 1 < pattern.length()) {
            return pattern.charAt(at + 1) == c ? at + 2 : -1;
        }
        return element == '[' && closes(pattern, at) ? afterSet(c, pattern, at) : element == c ? at + 1 : -1;
    }

    /** Whether a "]" follows that is neither the first of the set nor behind a backslash; without one "[" is a plain character. */
    private static boolean closes(String pattern, int open) {
        int first = isAt(pattern, open + 1, '!') ? open + 2 : open + 1;
        for (int i = afterCharacter(pattern, first); i < pattern.length(); i = afterCharacter(pattern, i)) {
            if (pattern.charAt(i) == ']') {
                return true;
            }
        }
        return false;
    }

    private static int afterSet(char c, String pattern, int open) {
        boolean negated = isAt(pattern, open + 1, '!');
        int first = negated ? open + 2 : open + 1;
        boolean inside = false;
        int i = first;
        while (i < pattern.length() && (i == first || pattern.charAt(i) != ']')) {
            int colon = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            if (colon >= 0) {
                inside |= isOfClass(c, pattern.substring(i + 2, colon));
                i = colon + 2;
                continue;
            }
            int next = afterCharacter(pattern, i);
            char low = pattern.charAt(next - 1);
            char high = low;
            if (isAt(pattern, next, '-') && next + 1 < pattern.length() && !isAt(pattern, next + 1, ']')) {
                next = afterCharacter(pattern, next + 1);
                high = pattern.charAt(next - 1);
            }
            inside |= c >= low && c <= high;
            i = next;
        }
        return inside != negated ? i + 1 : -1;
    }

    private static boolean isAt(String pattern, int at, char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    /** The place behind one character, with the backslash before it. */
    private static int afterCharacter(String pattern, int at) {
        return Math.min(pattern.length(), isAt(pattern, at, '\\') && at + 1 < pattern.length() ? at + 2 : at + 1);
    }

    /** The classes of isalpha(3) and its kin, in the C locale. */
    private static boolean isOfClass(char c, String name) {
        boolean digit = c >= '0' && c <= '9';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean lower = c >= 'a' && c <= 'z';
        boolean graph = c > ' ' && c < 127;
        return switch (name) {
            case "digit" -> digit;
            case "upper" -> upper;
            case "lower" -> lower;
            case "alpha" -> upper || lower;
            case "alnum" -> upper || lower || digit;
            case "xdigit" -> digit || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
            case "blank" -> c == ' ' || c == '\t';
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "cntrl" -> c < ' ' || c == 127;
            case "graph" -> graph;
            case "print" -> graph || c == ' ';
            case "punct" -> graph && !(upper || lower || digit);
            default -> false;
        };
    }
}
