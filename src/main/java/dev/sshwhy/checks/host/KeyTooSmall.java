package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** The server's RSA key is below RequiredRSASize (OpenSSH sshconnect2.c verify_host_key_callback). */
public final class KeyTooSmall implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.finding(
                facts,
                hostKey -> hostKey.obstacle()
                        .filter(it -> it.kind() == Obstacle.Kind.TOO_SMALL)
                        .map(it -> finding(facts, hostKey, it)));
    }

    private static Finding finding(Snapshot facts, HostKey hostKey, Obstacle obstacle) {
        Optional<Span> setting = facts.configuration().first("requiredrsasize").map(it -> it.setAt());
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The server shows the " + HostKeys.shown(hostKey.key()) + ", " + obstacle.saying()
                                + " (RequiredRSASize): ssh stops there, known or not.")
                .seen(
                        Span.of(Span.SERVER, ""),
                        "shows an RSA key of " + hostKey.key().bits() + " bits");
        Fix fix = Fix.manual("The server needs a larger key, or one of another type.")
                .byHand(
                        "On the server, and restart sshd then:\n  ssh-keygen -t ed25519 -f /etc/ssh/ssh_host_ed25519_key -N ''");
        return setting.map(it -> finding.seen(it, "sets the least size")
                        .withFix(fix.byHand("Or lower RequiredRSASize for this host, down to 1024 at most, on "
                                + HostKeys.place(facts, it) + ".")))
                .orElseGet(() -> finding.withFix(fix));
    }
}
