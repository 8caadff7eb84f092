package dev.sshwhy.report.redaction;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The same pseudonym for the same value, in the order in which the values are met; small and capital letters are alike. */
final class Pseudonyms {
    private final Map<String, Replacement> byValue = new LinkedHashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** The pseudonym of a value, whatever kind it was met as first. */
    String of(Kind kind, String value) {
        return byValue.computeIfAbsent(key(value), it -> {
                    int number = counts.merge(kind, 1, Integer::sum);
                    return new Replacement(kind, value, kind.numbered(number));
                })
                .pseudonym();
    }

    Optional<Replacement> known(String value) {
        return Optional.ofNullable(byValue.get(key(value)));
    }

    List<Replacement> all() {
        return List.copyOf(byValue.values());
    }

    private static String key(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
