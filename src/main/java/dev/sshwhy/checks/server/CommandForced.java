package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** The key's line on the server names a command (sshd(8), AUTHORIZED_KEYS FILE FORMAT, command=): ssh gets that and no shell. */
public final class CommandForced implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(
                facts,
                handshake -> KeyLine.withCommand(handshake)
                        .filter(line -> line.sendsAway(facts, handshake)
                                .filter(how -> how != Certainty.POSSIBLE)
                                .isEmpty())
                        .map(line -> Outcome.of(finding(facts, handshake, line)))
                        .orElseGet(Outcome::clear));
    }

    private static Finding finding(Snapshot facts, Handshake handshake, KeyLine line) {
        String user = facts.target().user();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The key's line in " + user + "'s authorized_keys on " + handshake.address()
                                + " names a command: ssh runs that, and no shell, whatever you type.")
                .seen(Span.of(Span.SERVER, line.remark()), "says so on the login (ssh -v shows it behind \"Remote:\")")
                .withFix(Fix.manual(
                        "Nothing, where the key is meant for that one job; for a shell use another key, or take"
                                + " command=\"…\" out of that line on the server."));
    }
}
