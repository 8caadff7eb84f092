package dev.sshwhy.collect;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigTree.MissingIdentity;
import dev.sshwhy.evidence.ConfigTree.NamedHost;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.Spelling;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a configuration as a whole: for every host that it names, and for one that it does not. */
public final class ConfigSurvey {
    /** A name that nobody has (RFC 6761 §6.4). */
    private static final String NOBODY = "nobody.invalid";

    private static final int MANY_HOSTS = 500;

    /** Lines and patterns to look at, all hosts together: some seconds. Past it, hosts are no longer taken one by one. */
    private static final long MOST_STEPS = 60_000_000;

    private final Surroundings surroundings;
    private final LocalFiles files = new LocalFiles();
    private final LocalSide local;
    private final ConfigResolver resolver;

    /** No command of the configuration is run: a file is linted, not used. */
    public ConfigSurvey(Surroundings surroundings) {
        this.surroundings = surroundings;
        SshRelease release = surroundings.sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        this.local = LocalSsh.side(surroundings, files, release, false);
        this.resolver = ConfigLookup.resolver(surroundings, local, files);
    }

    /**
     * The whole configuration.
     *
     * @param configFile a file in place of the user's and the system's, as after {@code -F}
     */
    public ConfigTree read(Optional<String> configFile) {
        SshCommandLine line = SshCommandLine.parse(ConfigLookup.words(List.of(NOBODY), configFile), local.release());
        Configuration nobodys = resolver.resolve(line);
        Map<String, ConfigProblem> problems = new LinkedHashMap<>();
        nobodys.problems().forEach(it -> problems.putIfAbsent(key(it), it));
        Map<String, Span> names = names(nobodys);
        PlainHosts plain = new PlainHosts(nobodys, roots(configFile));
        Map<String, Span> apart = new LinkedHashMap<>(names);
        apart.keySet().removeIf(plain::contains);
        apart = affordable(apart, nobodys, problems);
        Stream<String> stream = apart.size() > MANY_HOSTS ? apart.keySet().parallelStream() : apart.keySet().stream();
        List<Configuration> each =
                stream.map(it -> resolver.options(line.to(it))).toList();
        List<NamedHost> hosts = new ArrayList<>();
        int at = 0;
        for (Map.Entry<String, Span> name : names.entrySet()) {
            Map<String, List<ConfigValue>> options = Map.of();
            boolean workedOut = apart.containsKey(name.getKey());
            if (workedOut) {
                Configuration own = each.get(at++);
                // Nobody has typed these names, so what ssh says of a typed name is no fault.
                own.problems().stream()
                        .filter(it -> !it.at().source().equals(Span.COMMAND_LINE))
                        .forEach(it -> problems.putIfAbsent(key(it), it));
                options = own.options();
            }
            hosts.add(new NamedHost(name.getKey(), name.getValue(), options, workedOut));
        }
        Configuration whole =
                new Configuration(nobodys.files(), nobodys.options(), List.copyOf(problems.values()), nobodys.blocks());
        return new ConfigTree(surroundings.machine(files), whole, hosts, missingIdentities(nobodys));
    }

    private Set<String> roots(Optional<String> configFile) {
        return configFile.isPresent()
                ? Set.of(surroundings.absolute(configFile.get()))
                : Set.of(local.home() + "/.ssh/config", local.systemConfig().orElse(""));
    }

    /** A line's fault is one fault, however many hosts it is met for. */
    private static String key(ConfigProblem problem) {
        return problem.kind() + " " + problem.at().line() + " " + problem.at().source();
    }

    /** The hosts that Host lines name in plain words, each with the first such line. */
    private static Map<String, Span> names(Configuration configuration) {
        Map<String, Span> names = new LinkedHashMap<>();
        for (BlockMatch match : configuration.blocks()) {
            if (match.block().kind() == ConfigBlock.Kind.HOST) {
                for (String pattern : match.block().conditions()) {
                    if (PlainHosts.isPlainName(pattern) && pattern.indexOf('@') < 0) {
                        names.putIfAbsent(pattern, match.block().header());
                    }
                }
            }
        }
        return names;
    }

    /** The first of these hosts, as many as can be looked at before it seems that nothing happens any more. */
    private static Map<String, Span> affordable(
            Map<String, Span> names, Configuration configuration, Map<String, ConfigProblem> problems) {
        if (names.isEmpty()) {
            return names;
        }
        Map<Span, Long> ownSteps = new HashMap<>();
        long steps = 1;
        for (BlockMatch match : configuration.blocks()) {
            ConfigBlock block = match.block();
            long size = (long) block.conditions().size() + block.lines().size();
            if (PlainHosts.isNarrow(block)) {
                ownSteps.merge(block.header(), size, Long::sum);
            } else {
                steps += size;
            }
        }
        Map<String, Span> first = new LinkedHashMap<>();
        long left = MOST_STEPS;
        for (Map.Entry<String, Span> name : names.entrySet()) {
            left -= steps + ownSteps.getOrDefault(name.getValue(), 0L);
            if (left < 0) {
                ConfigProblem rest = new ConfigProblem(
                        ConfigProblem.Kind.NOT_EVALUATED,
                        Span.of(name.getValue().source(), ""),
                        "it names " + names.size() + " hosts, and only the first " + first.size()
                                + " were looked at one by one; name the others to sshwhy config",
                        Optional.empty());
                problems.put(key(rest), rest);
                break;
            }
            first.put(name.getKey(), name.getValue());
        }
        return first;
    }

    /** Files whose name depends on the host or the user there are left out: nobody knows which are meant to be there. */
    private List<MissingIdentity> missingIdentities(Configuration configuration) {
        Map<String, List<Span>> lines = new LinkedHashMap<>(); // by the value as written: thousands may share one
        for (BlockMatch match : configuration.blocks()) {
            for (ConfigBlock.Line line : match.block().lines()) {
                if (line.option().equals("identityfile")) {
                    lines.computeIfAbsent(line.value(), key -> new ArrayList<>())
                            .add(line.at());
                }
            }
        }
        Tokens tokens = Tokens.of(local, NOBODY, configuration);
        List<MissingIdentity> missing = new ArrayList<>();
        lines.forEach((value, at) -> {
            if (!value.equals("none") && !dependsOnHost(value)) {
                tokens.path(value)
                        .filter(local::isAbsolute) // where others lead depends on the directory in which ssh is started
                        .map(surroundings::absolute)
                        .filter(it -> !isThere(it))
                        .ifPresent(it -> missing.add(new MissingIdentity(at, it, nearest(it))));
            }
        });
        return missing;
    }

    private static boolean dependsOnHost(String value) {
        for (int at = value.indexOf('%'); at >= 0 && at + 1 < value.length(); at = value.indexOf('%', at + 2)) {
            if ("diluL%".indexOf(value.charAt(at + 1)) < 0) {
                return true;
            }
        }
        return false;
    }

    /** The file in the same directory whose name is nearly this one. */
    private Optional<String> nearest(String path) {
        int slash = path.lastIndexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        List<String> names = new LocalConfigFiles(files, surroundings.currentDirectory(), false)
                .names(path.substring(0, slash)).stream()
                        .filter(it -> !it.endsWith(".pub"))
                        .sorted()
                        .toList();
        return Spelling.nearest(path.substring(slash + 1), names).map(it -> path.substring(0, slash + 1) + it);
    }

    /** ssh is content with the public half alone, when an agent holds the other. */
    private boolean isThere(String path) {
        return !(files.look(path) instanceof Observed.Absent)
                || !(files.look(path + ".pub") instanceof Observed.Absent);
    }
}
