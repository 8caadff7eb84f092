package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;

/** ssh is to forward a port that it cannot listen on; with ExitOnForwardFailure it ends over that, behind a good login. */
public final class PortTaken implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        boolean masterListens = facts.controlSocket().state() == ControlSocket.State.LIVE;
        return Outcome.of(
                masterListens
                        ? List.of()
                        : facts.takenPorts().stream()
                                .map(it -> finding(facts, it))
                                .toList());
    }

    private static Finding finding(Snapshot facts, TakenPort taken) {
        boolean ends = facts.configuration().isOn("exitonforwardfailure", false);
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.use(),
                        ConfigLines.capital(ConfigLines.place(facts.machine(), taken.setAt()))
                                + " has ssh listen on " + taken.listen() + ", which cannot be had ("
                                + taken.why() + ")"
                                + (ends
                                        ? ": with ExitOnForwardFailure, ssh ends over it as soon as it is logged in."
                                        : ": ssh says so, and goes on without it."))
                .seen(taken.setAt(), "asks for " + taken.listen())
                .withFix(fix(facts, taken));
        return ends ? finding : finding.withEffect(Effect.NONE);
    }

    private static Fix fix(Snapshot facts, TakenPort taken) {
        if (taken.why().equals(TakenPort.TWICE)) {
            return Fix.manual("Leave one of the two forwardings out, or take another port for it.");
        }
        if (taken.why().startsWith("Permission denied")) {
            return Fix.manual("Take another port: those below 1024 are for root alone.");
        }
        if (taken.why().contains("assign requested address")) {
            return Fix.manual("Name an address that this machine has, or none: ssh then listens on localhost.");
        }
        String port = port(taken.listen());
        String who = switch (facts.machine().operatingSystem()) {
            case LINUX -> "ss -ltnp 'sport = :" + port + "'";
            case WINDOWS -> "netstat -ano | findstr :" + port;
            case MACOS, OTHER -> "lsof -iTCP:" + port + " -sTCP:LISTEN";
        };
        return Fix.manual(
                        "End what holds the port, often an ssh that still runs in the background, or take another port.")
                .byHand("Who listens on it:\n  " + who);
    }

    private static String port(String listen) {
        return listen.substring(listen.lastIndexOf(':') + 1);
    }
}
