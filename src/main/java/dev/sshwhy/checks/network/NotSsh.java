package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
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
                facts, Failure.Kind.NOT_SSH, NotSsh::words, (handshake, failure) -> fix(facts, failure));
    }

    private static String words(Handshake handshake, Failure failure) {
        String seen = failure.seen().lines().findFirst().orElse("");
        return handshake.address() + " is no SSH 2.0 server"
                + (seen.isEmpty() ? "" : ": it answers \"" + Visible.text(seen, SHOWN) + "\"") + ".";
    }

    private static Fix fix(Snapshot facts, Failure failure) {
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
