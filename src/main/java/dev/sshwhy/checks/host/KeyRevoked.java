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

/** The server's key is marked as revoked (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT; ssh_config(5), RevokedHostKeys). */
public final class KeyRevoked implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.of(
                facts,
                hostKey -> hostKey.known() == HostKey.Known.REVOKED
                        ? Outcome.of(finding(facts, hostKey))
                        : HostKeys.doubted(hostKey, HostKey.Doubt.Source.REVOKED_LIST));
    }

    private static Finding finding(Snapshot facts, HostKey hostKey) {
        Optional<Span> mark = hostKey.lines().stream().findFirst();
        Optional<String> authority = hostKey.certificate()
                .map(it -> it.contents().authority())
                .filter(it -> mark.flatMap(HostKeys::keyOf)
                        .filter(key -> key.fingerprint().equals(it))
                        .isPresent());
        String where = mark.map(it -> HostKeys.place(facts, it)).orElse("a list of revoked keys");
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The server shows the " + HostKeys.shown(hostKey.key())
                                + authority
                                        .map(it -> " with a certificate by the authority " + it)
                                        .orElse("")
                                + ", which " + where
                                + " marks as revoked; "
                                + (hostKey.trusted()
                                        ? "StrictHostKeyChecking lets ssh go on, without password logins."
                                        : "ssh stops here, before any login."))
                .seen(Span.of(Span.SERVER, ""), "shows the " + HostKeys.shown(hostKey.key()))
                .withFix(Fix.manual(
                                "Do not connect. Ask whoever runs the server why its key was revoked, and for its new key.")
                        .byHand("Only when they tell you that the mark is wrong, delete " + where + "."));
        Finding shown =
                mark.map(it -> finding.seen(it, "marks the key as revoked")).orElse(finding);
        return hostKey.trusted() ? shown.withEffect(Effect.NONE) : shown;
    }
}
