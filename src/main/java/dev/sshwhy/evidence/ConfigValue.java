package dev.sshwhy.evidence;

import java.util.List;

/**
 * One value of an option that ssh would use, and what decided it.
 *
 * @param value as {@code ssh -G} prints it
 * @param setAt the line (or {@link Span#COMMAND_LINE}) that set it
 * @param shadowed the lines that match this host and set the option too, but later: the first value wins (ssh_config(5))
 */
public record ConfigValue(String value, Span setAt, List<Span> shadowed) {
    public ConfigValue {
        shadowed = List.copyOf(shadowed);
    }
}
