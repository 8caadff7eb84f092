package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;

/** The first contact with a server: ssh asks whether to trust its key (OpenSSH sshconnect.c check_host_key, HOST_NEW). */
public final class KeyUnknown implements Check {
    /** Where the key may stand after all. */
    private static final List<HostKey.Doubt.Source> ELSEWHERE =
            List.of(HostKey.Doubt.Source.KNOWN_HOSTS_COMMAND, HostKey.Doubt.Source.KNOWN_HOSTS_FILE);

    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.of(facts, hostKey -> judge(facts, hostKey));
    }

    private static Outcome judge(Snapshot facts, HostKey hostKey) {
        boolean stopsSooner = hostKey.obstacle()
                .filter(it -> it.kind() != HostKey.Obstacle.Kind.NOTHING_TO_WRITE)
                .isPresent();
        HostKeys.Unknown unknown = HostKeys.unknown(facts, hostKey);
        if (hostKey.known() != HostKey.Known.NO
                || hostKey.trusted()
                || stopsSooner
                || unknown.effect() == Effect.NONE) {
            return Outcome.clear();
        }
        for (HostKey.Doubt.Source it : ELSEWHERE) {
            if (hostKey.isInDoubt(it)) {
                return HostKeys.doubted(hostKey, it);
            }
        }
        return Outcome.of(finding(facts, hostKey, unknown));
    }

    private static Finding finding(Snapshot facts, HostKey hostKey, HostKeys.Unknown unknown) {
        boolean strict = unknown.effect() == Effect.BLOCKS;
        return Finding.of(
                        hostKey.isInDoubt(HostKey.Doubt.Source.DNS) ? Certainty.LIKELY : Certainty.PROVEN,
                        Subject.host(),
                        "No known_hosts file has the server's " + HostKeys.shown(hostKey.key()) + " for "
                                + HostKeys.name(facts) + "; " + unknown.words() + ".")
                .seen(Span.of(Span.SERVER, ""), "shows the " + HostKeys.shown(hostKey.key()))
                .withFix(fix(facts, hostKey, strict))
                .withEffect(unknown.effect());
    }

    private static Fix fix(Snapshot facts, HostKey hostKey, boolean strict) {
        Fix fix = Fix.manual("Compare " + hostKey.key().fingerprint()
                + " with what the provider's console or the machine's owner tells you.");
        if (hostKey.obstacle().isPresent()) {
            return fix.byHand("If it is the same, set UserKnownHostsFile to a file, and connect again.");
        }
        return strict
                ? fix.byHand("If it is the same, add this line to ~/.ssh/known_hosts:\n  " + HostKeys.name(facts) + " "
                        + hostKey.key().type() + " " + hostKey.key().blob())
                : fix.byHand("If it is the same, answer yes; ssh remembers the key and does not ask again.");
    }
}
