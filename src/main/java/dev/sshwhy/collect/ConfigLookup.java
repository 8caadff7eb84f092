package dev.sshwhy.collect;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.Defaults;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what ssh would use for one host after another; each file is read once. */
public final class ConfigLookup {
    private final LocalSide local;
    private final ConfigResolver resolver;

    /**
     * What ssh would use.
     *
     * @param host the host as typed
     * @param configuration what files and the command line decide
     * @param defaults ssh's own values for the rest; empty where they were not asked for
     */
    public record Answer(String host, Configuration configuration, Map<String, List<String>> defaults) {}

    /** @param runCommands whether {@code Match exec} may run its command */
    public ConfigLookup(Surroundings surroundings, boolean runCommands) {
        LocalFiles files = new LocalFiles();
        SshRelease release = surroundings.sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        this.local = LocalSsh.side(surroundings, files, release, runCommands);
        this.resolver = resolver(surroundings, local, files);
    }

    static ConfigResolver resolver(Surroundings surroundings, LocalSide local, LocalFiles files) {
        boolean privateGroups = local.release().vendor() == SshRelease.Vendor.DEBIAN;
        return new ConfigResolver(local, new LocalConfigFiles(files, surroundings.currentDirectory(), privateGroups));
    }

    /** What ssh would refuse in these words before it reads any file. */
    public List<String> problems(List<String> sshWords) {
        return SshCommandLine.parse(sshWords, local.release()).problems();
    }

    /**
     * The answer for one command line.
     *
     * @param sshWords the words after {@code ssh}
     * @param configFile a file in place of the user's and the system's, as after {@code -F}
     */
    public Answer ask(List<String> sshWords, Optional<String> configFile, boolean withDefaults) {
        SshCommandLine line = SshCommandLine.parse(words(sshWords, configFile), local.release());
        Configuration configuration = withProblems(resolver.options(line), line.problems());
        Map<String, List<String>> defaults = withDefaults
                ? Defaults.of(configuration, local, Tokens.of(local, line.destination(), configuration))
                : Map.of();
        return new Answer(line.destination(), configuration, defaults);
    }

    private static Configuration withProblems(Configuration resolved, List<String> ofCommandLine) {
        List<ConfigProblem> problems = new ArrayList<>();
        ofCommandLine.forEach(it -> problems.add(
                new ConfigProblem(ConfigProblem.Kind.BAD_VALUE, Span.of(Span.COMMAND_LINE, ""), it, Optional.empty())));
        problems.addAll(resolved.problems());
        return new Configuration(resolved.files(), resolved.options(), problems, resolved.blocks());
    }

    /** A configuration in place of the user's own is what ssh's -F names. */
    static List<String> words(List<String> sshWords, Optional<String> configFile) {
        List<String> words = new ArrayList<>();
        configFile.ifPresent(it -> words.addAll(List.of("-F", it)));
        words.addAll(sshWords);
        return words;
    }
}
