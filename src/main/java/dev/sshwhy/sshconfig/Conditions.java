package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Statement.Criterion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** Whether blocks match (ssh_config(5), Host and Match; OpenSSH readconf.c match_cfg_line). */
final class Conditions {
    private final LocalSide local;
    private final Settings settings;
    private final String originalHost;
    private final BiConsumer<Span, String> notEvaluated;
    private final Map<String, OptionalInt> exitStatuses = new HashMap<>();
    private boolean wantsFinalPass;

    Conditions(LocalSide local, Settings settings, String originalHost, BiConsumer<Span, String> notEvaluated) {
        this.local = local;
        this.settings = settings;
        this.originalHost = originalHost;
        this.notEvaluated = notEvaluated;
    }

    /** Whether a "Match final" was met, for which ssh reads everything once more. */
    boolean wantsFinalPass() {
        return wantsFinalPass;
    }

    /** Whether a Host line matches: one pattern must, and no negated one may. */
    boolean hostMatches(String host, List<String> patterns) {
        boolean matches = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (Patterns.matches(host, negated ? pattern.substring(1) : pattern)) {
                if (negated) {
                    return false;
                }
                matches = true;
            }
        }
        return matches;
    }

    /** Whether a Match line matches, with the options collected so far. */
    boolean matches(List<Criterion> criteria, String hostArgument, boolean finalPass, Span at) {
        Optional<String> named = settings.entry("hostname").map(Settings.Entry::value);
        String host = finalPass
                ? hostArgument
                : named.flatMap(it -> expandedHost(it, hostArgument)).orElse(hostArgument);
        boolean result = true;
        for (Criterion criterion : criteria) {
            String argument = criterion.argument();
            switch (criterion.kind()) {
                case ALL -> {
                    return result && !criterion.negated();
                }
                case FINAL, CANONICAL -> {
                    boolean asks = criterion.kind() == Criterion.Kind.FINAL;
                    wantsFinalPass |=
                            asks && (!criterion.negated() || !local.release().isAtLeast(1000));
                    result &= finalPass != criterion.negated();
                }
                case HOST -> result &= Patterns.hostMatches(host, argument) != criterion.negated();
                case ORIGINALHOST -> result &= Patterns.hostMatches(originalHost, argument) != criterion.negated();
                case USER -> result &= listMatches(settings.value("user", local.user()), criterion);
                case LOCALUSER -> result &= listMatches(local.user(), criterion);
                case TAGGED -> result &= listMatches(settings.value("tag", ""), criterion);
                case EXEC -> result = result && commandSucceeds(criterion, host, at);
                case LOCALNETWORK, VERSION, COMMAND, SESSIONTYPE -> {
                    if (result) {
                        notEvaluated.accept(
                                at, "whether this block matches was not found out; it was taken not to match");
                    }
                    result = false;
                }
            }
        }
        return result;
    }

    private static boolean listMatches(String value, Criterion criterion) {
        return Patterns.listMatches(Bytes.of(value), criterion.argument(), false) != criterion.negated();
    }

    private boolean commandSucceeds(Criterion criterion, String host, Span at) {
        String port = settings.value("port", "22");
        Tokens tokens = new Tokens(
                local,
                Bytes.text(originalHost),
                Bytes.text(host),
                Numbers.whole(port, 1, 65535).orElse(22),
                Bytes.text(settings.value("user", local.user())),
                Bytes.text(settings.value("hostkeyalias", host)),
                "");
        Optional<String> command = tokens.percent(criterion.argument());
        if (local.runCommand().isEmpty() || command.isEmpty()) {
            notEvaluated.accept(at, "the command of this Match exec was not run; the block was taken not to match");
            return false;
        }
        OptionalInt status =
                exitStatuses.computeIfAbsent(command.get(), local.runCommand().get());
        if (status.isEmpty()) {
            notEvaluated.accept(
                    at, "the command of this Match exec gave no exit status; the block was taken not to match");
            return false;
        }
        return (status.getAsInt() == 0) != criterion.negated();
    }

    /** The tokens of HostName: only %h and %%; empty when there is another. */
    static Optional<String> expandedHost(String value, String host) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        int percent = value.indexOf('%');
        while (percent >= 0) {
            char token = percent + 1 < value.length() ? value.charAt(percent + 1) : 0;
            if ((token != 'h' && token != '%') || out.length() > Tokens.LONGEST) {
                return Optional.empty();
            }
            out.append(value, from, percent).append(token == 'h' ? host : "%");
            from = percent + 2;
            percent = value.indexOf('%', from);
        }
        out.append(value, from, value.length());
        return Optional.of(out.toString());
    }
}
