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

/** The server's key is not the one that known_hosts has for it (OpenSSH sshconnect.c check_host_key, HOST_CHANGED). */
public final class KeyChanged implements Check {
    private static final int MOST_SHOWN = 3;

    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.of(facts, hostKey -> judge(facts, hostKey));
    }

    private static Outcome judge(Snapshot facts, HostKey hostKey) {
        if (hostKey.known() == HostKey.Known.CHANGED) {
            boolean mayBeTold = hostKey.isInDoubt(HostKey.Doubt.Source.KNOWN_HOSTS_COMMAND);
            return mayBeTold
                    ? HostKeys.doubted(hostKey, HostKey.Doubt.Source.KNOWN_HOSTS_COMMAND)
                    : Outcome.of(finding(facts, hostKey));
        }
        return hostKey.otherAtAddress().isEmpty() ? Outcome.clear() : Outcome.of(atAddress(facts, hostKey));
    }

    /** The name's own key is right or new, and the address has another one (CheckHostIP). */
    private static Finding atAddress(Snapshot facts, HostKey hostKey) {
        Span line = hostKey.otherAtAddress().get(0);
        HostKeys.Unknown asked = HostKeys.unknown(facts, hostKey);
        boolean takesNewOnes =
                facts.configuration().text("stricthostkeychecking", "ask").equalsIgnoreCase("accept-new");
        Effect effect = takesNewOnes ? Effect.BLOCKS : asked.effect();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The server shows the " + HostKeys.shown(hostKey.key()) + ", but "
                                + HostKeys.place(facts, line) + " has another key" + fingerprint(line)
                                + " for its address, which CheckHostIP looks up too; "
                                + (takesNewOnes ? "ssh stops here" : asked.words()) + ".")
                .seen(Span.of(Span.SERVER, ""), "shows the " + HostKeys.shown(hostKey.key()))
                .seen(line, "the key that ssh knows for the address" + fingerprint(line))
                .withFix(Fix.ask("If another machine had this address before, delete the old line.")
                        .byHand("Delete " + HostKeys.place(facts, line)
                                + ", or set CheckHostIP no, which is the default since OpenSSH 8.5."))
                .withEffect(effect);
    }

    private static Finding finding(Snapshot facts, HostKey hostKey) {
        Certainty certainty = hostKey.isInDoubt(HostKey.Doubt.Source.DNS) ? Certainty.LIKELY : Certainty.PROVEN;
        Finding finding = Finding.of(certainty, Subject.host(), message(facts, hostKey))
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
        List<String> files = hostKey.lines().stream()
                .map(Span::source)
                .filter(it -> !it.startsWith("KnownHostsCommand-"))
                .distinct()
                .toList();
        for (String file : files) {
            fix = fix.run("ssh-keygen", "-R", HostKeys.name(facts), "-f", file);
        }
        return fix.byHand("Then connect again. ssh asks once; answer yes when it shows "
                + hostKey.key().fingerprint()
                + " and the provider's console or the machine's owner tells you the same.");
    }
}
