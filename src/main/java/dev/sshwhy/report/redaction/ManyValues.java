package dev.sshwhy.report.redaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Many values that are looked for in one text at once. They are found by their first letters, so that ten thousand of them
 * cost hardly more than ten; small and capital letters are alike.
 */
final class ManyValues {
    private static final int HEAD = 5;

    private final Map<String, List<String>> byHead = new HashMap<>();
    private final TreeSet<Integer> headLengths = new TreeSet<>();

    ManyValues(Collection<String> values) {
        values.stream()
                .filter(it -> !it.isEmpty())
                .map(ManyValues::folded)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(it -> {
                    String head = it.substring(0, Math.min(HEAD, it.length()));
                    headLengths.add(head.length());
                    byHead.computeIfAbsent(head, key -> new ArrayList<>()).add(it);
                });
    }

    /** A text in small letters, each in its old place, which the small letters of a whole text need not be. */
    static String folded(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }

    /** The values that begin at a place of a folded text, the longest first. */
    List<String> at(String folded, int place) {
        List<String> found = new ArrayList<>();
        for (int length : headLengths.descendingSet()) {
            if (place + length <= folded.length()) {
                for (String value : byHead.getOrDefault(folded.substring(place, place + length), List.of())) {
                    if (folded.startsWith(value, place)) {
                        found.add(value);
                    }
                }
            }
        }
        return found;
    }
}
