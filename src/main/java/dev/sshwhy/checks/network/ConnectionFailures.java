package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Handshake.Stage;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** What the checks of this layer share: from how the trial handshake ended to a finding about the host. */
final class ConnectionFailures {
    private static final String WHAT = "what the server says";
    private static final int MORE_LINES = 2;

    private ConnectionFailures() {}

    /** A finding where the handshake ended in this way. */
    static Outcome of(
            Snapshot facts,
            Failure.Kind kind,
            BiFunction<Handshake, Failure, String> words,
            BiFunction<Handshake, Failure, Fix> advice) {
        return of(facts, (handshake, failure) -> failure.kind() == kind, words, advice);
    }

    static Outcome of(
            Snapshot facts,
            BiPredicate<Handshake, Failure> is,
            BiFunction<Handshake, Failure, String> words,
            BiFunction<Handshake, Failure, Fix> advice) {
        return facts.handshake()
                .match(
                        handshake -> heard(facts, handshake, is, words, advice),
                        where -> Outcome.cannotTell(WHAT, "there is no " + where),
                        (where, reason) -> Outcome.cannotTell(WHAT, where + ": " + reason),
                        why -> Outcome.cannotTell(WHAT, why));
    }

    private static Outcome heard(
            Snapshot facts,
            Handshake handshake,
            BiPredicate<Handshake, Failure> is,
            BiFunction<Handshake, Failure, String> words,
            BiFunction<Handshake, Failure, Fix> advice) {
        Optional<Failure> failure = handshake.failure();
        if (failure.isEmpty()) {
            return Outcome.clear();
        }
        Failure it = failure.get();
        if (it.kind() == Failure.Kind.PROXY || it.kind() == Failure.Kind.TOOL_LIMIT) {
            return Outcome.cannotTell(WHAT, it.saying());
        }
        if (!is.test(handshake, it)) {
            return Outcome.clear();
        }
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), words.apply(handshake, it));
        List<Stage> missed = missed(handshake);
        if (missed.size() > 1) {
            for (Stage stage : missed) {
                finding = finding.seen(Span.of(facts.target().host(), ""), stage.saying());
            }
        } else {
            finding = finding.seen(Span.of(place(facts, handshake), it.seen()), withoutAddress(facts, handshake, it));
        }
        for (String line : more(handshake, it)) {
            finding = finding.seen(Span.of(handshake.address(), line), "what it says without a greeting");
        }
        boolean isBound = it.kind() == Failure.Kind.NOT_BOUND;
        for (String option : isBound ? List.of("bindaddress", "bindinterface") : List.of("hostname", "port")) {
            Optional<ConfigValue> setting = facts.configuration().first(option);
            if (setting.isPresent() && !setting.get().setAt().source().equals(Span.COMMAND_LINE)) {
                finding = finding.seen(setting.get().setAt(), "this is where ssh has the " + noun(option) + " from");
            }
        }
        return Outcome.of(finding.withFix(advice.apply(handshake, it)));
    }

    /** The addresses that gave no connection, where none did. */
    private static List<Stage> missed(Handshake handshake) {
        return handshake.reached() == Reached.NAME
                ? handshake.stages().stream()
                        .filter(it -> it.layer() == Reached.TCP && !it.done())
                        .toList()
                : List.of();
    }

    /** The name or address stands before the words already. */
    private static String withoutAddress(Snapshot facts, Handshake handshake, Failure failure) {
        if (failure.kind() == Failure.Kind.NAME_UNRESOLVED && facts.jumps().isEmpty()) {
            return "the answer of this machine's name service";
        }
        String saying = failure.saying();
        String address = handshake.address() + ": ";
        return saying.startsWith(address) ? saying.substring(address.length()) : saying;
    }

    /** What else came in place of a greeting, or before it. */
    private static List<String> more(Handshake handshake, Failure failure) {
        return handshake.linesBefore().stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.equals(failure.seen()))
                .limit(MORE_LINES)
                .toList();
    }

    private static String noun(String option) {
        return switch (option) {
            case "port" -> "port";
            case "hostname" -> "address";
            default -> "near end";
        };
    }

    private static String place(Snapshot facts, Handshake handshake) {
        return handshake.reached().compareTo(Reached.NAME) < 0 ? facts.target().host() : handshake.address();
    }

    /** How long was waited, such as " within 10 s"; empty where that is not known. */
    static String within(Failure failure) {
        return failure.limit()
                .map(it -> it.toMillis() % 1000 == 0 ? it.toSeconds() + " s" : it.toMillis() / 1000.0 + " s")
                .map(it -> " within " + it)
                .orElse("");
    }

    /** The step that helps on a provider that gives a machine another address or port each time it starts. */
    static Fix withCurrentAddress(Snapshot facts, Fix fix) {
        String machine = isRunpod(facts) ? "the Pod" : "the machine";
        return fix.byHand("Look up the address and port of " + machine
                + " in your provider's console: a mapped port such as Runpod's changes with each start, and the old one"
                + " may belong to somebody else by now.");
    }

    static boolean isRunpod(Snapshot facts) {
        return facts.target().provider().filter("runpod"::equals).isPresent();
    }
}
