package dev.sshwhy.sshconfig.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --info} and {@code --debug} switch on, and how rsync hands that on to the other side (rsync options.c).
 */
final class RsyncOutput {
    /** Each word, and who may say it: the client, the server, whoever sends, whoever receives. */
    static final String INFO = "BACKUP:r COPY:r DEL:r FLIST:c MISC:sr MOUNT:sr NAME:sr NONREG:r PROGRESS:c REMOVE:s "
            + "SKIP:r STATS:cv SYMSAFE:sr";

    /** Nobody but the client is told these. */
    static final String DEBUG = "ACL BACKUP BIND CHDIR CONNECT CMD DEL DELTASUM DUP EXIT FILTER FLIST FUZZY GENR HASH "
            + "HLINK ICONV IO NSTR OWN PROTO RECV SEND TIME";

    private static final int HIGHEST_LEVEL = 4;
    private static final int WORTH_ABBREVIATING = 5;

    private final Map<String, String> speakers = new LinkedHashMap<>();
    private final Map<String, Integer> levels = new LinkedHashMap<>();
    private Optional<String> unknown = Optional.empty();

    /** @param arguments the arguments of every --info or --debug */
    RsyncOutput(String words, List<String> arguments) {
        for (String word : words.split(" ", -1)) {
            String[] parts = word.split(":", -1);
            speakers.put(parts[0], parts[parts.length - 1]);
        }
        for (String argument : arguments) {
            for (String item : argument.split(",", -1)) {
                if (!item.isEmpty()) {
                    set(item.toUpperCase(Locale.ROOT));
                }
            }
        }
    }

    /** A word that rsync does not know; "HELP" asks for a list of them. */
    Optional<String> unknown() {
        return unknown;
    }

    /** The level that the user set for a word. */
    Optional<Integer> level(String word) {
        return Optional.ofNullable(levels.get(word));
    }

    /** The --info for the other side; empty when it need not be told. */
    Optional<String> forServer(boolean serverReceives) {
        char role = serverReceives ? 'r' : 's';
        List<String> heard = speakers.keySet().stream()
                .filter(it -> speakers.getOrDefault(it, "").indexOf(role) >= 0
                        || speakers.getOrDefault(it, "").indexOf('v') >= 0)
                .toList();
        List<String> told = heard.stream().filter(levels::containsKey).toList();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        int[] counts = new int[HIGHEST_LEVEL + 1];
        int usual = 0;
        int most = 0;
        for (String word : told) {
            int level = levels.getOrDefault(word, 0);
            if (++counts[level] > most) {
                usual = level;
                most = counts[level];
            }
        }
        boolean abbreviated = told.size() == heard.size() && most >= WORTH_ABBREVIATING;
        StringBuilder out = new StringBuilder("--info=");
        if (abbreviated) {
            out.append(usual == 0 ? "NONE" : usual == 1 ? "ALL" : "ALL" + usual);
        }
        for (String word : told) {
            int level = levels.getOrDefault(word, 0);
            if (!abbreviated || level != usual) {
                out.append(out.charAt(out.length() - 1) == '=' ? "" : ",")
                        .append(word)
                        .append(level == 1 ? "" : String.valueOf(level));
            }
        }
        return Optional.of(out.toString());
    }

    private void set(String item) {
        int end = item.length();
        while (end > 1 && item.charAt(end - 1) >= '0' && item.charAt(end - 1) <= '9') {
            end--;
        }
        String name = item.substring(0, end);
        String digits = item.substring(end);
        int level = digits.isEmpty() ? 1 : digits.length() > 2 ? HIGHEST_LEVEL : Integer.parseInt(digits);
        int bounded = name.equals("NONE") ? 0 : Math.min(level, HIGHEST_LEVEL);
        if (name.equals("NONE") || name.equals("ALL")) {
            speakers.keySet().forEach(it -> levels.put(it, bounded));
        } else if (speakers.containsKey(name)) {
            levels.put(name, bounded);
        } else {
            unknown = unknown.or(() -> Optional.of(name));
        }
    }
}
