package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * A block of a configuration file: a Host or Match line and what it sets, or what stands before the first such line.
 *
 * @param kind what begins it
 * @param header the Host or Match line; the whole file for the lines before the first one
 * @param conditions the patterns of a Host line, or the conditions of a Match line ("user root", "!exec test -e x")
 * @param lines the settings below it, in order, without Include and the lines that ssh refuses
 */
public record ConfigBlock(Kind kind, Span header, List<String> conditions, List<Line> lines) {
    /** What begins a block. */
    public enum Kind {
        /** The lines before the first Host or Match count for every host. */
        TOP,
        HOST,
        MATCH
    }

    /**
     * A setting.
     *
     * @param at its line
     * @param option lower-case name, as {@code ssh -G} prints it
     * @param value as ssh reads it, before tokens are filled in
     */
    public record Line(Span at, String option, String value) {}

    public ConfigBlock {
        conditions = List.copyOf(conditions);
        lines = List.copyOf(lines);
    }

    /** Whether it is for every host: no Host line at all, or a lone {@code Host *} or {@code Match all}. */
    public boolean isGeneral() {
        return switch (kind) {
            case TOP -> true;
            case HOST -> conditions.equals(List.of("*"));
            case MATCH -> conditions.equals(List.of("all"));
        };
    }

    /** The first line that sets an option. */
    public Optional<Line> first(String option) {
        return lines.stream().filter(it -> it.option().equals(option)).findFirst();
    }
}
