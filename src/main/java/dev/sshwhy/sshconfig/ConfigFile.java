package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Statement.Effect;
import dev.sshwhy.sshconfig.Statement.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed file, block by block, and which of its blocks can matter to a host at all. */
final class ConfigFile {
    /**
     * A block: its Host or Match line, which ssh may have refused, and the lines below it.
     *
     * @param header the line that begins it; empty for the lines before the first one
     */
    record Section(Optional<Line> header, List<Line> lines, ConfigBlock block) {}

    private final List<Section> sections;
    /** Blocks that do nothing unless they match, by the plain names that they match. */
    private final Map<String, List<Integer>> plain = new HashMap<>();

    private final List<Integer> others = new ArrayList<>();

    private ConfigFile(List<Section> sections) {
        this.sections = sections;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (isPlain(section)) {
                for (String name : section.block().conditions()) {
                    plain.computeIfAbsent(Bytes.of(name), key -> new ArrayList<>(1))
                            .add(i);
                }
            } else {
                others.add(i);
            }
        }
    }

    /** Parts the lines of a file at its Host and Match lines. */
    static ConfigFile of(String path, List<Line> lines) {
        List<Section> sections = new ArrayList<>();
        Optional<Line> header = Optional.empty();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (startsBlock(lines.get(i).statement())) {
                if (i > start || header.isPresent()) {
                    sections.add(section(path, header, lines.subList(start, i)));
                }
                header = Optional.of(lines.get(i));
                start = i + 1;
            }
        }
        if (start < lines.size() || header.isPresent()) {
            sections.add(section(path, header, lines.subList(start, lines.size())));
        }
        return new ConfigFile(List.copyOf(sections));
    }

    List<Section> sections() {
        return sections;
    }

    /** The blocks that may matter to this host, in order: all but those that name others in plain words. */
    List<Section> sectionsFor(String host) {
        List<Integer> named = plain.getOrDefault(host, List.of());
        if (named.size() + others.size() == sections.size()) {
            return sections;
        }
        int[] chosen = new int[named.size() + others.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = i < named.size() ? named.get(i) : others.get(i - named.size());
        }
        Arrays.sort(chosen);
        List<Section> result = new ArrayList<>(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            if (i == 0 || chosen[i] != chosen[i - 1]) {
                result.add(sections.get(chosen[i]));
            }
        }
        return result;
    }

    private static boolean startsBlock(Statement statement) {
        return statement instanceof Statement.HostBlock
                || statement instanceof Statement.MatchBlock
                || (statement instanceof Statement.Refused refused && refused.startsBlock());
    }

    private static boolean isPlain(Section section) {
        return section.header()
                        .map(Line::statement)
                        .filter(Statement.HostBlock.class::isInstance)
                        .isPresent()
                && section.block().conditions().stream().allMatch(ConfigFile::isPlainName)
                && section.lines().stream().allMatch(ConfigFile::isIdleElsewhere);
    }

    private static boolean isPlainName(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && !pattern.startsWith("!");
    }

    /** Whether a line does nothing, not even an error, while its block does not match. */
    private static boolean isIdleElsewhere(Line line) {
        return line.statement() instanceof Statement.Setting setting
                && setting.effects().stream()
                        .noneMatch(it -> it instanceof Effect.FirstAnywhere || it instanceof Effect.LastAnywhere);
    }

    private static Section section(String path, Optional<Line> header, List<Line> lines) {
        ConfigBlock.Kind kind = ConfigBlock.Kind.TOP;
        List<String> conditions = List.of();
        if (header.isPresent()) {
            Statement statement = header.get().statement();
            kind = statement instanceof Statement.HostBlock ? ConfigBlock.Kind.HOST : ConfigBlock.Kind.MATCH;
            if (statement instanceof Statement.HostBlock block) {
                conditions = block.patterns().stream().map(Bytes::text).toList();
            } else if (statement instanceof Statement.MatchBlock block) {
                conditions = block.criteria().stream()
                        .map(Statement.Criterion::shown)
                        .toList();
            }
        }
        List<ConfigBlock.Line> settings = new ArrayList<>();
        for (Line line : lines) {
            if (line.statement() instanceof Statement.Setting setting) {
                setting.effects().stream()
                        .findFirst()
                        .ifPresent(it ->
                                settings.add(new ConfigBlock.Line(line.at(), it.option(), Bytes.text(it.shown()))));
            }
        }
        Span at = header.map(Line::at).orElse(Span.of(path, ""));
        return new Section(header, List.copyOf(lines), new ConfigBlock(kind, at, conditions, settings));
    }
}
