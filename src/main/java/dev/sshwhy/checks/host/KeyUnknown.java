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
import java.util.Optional;

/** The first contact with a server: ssh asks whether to trust its key (OpenSSH sshconnect.c check_host_key, HOST_NEW). */
public final class KeyUnknown implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.of(
                facts,
                HostKey.Known.NO,
                hostKey -> hostKey.trusted() ? Optional.empty() : Optional.of(finding(facts, hostKey)));
    }

    private static Finding finding(Snapshot facts, HostKey hostKey) {
        boolean strict = facts.configuration().isOn("stricthostkeychecking", false);
        String next = strict
                ? "StrictHostKeyChecking is on, so ssh refuses."
                : facts.configuration().isOn("batchmode", false)
                        ? "BatchMode is on, so ssh refuses instead of asking."
                        : "ssh asks first whether to go on.";
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "No known_hosts file has the server's " + HostKeys.shown(hostKey.key()) + " for "
                                + HostKeys.name(facts) + "; " + next)
                .seen(Span.of(Span.SERVER, ""), "shows the " + HostKeys.shown(hostKey.key()))
                .withFix(fix(facts, hostKey, strict))
                .withEffect(strict ? Effect.BLOCKS : Effect.PROMPTS);
    }

    private static Fix fix(Snapshot facts, HostKey hostKey, boolean strict) {
        Fix fix = Fix.manual("Compare " + hostKey.key().fingerprint()
                + " with what the provider's console or the machine's owner tells you.");
        return strict || facts.configuration().isOn("batchmode", false)
                ? fix.byHand("If it is the same, add this line to ~/.ssh/known_hosts: " + HostKeys.name(facts) + " "
                        + hostKey.key().type() + " " + hostKey.key().blob())
                : fix.byHand("If it is the same, answer yes; ssh remembers the key and does not ask again.");
    }
}
