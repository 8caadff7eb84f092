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
import java.util.stream.Stream;

/** A parsed file, block by block, and which of its blocks can matter to a host at all. */
final class ConfigFile {
    /**
     * A block: its Host or Match line, which ssh may have refused, and the lines below it.
     *
     * @param header the line that begins it; empty for the lines before the first one
     * @param isNarrow whether it does nothing but for the hosts that its Host line names in plain words
     */
    record Section(Optional<Line> header, List<Line> lines, ConfigBlock block, boolean isNarrow) {}

    /** A block before anybody looked into it. */
    private record Part(Optional<Line> header, List<Line> lines) {}

    private static final int MANY_PARTS = 1_000;

    private final List<Section> sections;
    /** Blocks that do nothing unless they match, by the plain names that they match. */
    private final Map<String, List<Integer>> plain = new HashMap<>();

    private final List<Integer> others = new ArrayList<>();

    private ConfigFile(List<Section> sections) {
        this.sections = sections;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (section.isNarrow()) {
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
        List<Part> parts = new ArrayList<>();
        Optional<Line> header = Optional.empty();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (startsBlock(lines.get(i).statement())) {
                if (i > start || header.isPresent()) {
                    parts.add(new Part(header, lines.subList(start, i)));
                }
                header = Optional.of(lines.get(i));
                start = i + 1;
            }
        }
        if (start < lines.size() || header.isPresent()) {
            parts.add(new Part(header, lines.subList(start, lines.size())));
        }
        Stream<Part> stream = parts.size() > MANY_PARTS ? parts.parallelStream() : parts.stream();
        return new ConfigFile(stream.map(it -> section(path, it)).toList());
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

    // Loops, not streams: a file may hold thousands of blocks, and all of this runs before Java has compiled any of it.
    private static boolean isNarrow(Statement header, List<Line> lines) {
        if (!(header instanceof Statement.HostBlock block)) {
            return false;
        }
        for (String pattern : block.patterns()) {
            if (!isPlainName(pattern)) {
                return false;
            }
        }
        for (Line line : lines) {
            if (!isIdleElsewhere(line)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainName(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && !pattern.startsWith("!");
    }

    /** Whether a line does nothing, not even an error, while its block does not match. */
    private static boolean isIdleElsewhere(Line line) {
        if (!(line.statement() instanceof Statement.Setting setting)) {
            return false;
        }
        for (Effect effect : setting.effects()) {
            if (effect instanceof Effect.FirstAnywhere || effect instanceof Effect.LastAnywhere) {
                return false;
            }
        }
        return true;
    }

    private static Section section(String path, Part part) {
        ConfigBlock.Kind kind = ConfigBlock.Kind.TOP;
        List<String> conditions = new ArrayList<>();
        boolean narrow = false;
        if (part.header().isPresent()) {
            Statement statement = part.header().get().statement();
            kind = statement instanceof Statement.HostBlock ? ConfigBlock.Kind.HOST : ConfigBlock.Kind.MATCH;
            narrow = isNarrow(statement, part.lines());
            if (statement instanceof Statement.HostBlock block) {
                block.patterns().forEach(it -> conditions.add(Bytes.text(it)));
            } else if (statement instanceof Statement.MatchBlock block) {
                block.criteria().forEach(it -> conditions.add(it.shown()));
            }
        }
        List<ConfigBlock.Line> settings = new ArrayList<>();
        for (Line line : part.lines()) {
            if (line.statement() instanceof Statement.Setting setting
                    && !setting.effects().isEmpty()) {
                Effect first = setting.effects().get(0);
                settings.add(new ConfigBlock.Line(line.at(), first.option(), Bytes.text(first.shown())));
            }
        }
        Span at = part.header().map(Line::at).orElse(Span.of(path, ""));
        ConfigBlock block = new ConfigBlock(kind, at, conditions, settings);
        return new Section(part.header(), List.copyOf(part.lines()), block, narrow);
    }
}
