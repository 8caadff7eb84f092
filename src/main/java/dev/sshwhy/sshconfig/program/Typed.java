package dev.sshwhy.sshconfig.program;

import java.util.List;
import java.util.Optional;

/**
 * A program's words, taken apart.
 *
 * @param options every option in the order of typing
 * @param operands the other words
 * @param problem what the program's parser refuses; the options before it are kept
 */
record Typed(List<Option> options, List<String> operands, Optional<String> problem) {
    Typed {
        options = List.copyOf(options);
        operands = List.copyOf(operands);
    }

    /**
     * One option.
     *
     * @param name its letter or long name, without dashes
     * @param value its argument; empty for an option that takes none
     */
    record Option(String name, String value) {}
}
