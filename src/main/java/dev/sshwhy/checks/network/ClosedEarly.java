package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import java.util.Optional;
import java.util.stream.Stream;

/** The server hangs up before it judged any key: a penalty, too many connections, an address ban, a dead backend. */
public final class ClosedEarly implements Check {
    /** OpenSSH from 9.8 on, for penalties and for MaxStartups (sshd.c). */
    private static final String PENALTY = "Not allowed at this time";
    /** OpenSSH up to 9.7. */
    private static final String CROWDED = "Exceeded MaxStartups";

    private static final int SHOWN = 100;

    @Override
    public Outcome check(Snapshot facts) {
        return ConnectionFailures.of(
                facts,
                ClosedEarly::isBeforeAnyKey,
                ClosedEarly::words,
                (handshake, failure) -> fix(facts, handshake, failure));
    }

    private static boolean isBeforeAnyKey(Handshake handshake, Failure failure) {
        boolean judgedAKey = handshake.answers().stream().anyMatch(KeyAnswer::isHeard);
        boolean hungUpLater = failure.kind() == Failure.Kind.DISCONNECTED
                && !judgedAKey
                && !handshake.cutOff()
                && handshake.login() instanceof Login.NotTried;
        return failure.kind() == Failure.Kind.CLOSED_EARLY || hungUpLater;
    }

    private static String words(Handshake handshake, Failure failure) {
        return handshake.address() + " takes the connection and hangs up" + when(handshake)
                + said(handshake, failure)
                        .map(it -> ", saying \"" + Visible.text(it, SHOWN) + "\"")
                        .orElse("")
                + ".";
    }

    private static String when(Handshake handshake) {
        return switch (handshake.reached()) {
            case NOTHING, NAME, TCP -> " before it greets";
            case GREETING -> " during the key exchange";
            case KEX, HOSTKEY -> " before it looks at any key";
            case AUTH, LOGIN -> " in place of an answer to the first key";
        };
    }

    /** Its own words: those that give a reason, or the goodbye, or the last line before a greeting that never came. */
    private static Optional<String> said(Handshake handshake, Failure failure) {
        if (isPenalty(handshake, failure)) {
            return Optional.of(PENALTY);
        }
        if (isCrowded(handshake, failure)) {
            return Optional.of(CROWDED);
        }
        return heard(handshake, failure).filter(it -> !it.isBlank()).reduce((first, last) -> last);
    }

    private static Stream<String> heard(Handshake handshake, Failure failure) {
        Stream<String> words =
                handshake.reached().compareTo(Reached.GREETING) >= 0 ? Stream.of(failure.seen()) : Stream.empty();
        return Stream.concat(handshake.linesBefore().stream(), words);
    }

    private static boolean isPenalty(Handshake handshake, Failure failure) {
        return says(PENALTY, handshake, failure);
    }

    private static boolean isCrowded(Handshake handshake, Failure failure) {
        return says(CROWDED, handshake, failure);
    }

    private static boolean says(String words, Handshake handshake, Failure failure) {
        return failure.seen().contains(words)
                || handshake.linesBefore().stream().anyMatch(it -> it.contains(words));
    }

    private static Fix fix(Snapshot facts, Handshake handshake, Failure failure) {
        if (isPenalty(handshake, failure)) {
            return Fix.manual("Stop every script that keeps trying, wait ten minutes, and then try once: each failed"
                            + " login costs your address 5 s or more, and from 15 s on the server shuts it out until they"
                            + " are over, ten minutes at most (PerSourcePenalties). It says the same when too many logins"
                            + " are open there (MaxStartups): then two minutes are enough.")
                    .byHand("On the server, PerSourcePenaltyExemptList in sshd_config can spare your address.");
        }
        if (isCrowded(handshake, failure)) {
            return Fix.manual(
                    "Wait two minutes and try again: too many logins are open there at once (MaxStartups), and"
                            + " the server ends those that do not get on after two minutes (LoginGraceTime).");
        }
        if (handshake.reached().compareTo(Reached.GREETING) >= 0) {
            return Fix.manual("Try again in a minute; if it stays so, look into the server's log: the server itself"
                    + " ended the connection.");
        }
        return ConnectionFailures.withCurrentAddress(
                facts,
                Fix.manual("Wait a few minutes and try once more, if you tried often; else the port leads to a server"
                                + " that is not ready, that bans your address, or that is no SSH server at all (an HTTPS"
                                + " port ends a connection just so).")
                        .byHand("On the server: \"sshd -t\" tells whether sshd can start at all (missing host keys:"
                                + " \"ssh-keygen -A\"); \"fail2ban-client status sshd\" tells who is banned."));
    }
}
