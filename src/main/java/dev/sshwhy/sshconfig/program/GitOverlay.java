package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings with those of the command line ({@code git -c}) behind them.
 *
 * @param below the settings that files hold
 * @param typed the command line's, in their order
 */
record GitOverlay(GitSettings below, List<Entry> typed) implements GitSettings {
    GitOverlay {
        typed = List.copyOf(typed);
    }

    @Override
    public Optional<String> value(String name) {
        List<String> all = values(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public List<String> values(String name) {
        List<String> all = new ArrayList<>(below.values(name));
        for (Entry entry : typed) {
            if (entry.name().equals(name)) {
                all.add(entry.value().orElse("true"));
            }
        }
        return all;
    }

    @Override
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>(below.names());
        typed.forEach(it -> names.add(it.name()));
        return List.copyOf(names);
    }

    @Override
    public Optional<String> branch() {
        return below.branch();
    }

    @Override
    public Optional<String> problem() {
        return below.problem();
    }

    @Override
    public boolean inRepository() {
        return below.inRepository();
    }

    @Override
    public GitSettings outsideRepository() {
        return new GitOverlay(below.outsideRepository(), typed);
    }
}
