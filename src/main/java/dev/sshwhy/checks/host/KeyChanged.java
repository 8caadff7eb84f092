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
import java.util.Optional;

/** The server's key is not the one that known_hosts has for it (OpenSSH sshconnect.c check_host_key, HOST_CHANGED). */
public final class KeyChanged implements Check {
    private static final int MOST_SHOWN = 3;

    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.of(facts, HostKey.Known.CHANGED, hostKey -> Optional.of(finding(facts, hostKey)));
    }

    private static Finding finding(Snapshot facts, HostKey hostKey) {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), message(facts, hostKey))
                .seen(Span.of(Span.SERVER, ""), "shows the " + HostKeys.shown(hostKey.key()));
        for (Span line : hostKey.lines().stream().limit(MOST_SHOWN).toList()) {
            finding = finding.seen(line, "the key that ssh knows" + fingerprint(line));
        }
        Finding fixed = finding.withFix(fix(facts, hostKey));
        return hostKey.trusted() ? fixed.withEffect(Effect.NONE) : fixed;
    }

    private static String message(Snapshot facts, HostKey hostKey) {
        String known = hostKey.lines().stream()
                .findFirst()
                .map(it -> HostKeys.place(facts, it) + " has another key" + fingerprint(it))
                .orElse("known_hosts has another key");
        return "The server shows the " + HostKeys.shown(hostKey.key()) + ", but " + known + " for "
                + HostKeys.name(facts)
                + (hostKey.trusted()
                        ? "; StrictHostKeyChecking lets ssh go on, without password logins."
                        : "; ssh stops here, before any login.");
    }

    private static String fingerprint(Span line) {
        return HostKeys.keyOf(line).map(it -> ", " + it.fingerprint()).orElse("");
    }

    private static Fix fix(Snapshot facts, HostKey hostKey) {
        Fix fix = Fix.ask(
                "If you know why the key is new (a Pod or server created anew behind this address), remove the old"
                        + " entry; if you do not, stop: somebody may stand between you and the server.");
        List<String> files =
                hostKey.lines().stream().map(Span::source).distinct().toList();
        for (String file : files) {
            fix = fix.run("ssh-keygen", "-R", HostKeys.name(facts), "-f", file);
        }
        return fix.byHand("Then connect again. ssh asks once; answer yes when it shows "
                + hostKey.key().fingerprint()
                + " and the provider's console or the machine's owner tells you the same.");
    }
}
