package dev.sshwhy.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the configuration files and the command line come to for one host.
 *
 * @param files the files that were read, in order
 * @param options lower-case option name → its values, by name; only options that a line or the command line decided
 * @param problems what ssh would refuse or pass over, in file order
 * @param blocks every block that was met, in the order of reading, and whether it counts for this host
 */
public record Configuration(
        List<String> files,
        Map<String, List<ConfigValue>> options,
        List<ConfigProblem> problems,
        List<BlockMatch> blocks) {
    public Configuration {
        files = List.copyOf(files);
        blocks = List.copyOf(blocks);
        options = Collections.unmodifiableMap(new TreeMap<>(options)); // a copy's own order changes from run to run
        problems = List.copyOf(problems);
    }

    /** Every value of a cumulative option such as {@code identityfile}, in the order in which ssh takes them. */
    public List<ConfigValue> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The one value of an option, where anything decided it. */
    public Optional<ConfigValue> first(String option) {
        return all(option).stream().findFirst();
    }

    /** The value as text, or ssh's default. */
    public String text(String option, String otherwise) {
        return first(option).map(ConfigValue::value).orElse(otherwise);
    }

    /** Whether a yes/no option is on. */
    public boolean isOn(String option, boolean otherwise) {
        return first(option)
                .map(it -> it.value().equalsIgnoreCase("yes") || it.value().equalsIgnoreCase("true"))
                .orElse(otherwise);
    }

    /**
     * Whether PubkeyAcceptedAlgorithms has a signature algorithm for keys of this type; an RSA key has three (RFC 8332). The
     * list holds names alone, since patterns are written out when it is resolved; by default DSA is not on it.
     */
    public boolean acceptsKeyType(String type) {
        Optional<ConfigValue> setting = first("pubkeyacceptedalgorithms");
        if (setting.isEmpty()) {
            return !type.startsWith("ssh-dss");
        }
        List<String> accepted = List.of(setting.get().value().split(",", -1));
        return accepted.contains(type)
                || (type.startsWith("ssh-rsa")
                        && (accepted.contains(type.replace("ssh-rsa", "rsa-sha2-256"))
                                || accepted.contains(type.replace("ssh-rsa", "rsa-sha2-512"))));
    }

    /** The block that a line of a file stands in; empty for the command line. */
    public Optional<ConfigBlock> blockOf(Span at) {
        int found = -1;
        int line = -1;
        for (int i = 0; i < blocks.size(); i++) { // plain: checks ask for each of thousands of lines
            Span header = blocks.get(i).block().header();
            if (header.line() <= at.line()
                    && header.line() >= line
                    && header.source().equals(at.source())) {
                found = i;
                line = header.line();
            }
        }
        return found < 0 ? Optional.empty() : Optional.of(blocks.get(found).block());
    }

    /** The problems that keep ssh from starting at all. */
    public List<ConfigProblem> fatal() {
        return problems.stream().filter(it -> it.kind().isFatal()).toList();
    }
}
