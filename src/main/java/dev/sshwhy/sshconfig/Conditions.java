package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Patterns;
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

    /**
     * How a Match line fared.
     *
     * @param matches whether its block counts
     * @param known whether that is what ssh would find; it then is only taken not to match
     * @param unmet the first condition that was not met
     */
    record Verdict(boolean matches, boolean known, Optional<Criterion> unmet) {
        private static final Verdict MATCHES = new Verdict(true, true, Optional.empty());

        /** With one more condition: all must hold. */
        Verdict and(boolean holds, Criterion criterion) {
            return holds || !matches ? this : new Verdict(false, known, Optional.of(criterion));
        }

        Verdict unknown(Criterion criterion) {
            return matches ? new Verdict(false, false, Optional.of(criterion)) : this;
        }
    }

    /** How a Match line fares, with the options collected so far. */
    Verdict matches(List<Criterion> criteria, String hostArgument, boolean finalPass, Span at) {
        Optional<String> named = settings.entry("hostname").map(Settings.Entry::value);
        String host = finalPass
                ? hostArgument
                : named.flatMap(it -> expandedHost(it, hostArgument)).orElse(hostArgument);
        Verdict result = Verdict.MATCHES;
        for (Criterion criterion : criteria) {
            String argument = criterion.argument();
            switch (criterion.kind()) {
                case ALL -> {
                    return result.and(!criterion.negated(), criterion);
                }
                case FINAL, CANONICAL -> {
                    boolean asks = criterion.kind() == Criterion.Kind.FINAL;
                    wantsFinalPass |=
                            asks && (!criterion.negated() || !local.release().isAtLeast(1000));
                    result = result.and(finalPass != criterion.negated(), criterion);
                }
                case HOST -> result = result.and(hostMatches(host, argument) != criterion.negated(), criterion);
                case ORIGINALHOST ->
                    result = result.and(hostMatches(originalHost, argument) != criterion.negated(), criterion);
                case USER ->
                    result = result.and(listMatches(settings.value("user", local.user()), criterion), criterion);
                case LOCALUSER -> result = result.and(listMatches(local.user(), criterion), criterion);
                case TAGGED -> result = result.and(listMatches(settings.value("tag", ""), criterion), criterion);
                case EXEC -> {
                    if (result.matches()) {
                        Optional<Boolean> succeeds = commandSucceeds(criterion, host, at);
                        result = succeeds.isPresent()
                                ? result.and(succeeds.get(), criterion)
                                : result.unknown(criterion);
                    }
                }
                case LOCALNETWORK, VERSION, COMMAND, SESSIONTYPE -> {
                    if (result.matches()) {
                        notEvaluated.accept(
                                at, "whether this block matches was not found out; it was taken not to match");
                    }
                    result = result.unknown(criterion);
                }
            }
        }
        return result;
    }

    private static boolean listMatches(String value, Criterion criterion) {
        return Patterns.listMatches(Bytes.of(value), criterion.argument()) != criterion.negated();
    }

    private Optional<Boolean> commandSucceeds(Criterion criterion, String host, Span at) {
        String port = settings.value("port", "22");
        Tokens tokens = new Tokens(
                local,
                Bytes.text(originalHost),
                Bytes.text(host),
                Numbers.whole(port, 1, 65535).orElse(22),
                Bytes.text(settings.value("user", local.user())),
                Bytes.text(settings.value("hostkeyalias", host)),
                "");
        Optional<String> command = tokens.percentOfBytes(criterion.argument());
        if (local.runCommand().isEmpty() || command.isEmpty()) {
            notEvaluated.accept(at, "the command of this Match exec was not run; the block was taken not to match");
            return Optional.empty();
        }
        OptionalInt status =
                exitStatuses.computeIfAbsent(command.get(), local.runCommand().get());
        if (status.isEmpty()) {
            notEvaluated.accept(
                    at, "the command of this Match exec gave no exit status; the block was taken not to match");
            return Optional.empty();
        }
        return Optional.of((status.getAsInt() == 0) != criterion.negated());
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

    /** OpenSSH match_hostname: both sides in lower case. */
    private static boolean hostMatches(String host, String list) {
        return Patterns.listMatches(Bytes.lowerCase(host), Bytes.lowerCase(list));
    }
}
