package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** The server hangs up before it judged any key: a penalty, too many connections, an address ban, a dead backend. */
public final class ClosedEarly implements Check {
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
        String said = isPenalty(failure)
                ? ", saying \"Not allowed at this time\""
                : isCrowded(failure) ? ", saying \"Exceeded MaxStartups\"" : "";
        String when = handshake.reached().compareTo(Reached.GREETING) < 0
                ? " before it greets"
                : handshake.reached().compareTo(Reached.KEX) < 0
                        ? " during the key exchange"
                        : " before it looks at any key";
        return handshake.address() + " takes the connection and hangs up" + when + said + ".";
    }

    private static boolean isPenalty(Failure failure) {
        return failure.seen().contains("Not allowed at this time");
    }

    private static boolean isCrowded(Failure failure) {
        return failure.seen().contains("Exceeded MaxStartups");
    }

    private static Fix fix(Snapshot facts, Handshake handshake, Failure failure) {
        if (isPenalty(failure)) {
            return Fix.manual("Stop every loop that keeps trying, wait ten minutes, and then try once: the server shuts"
                            + " out addresses with too many failed logins for a while.")
                    .byHand("On the server, PerSourcePenaltyExemptList in sshd_config can spare your address.");
        }
        if (isCrowded(failure)) {
            return Fix.manual("Wait a minute and try again: too many unfinished logins are open there (MaxStartups).");
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
