package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;

/** File name patterns as glob(3) expands them for Include: sorted by bytes, hidden files only when asked for by their dot. */
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
            step(folder + unescaped(name), separator, rest, found);
            return;
        }
        files.names(folder.isEmpty() ? "." : folder).stream()
                .map(Bytes::of)
                .filter(it -> (name.startsWith(".") || !it.startsWith(".")) && matches(it, name))
                .sorted()
                .forEach(it -> step(folder + it, separator, rest, found));
    }

    private void step(String path, String separator, String rest, List<String> found) {
        if (!rest.isEmpty()) {
            collect(path + separator, rest, found);
        } else if (files.exists(Bytes.text(path + separator))) {
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
        int close = element == '[' ? closing(pattern, at) : -1;
        if (close < 0) {
            return element == c ? at + 1 : -1;
        }
        boolean negated = pattern.charAt(at + 1) == '!' || pattern.charAt(at + 1) == '^';
        boolean inside = false;
        for (int i = negated ? at + 2 : at + 1; i < close; i++) {
            char low = pattern.charAt(i);
            boolean range = i + 2 < close && pattern.charAt(i + 1) == '-';
            char high = range ? pattern.charAt(i + 2) : low;
            inside |= c >= low && c <= high;
            i += range ? 2 : 0;
        }
        return inside != negated ? close + 1 : -1;
    }

    private static int closing(String pattern, int open) {
        int from = open + 1;
        if (from < pattern.length() && (pattern.charAt(from) == '!' || pattern.charAt(from) == '^')) {
            from++;
        }
        return pattern.indexOf(']', from + 1);
    }
}
