package dev.sshwhy.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as a whole: what its files say, whichever host it is read for.
 *
 * @param machine where it is read
 * @param configuration as resolved for a host that no block names: the files, every problem, every block in order of reading
 * @param hosts the hosts that Host lines name in plain words, each with what ssh would use for it
 * @param missingIdentities the IdentityFile lines whose file is not there
 */
public record ConfigTree(
        Machine machine, Configuration configuration, List<NamedHost> hosts, List<MissingIdentity> missingIdentities) {
    /**
     * A host that a Host line names in plain words.
     *
     * @param name as the line has it
     * @param namedAt the first Host line that names it
     * @param options lower-case option name → its values, as in {@link Configuration#options}; none where nobody worked out
     *     what ssh would use, for want of time or of a reason: its one block says all, and no other block a word on it
     * @param workedOut whether somebody did
     */
    public record NamedHost(String name, Span namedAt, Map<String, List<ConfigValue>> options, boolean workedOut) {
        public NamedHost {
            options = Map.copyOf(options);
        }

        /** The one value of an option, where anything decided it. */
        public Optional<ConfigValue> first(String option) {
            return options.getOrDefault(option, List.of()).stream().findFirst();
        }
    }

    /**
     * An IdentityFile that leads to no file.
     *
     * @param at the lines that name it
     * @param path the absolute path that it comes to
     * @param nearest a key file with nearly this name, where there is one
     */
    public record MissingIdentity(List<Span> at, String path, Optional<String> nearest) {
        public MissingIdentity {
            at = List.copyOf(at);
        }
    }

    public ConfigTree {
        hosts = List.copyOf(hosts);
        missingIdentities = List.copyOf(missingIdentities);
    }
}
