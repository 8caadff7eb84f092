package dev.sshwhy.cli;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.report.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line to type next, to be pasted as it stands; none where nothing is left to do. */
final class NextCommand {
    /** The options that say what is asked, and whose setup; how it is told is for the next run to choose. */
    private static final List<String> KEPT =
            List.of("home", "config", "run-config-commands", "account-keys", "batch-mode", "connect-timeout", "plain");

    private final Arguments arguments;
    private final String program;

    NextCommand(Arguments arguments, String program) {
        this.arguments = arguments;
        this.program = program;
    }

    /**
     * What leads on from a whole report.
     *
     * @param asked whether the server was asked all that it can be asked
     */
    Optional<String> after(Diagnosis diagnosis, boolean asked) {
        Machine machine = diagnosis.facts().machine();
        boolean isOpen = diagnosis.verdict() == Verdict.UNKNOWN;
        if (isOpen && diagnosis.facts().target().runsSsh()) {
            // Whoever runs the server can see more than anybody here.
            return asked ? exact(machine, List.of("ticket"), List.of("--output", "ticket.md")) : more(machine);
        }
        if (diagnosis.firstCause().filter(NextCommand::asksForTheAccount).isPresent()
                && diagnosis.facts().account() instanceof Observed.NotLookedAt
                && !arguments.has("offline")) {
            // The reason is mostly in the field that nobody showed; it can be pasted.
            return exact(machine, List.of(), List.of("--account-keys", "-"));
        }
        return diagnosis.firstCause().flatMap(it -> pasted(List.of(program, "explain", it.rule()), machine));
    }

    /** Whether a refusal of the server's own keys is all that is known: a jump host has no account that could be named. */
    private static boolean asksForTheAccount(Diagnosed cause) {
        return cause.rule().equals("server/key-refused") && cause.jump().isEmpty();
    }

    /** The same question in full, with the server asked. */
    Optional<String> more(Machine machine) {
        return exact(machine, List.of(), List.of());
    }

    private Optional<String> exact(Machine machine, List<String> command, List<String> more) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(command);
        words.addAll(more);
        for (String name : KEPT) {
            Optional<String> value =
                    arguments.value(name).filter(it -> !(name.equals("account-keys") && it.equals("-")));
            value.ifPresent(it -> {
                words.add("--" + name);
                if (Arguments.takesValue(name)) {
                    words.add(it);
                }
            });
        }
        words.add(arguments.program().command());
        words.addAll(arguments.words());
        return pasted(words, machine);
    }

    private Optional<String> pasted(List<String> words, Machine machine) {
        // With --home, ~ is another directory for the user's shell than for the report.
        Machine shell = arguments.has("home") ? machine.withoutHome() : machine;
        return Optional.of(ShellWords.quoted(words, shell))
                // A word that a terminal would not show as it is cannot be pasted either.
                .filter(it -> Visible.text(it).equals(it));
    }
}
