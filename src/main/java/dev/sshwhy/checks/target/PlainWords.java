package dev.sshwhy.checks.target;

import dev.sshwhy.checks.target.OptionWords.Option;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command as it was meant.
 *
 * @param command the words without anything odd in them
 * @param changes what that changed
 */
record PlainWords(List<String> command, List<Change> changes) {
    /**
     * A word that is not as it was meant.
     *
     * @param at which word of the command as typed
     * @param plain as it was meant; none where it is only a leftover
     */
    record Change(int at, Odd plain) {}

    PlainWords {
        command = List.copyOf(command);
        changes = List.copyOf(changes);
    }

    static PlainWords of(Snapshot facts) {
        List<String> typed = facts.target().command();
        OptionWords words = OptionWords.of(facts);
        List<String> command = new ArrayList<>(typed.subList(0, 1));
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < typed.size(); i++) {
            Odd plain =
                    facts.target().program() == Program.SSH ? ofSsh(facts, words, i) : ofOthers(facts, typed.get(i));
            command.addAll(plain.words());
            if (!plain.words().equals(typed.subList(i, i + 1))) {
                changes.add(new Change(i, plain));
            }
        }
        return new PlainWords(command, changes);
    }

    private static Odd ofSsh(Snapshot facts, OptionWords words, int at) {
        List<String> command = facts.target().command();
        String word = command.get(at);
        int destination =
                words.operands().isEmpty() ? command.size() : words.operands().get(0);
        int remote =
                words.operands().size() < 2 ? command.size() : words.operands().get(1);
        boolean isLeftover = at == remote && at == command.size() - 1 && (word.isBlank() || word.equals("\\"));
        if (isLeftover) {
            return new Odd(List.of(), List.of(word.isBlank() ? "nothing but a blank" : word));
        }
        if (at >= remote && !Odd.hasFalseDash(command.get(remote))) {
            return Odd.asItIs(word); // the remote command may hold what it likes
        }
        Map<Integer, Character> values = new HashMap<>();
        words.options().stream().filter(Option::valueApart).forEach(it -> values.put(it.at() + 1, it.letter()));
        char letter = values.getOrDefault(at, ' ');
        if (at == destination) {
            return withoutBrackets(Odd.name(word));
        }
        if (letter == 'i' && isThere(facts, word)) {
            return Odd.asItIs(word);
        }
        return letter == 'p' || letter == 'l' ? Odd.name(word) : Odd.word(word);
    }

    /** Files may be called as they like: only options and the name of the host are looked at. */
    private static Odd ofOthers(Snapshot facts, String word) {
        if (Odd.hasFalseDash(word) && word.length() > 1) {
            return Odd.word(word);
        }
        String host = facts.target().typedHost();
        boolean isRemote = word.equals(host) || word.endsWith("@" + host) || word.contains(host + ":");
        if (host.isEmpty() || !isRemote) {
            return Odd.asItIs(word);
        }
        int end = word.indexOf(host) + host.length();
        Odd name = Odd.name(word.substring(0, end));
        return name.words().size() == 1
                ? new Odd(List.of(name.words().get(0) + word.substring(end)), name.found())
                : Odd.asItIs(word);
    }

    /** {@code root@[2001:db8::7]}: ssh takes brackets in ssh:// alone. */
    private static Odd withoutBrackets(Odd name) {
        String word = name.words().size() == 1 ? name.words().get(0) : "";
        int start = word.lastIndexOf('@') + 1;
        boolean isAddress = word.startsWith("[", start)
                && word.endsWith("]")
                && (word.indexOf('.', start) > 0 || word.indexOf(':', start) > 0);
        if (!isAddress) {
            return name;
        }
        List<String> found = new ArrayList<>(name.found());
        found.add("[ ]");
        return new Odd(List.of(word.substring(0, start) + word.substring(start + 1, word.length() - 1)), found);
    }

    private static boolean isThere(Snapshot facts, String path) {
        return facts.identities().stream()
                .anyMatch(it -> it.path().endsWith(path) && !(it.file() instanceof Observed.Absent));
    }
}
