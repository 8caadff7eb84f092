package dev.sshwhy.checks.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that was meant by a mistyped one. */
final class Misspelling {
    private static final int MOST_SLIPS = 2;
    private static final int LONGEST = 64;

    private Misspelling() {}

    /** The nearest of these names: at most two slips away, and less than half of the word wrong. */
    static Optional<String> nearest(String typed, Collection<String> names) {
        Optional<String> best = Optional.empty();
        int least = MOST_SLIPS + 1;
        for (String name : names) {
            boolean comparable = Math.abs(name.length() - typed.length()) < least && name.length() <= LONGEST;
            if (comparable && !name.equals(typed) && !differsInNumbersOnly(typed, name)) {
                int slips = slips(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (slips < least && slips * 2 < Math.min(typed.length(), name.length())) {
                    least = slips;
                    best = Optional.of(name);
                }
            }
        }
        return best;
    }

    /** gpu1 and gpu2 are two machines, not one and a slip. */
    private static boolean differsInNumbersOnly(String typed, String name) {
        return withoutDigits(typed).equals(withoutDigits(name));
    }

    private static String withoutDigits(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().filter(it -> it < '0' || it > '9').forEach(it -> out.append((char) it));
        return out.toString();
    }

    /** Letters to insert, drop, exchange or swap with their neighbour (optimal string alignment). */
    private static int slips(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int exchanged = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + exchanged);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
