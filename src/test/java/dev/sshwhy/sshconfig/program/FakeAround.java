package dev.sshwhy.sshconfig.program;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Surroundings that a test makes up: a few files, variables and git settings. */
final class FakeAround implements Around, GitSettings {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Set<String> files = new HashSet<>();

    FakeAround file(String path) {
        files.add(path);
        return this;
    }

    FakeAround variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    FakeAround setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean exists(String path) {
        return files.contains(path);
    }

    @Override
    public GitSettings git(Optional<String> directory) {
        return this;
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public List<String> names() {
        return List.copyOf(settings.keySet());
    }

    @Override
    public Optional<String> branch() {
        return Optional.of("main");
    }
}
