package dev.sshwhy.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes a finding go away.
 *
 * @param summary one sentence that tells what to do
 * @param safety whether it may be done unasked
 * @param steps in order
 */
public record Fix(String summary, Safety safety, List<Step> steps) {
    public Fix {
        steps = List.copyOf(steps);
    }

    /** Whether a fix may be applied without asking. */
    public enum Safety {
        /** It loses nothing and opens nothing. */
        SAFE,
        /** It is right if the user agrees. */
        ASK,
        /** Only a person can do it. */
        MANUAL
    }

    /**
     * One step.
     *
     * @param kind what to do
     * @param command the words of a command to run; empty for the other kinds
     * @param file the file that is edited, absolute
     * @param text what to paste, the new content, or what to do by hand
     */
    public record Step(Kind kind, List<String> command, Optional<String> file, Optional<String> text) {
        public Step {
            command = List.copyOf(command);
        }

        /** Whether a line of what is to be done by hand is a command, or a text to type as it is. */
        public static boolean isToType(String line) {
            return line.startsWith("  ");
        }

        /** Whether its text is a change: "-" stands before each line that goes, "+" before each that comes. */
        public boolean isChange() {
            return kind == Kind.EDIT
                    && text.stream().flatMap(String::lines).allMatch(it -> it.startsWith("-") || it.startsWith("+"));
        }

        /** What to do. */
        public enum Kind {
            RUN,
            EDIT,
            PASTE,
            MANUAL
        }
    }

    public static Fix manual(String summary) {
        return new Fix(summary, Safety.MANUAL, List.of());
    }

    public static Fix safe(String summary) {
        return new Fix(summary, Safety.SAFE, List.of());
    }

    public static Fix ask(String summary) {
        return new Fix(summary, Safety.ASK, List.of());
    }

    /** Adds a command; its words are not for a shell to split again. */
    public Fix run(String... command) {
        return with(new Step(Step.Kind.RUN, List.of(command), Optional.empty(), Optional.empty()));
    }

    /** Adds a text to paste: into the account's field or another form, or a command that only the user can give. */
    public Fix paste(String text) {
        return with(new Step(Step.Kind.PASTE, List.of(), Optional.empty(), Optional.of(text)));
    }

    /** Adds a change of a file, in words. */
    public Fix edit(String file, String text) {
        return with(new Step(Step.Kind.EDIT, List.of(), Optional.of(file), Optional.of(text)));
    }

    /** Adds something to do by hand; see {@link Step#isToType} for its lines. */
    public Fix byHand(String text) {
        return with(new Step(Step.Kind.MANUAL, List.of(), Optional.empty(), Optional.of(text)));
    }

    private Fix with(Step step) {
        ArrayList<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Fix(summary, safety, all);
    }
}
