package dev.sshwhy.sshconfig;

import java.util.List;
import java.util.Optional;

/** The words behind a keyword, taken one by one. */
final class Arguments {
    private final List<String> words;
    private int next;

    Arguments(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** The next word; empty at the end. */
    Optional<String> take() {
        return next < words.size() ? Optional.of(words.get(next++)) : Optional.empty();
    }

    /** All that is left; nothing is left then. */
    List<String> rest() {
        List<String> rest = words.subList(next, words.size());
        next = words.size();
        return rest;
    }

    boolean isEmpty() {
        return next == words.size();
    }

    /** All words with a blank between them, as one value would be written. */
    String joined() {
        return String.join(" ", words);
    }
}
