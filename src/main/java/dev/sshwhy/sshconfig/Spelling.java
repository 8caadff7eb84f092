package dev.sshwhy.sshconfig;

import java.util.Collection;
import java.util.Optional;

/** The nearest word that ssh would take. */
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /** The candidate nearest to the word, whatever the case; empty when none is near. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > LONGEST || word.length() < 2) {
            return Optional.empty();
        }
        String lower = Bytes.lowerCase(word);
        int allowed = Math.min(3, (word.length() + 1) / 3);
        Optional<String> best = Optional.empty();
        int least = allowed + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) < least) {
                int distance = distance(lower, Bytes.lowerCase(candidate));
                if (distance < least) {
                    least = distance;
                    best = Optional.of(candidate);
                }
            }
        }
        return best;
    }

    /** Letters to insert, drop, exchange or swap with their neighbour (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
