package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.sshconfig.ConfigFiles.Reading;
import dev.sshwhy.sshconfig.Statement.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration files and the command line come to (ssh_config(5)). One resolver reads and parses each file once,
 * however many hosts are asked about. Not safe for use by several threads at once.
 */
public final class ConfigResolver {
    private final LocalSide local;
    private final ConfigFiles files;
    private final StatementParser parser;
    private final ConfigText text;
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, List<Line>> parsed = new HashMap<>();
    private final Map<String, List<String>> globs = new HashMap<>();

    public ConfigResolver(LocalSide local, ConfigFiles files) {
        this.local = local;
        this.files = files;
        this.parser = new StatementParser(local, new Ports(files));
        this.text = new ConfigText(parser);
    }

    /** What ssh would use for this command line. */
    public Configuration resolve(SshCommandLine commandLine) {
        return trace(commandLine).configuration();
    }

    /** The same, with the blocks that did and did not match. */
    public Resolution trace(SshCommandLine commandLine) {
        return new Walk(this, commandLine).run();
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

    List<Line> lines(Reading.Content content) {
        return parsed.computeIfAbsent(content.facts().path(), path -> text.lines(path, content.bytes()));
    }

    List<String> glob(String pattern) {
        return globs.computeIfAbsent(pattern, new Glob(files)::paths);
    }
}
