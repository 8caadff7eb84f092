package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is said about each line, and what is to stand in its place. */
final class AccountReading {
    private final Map<Integer, List<AccountFault>> faults = new HashMap<>();
    private final Map<Integer, List<String>> replacements = new HashMap<>();
    private final Map<Integer, String> hidden = new HashMap<>();

    void add(AccountFault fault) {
        List<AccountFault> line = faults.computeIfAbsent(fault.line(), it -> new ArrayList<>());
        if (line.stream().noneMatch(it -> it.kind() == fault.kind())) {
            line.add(fault);
        }
    }

    List<AccountFault> faults(int line) {
        return faults.getOrDefault(line, List.of());
    }

    /** Keeps a line from being shown to anybody; {@code instead} says why. */
    void hide(int line, String instead) {
        hidden.put(line, instead);
    }

    /** What is shown in place of a line that must not be. */
    Optional<String> hidden(int line) {
        return Optional.ofNullable(hidden.get(line));
    }

    /** Takes a line away. */
    void remove(int line) {
        replacements.computeIfAbsent(line, it -> new ArrayList<>());
    }

    /** Takes a line away and puts this in its place, behind what was put there before. */
    void replace(int line, String by) {
        remove(line);
        replacements.getOrDefault(line, List.of()).add(by);
    }

    /** What stands in place of a line; empty where it stays as it is. */
    Optional<List<String>> replacement(int line) {
        return Optional.ofNullable(replacements.get(line));
    }
}
