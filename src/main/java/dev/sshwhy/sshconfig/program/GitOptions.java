package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.program.Typed.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of one git command (git parse-options.c): long ones may be shortened as long as they stay clear and have
 * a no- form, short ones bundle, and they may stand behind operands.
 */
final class GitOptions {
    private final String command;
    private final List<Spec> table = new ArrayList<>();
    private final boolean stopsAtOperand;
    private final boolean keepsUnknown;
    private final List<Option> options = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private List<String> words = List.of();
    private int at;

    private enum Value {
        NONE,
        NEEDED,
        OPTIONAL
    }

    private record Spec(String letter, String name, Value value) {}

    /** A long option, perhaps with its no- turned round. */
    private record Found(Spec spec, boolean negated) {}

    /**
     * @param rows the options, blanks between them: {@code letter/name}, {@code letter/} or {@code name}, followed by
     *     "=" when a value is needed and by "?" when one may be attached
     * @param stopsAtOperand whether the first operand ends the options
     * @param keepsUnknown whether unknown options are left for somebody else
     */
    GitOptions(String command, String rows, boolean stopsAtOperand, boolean keepsUnknown) {
        this.command = command;
        this.stopsAtOperand = stopsAtOperand;
        this.keepsUnknown = keepsUnknown;
        for (String row : rows.split(" ", -1)) {
            Value value = row.endsWith("=") ? Value.NEEDED : row.endsWith("?") ? Value.OPTIONAL : Value.NONE;
            String names = value == Value.NONE ? row : row.substring(0, row.length() - 1);
            int slash = names.indexOf('/');
            table.add(new Spec(slash < 0 ? "" : names.substring(0, slash), names.substring(slash + 1), value));
        }
    }

    /** An option counts under its long name, or its letter where it has none; a no- form under "no-" and that name. */
    Typed read(List<String> all) {
        words = all;
        while (at < words.size() && problem.isEmpty()) {
            String word = words.get(at++);
            if (word.equals("--") || word.equals("--end-of-options")) {
                break;
            }
            if (word.startsWith("--")) {
                longOption(word);
            } else if (word.startsWith("-") && word.length() > 1) {
                bundle(word);
            } else {
                operands.add(word);
                if (stopsAtOperand) {
                    break;
                }
            }
        }
        operands.addAll(words.subList(at, words.size()));
        return new Typed(options, operands, problem);
    }

    private void bundle(String word) {
        for (int i = 1; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            Optional<Spec> spec =
                    table.stream().filter(it -> it.letter().equals(letter)).findFirst();
            if (spec.isEmpty()) {
                unknown(letter.equals("h") ? "-h only shows its usage" : "has no option -" + letter);
                return;
            }
            String rest = word.substring(i + 1);
            boolean attached = spec.get().value() != Value.NONE && !rest.isEmpty();
            take(new Found(spec.get(), false), "-" + letter, attached ? Optional.of(rest) : Optional.empty());
            if (attached) {
                return;
            }
        }
    }

    private void longOption(String word) {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
        List<Found> exact = found(name, true);
        List<Found> found = exact.isEmpty() ? found(name, false) : exact;
        if (found.size() == 1) {
            take(found.get(0), "--" + name, value);
        } else if (!found.isEmpty()) {
            problem = Optional.of("git " + command + ": " + Answer.quoted("--" + name) + " may mean several options");
        } else {
            unknown(
                    name.equals("help") || name.equals("help-all")
                            ? "--help only shows its usage"
                            : "has no option " + Answer.quoted("--" + name));
        }
    }

    private List<Found> found(String name, boolean exactly) {
        List<Found> found = new ArrayList<>();
        for (Spec spec : table) {
            boolean inverse = spec.name().startsWith("no-");
            String other = inverse ? spec.name().substring("no-".length()) : "no-" + spec.name();
            if (spec.name().isEmpty()) {
                continue;
            }
            if (exactly ? spec.name().equals(name) : spec.name().startsWith(name)) {
                found.add(new Found(spec, false));
            } else if (exactly ? other.equals(name) : other.startsWith(name)) {
                found.add(new Found(spec, true));
            }
        }
        return found;
    }

    private void take(Found found, String shown, Optional<String> attached) {
        Spec spec = found.spec();
        String name = (found.negated() ? "no-" : "") + (spec.name().isEmpty() ? spec.letter() : spec.name());
        boolean takesNone = found.negated() || spec.value() == Value.NONE;
        if (attached.isPresent() && takesNone) {
            problem = Optional.of("git " + command + ": " + shown + " takes no value");
        } else if (attached.isPresent() || takesNone || spec.value() == Value.OPTIONAL) {
            options.add(new Option(name, attached.orElse("")));
        } else if (at < words.size()) {
            options.add(new Option(name, words.get(at++)));
        } else {
            problem = Optional.of("git " + command + ": " + shown + " needs a value");
        }
    }

    private void unknown(String reason) {
        if (!keepsUnknown && problem.isEmpty()) {
            problem = Optional.of("git " + command + " " + reason);
        }
    }
}
