package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.sshconfig.ConfigFiles.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the configuration files and the command line come to (ssh_config(5)). One resolver reads and parses each file once,
 * however many hosts are asked about, and by however many threads.
 */
public final class ConfigResolver {
    private final LocalSide local;
    private final ConfigFiles files;
    private final StatementParser parser;
    private final ConfigText text;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private final Map<String, ConfigFile> parsed = new ConcurrentHashMap<>();
    private final Map<String, List<String>> globs = new ConcurrentHashMap<>();

    public ConfigResolver(LocalSide local, ConfigFiles files) {
        this.local = local;
        this.files = files;
        this.parser = new StatementParser(local, new Ports(files));
        this.text = new ConfigText(parser);
    }

    /** What ssh would use for this command line, and how each block fared. */
    public Configuration resolve(SshCommandLine commandLine) {
        return new Walk(this, commandLine, true).run();
    }

    /** The same without {@link Configuration#blocks}: quick where a file holds thousands of other hosts' blocks. */
    public Configuration options(SshCommandLine commandLine) {
        return new Walk(this, commandLine, false).run();
    }

    LocalSide local() {
        return local;
    }

    StatementParser parser() {
        return parser;
    }

    CommandLineEffects commandLineEffects() {
        return new CommandLineEffects(parser, local, files);
    }

    Reading read(String path) {
        return readings.computeIfAbsent(path, it -> files.read(Bytes.text(it)));
    }

    boolean exists(String path) {
        return files.exists(Bytes.text(path));
    }

    /**
     * Two threads that need a file at once both parse it, and one of the results is kept: parsing goes side by side itself,
     * and must not hold a lock on which its own helpers could come to wait.
     */
    ConfigFile file(Reading.Content content) {
        String path = content.facts().path();
        Optional<ConfigFile> known = Optional.ofNullable(parsed.get(path));
        if (known.isPresent()) {
            return known.get();
        }
        ConfigFile file = ConfigFile.of(path, text.lines(path, content.bytes()));
        return Optional.ofNullable(parsed.putIfAbsent(path, file)).orElse(file);
    }

    List<String> glob(String pattern) {
        return globs.computeIfAbsent(pattern, new Glob(files)::paths);
    }
}
