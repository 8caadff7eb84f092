package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** Something answers that does not speak SSH 2.0 (RFC 4253 §4.2). */
public final class NotSsh implements Check {
    private static final int SHOWN = 60;

    @Override
    public Outcome check(Snapshot facts) {
        return ConnectionFailures.of(
                facts, Failure.Kind.NOT_SSH, NotSsh::words, (handshake, failure) -> fix(facts, handshake, failure));
    }

    private static String words(Handshake handshake, Failure failure) {
        String seen = Visible.text(failure.seen(), SHOWN);
        return handshake.address()
                + (greeted(handshake)
                        ? " greets as an SSH server, and then sends what no SSH server sends"
                        : " is no SSH 2.0 server")
                + (seen.isEmpty() ? "" : ": it answers \"" + seen + "\"") + ".";
    }

    private static boolean greeted(Handshake handshake) {
        return handshake.reached().compareTo(Reached.GREETING) >= 0;
    }

    private static Fix fix(Snapshot facts, Handshake handshake, Failure failure) {
        if (greeted(handshake)) {
            return Fix.manual(
                    "Try another network, or without the VPN: something on the way may change what is sent. If"
                            + " it stays so, the program on that port is broken, or only pretends to be an SSH server.");
        }
        if (failure.seen().startsWith("SSH-1")) {
            return Fix.manual(
                    "That server speaks only the old SSH 1 protocol, which ssh has dropped: renew the server.");
        }
        return ConnectionFailures.withCurrentAddress(
                facts,
                Fix.manual("Use the port of the SSH server: port 22 must be exposed as a TCP port, not as an HTTP one,"
                        + " and the port outside is mostly another number than 22."));
    }
}
