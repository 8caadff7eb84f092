package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** The machine answers that nothing listens on that port (TCP reset, ECONNREFUSED). */
public final class Refused implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ConnectionFailures.of(
                facts,
                Failure.Kind.REFUSED,
                (handshake, failure) -> "Nothing listens on " + handshake.address()
                        + ": the connection was refused at once, before any key or password.",
                (handshake, failure) -> fix(facts));
    }

    private static Fix fix(Snapshot facts) {
        Fix fix = Fix.manual("Use the port that the SSH server really has.");
        if (facts.target().port() == 22) {
            fix = fix.byHand("No port was given, so ssh took 22. A container's SSH server mostly has a mapped port:"
                    + " add -p and that port.");
        }
        fix = ConnectionFailures.withCurrentAddress(facts, fix)
                .byHand("If the address and port are right, the SSH server there does not run: start it in the"
                        + " provider's web terminal, for instance with \"service ssh start\", and expose port 22 as"
                        + " TCP.");
        return facts.route().knownPorts().contains(facts.target().port())
                ? fix.byHand("If it let you in before and you tried often just now, it may be a ban, of ten minutes"
                        + " by fail2ban's default: wait so long, or try from another network.")
                : fix;
    }
}
