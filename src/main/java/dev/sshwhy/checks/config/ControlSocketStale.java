package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.sshconfig.SshRelease;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** At ControlPath lies the socket of an earlier ssh: alive, hung or dead; or its name is too long (OpenSSH mux.c, muxclient). */
public final class ControlSocketStale implements Check {
    /** From OpenSSH 9.4 on, ConnectTimeout also limits the wait for a master's first word. */
    private static final int LIMITS_THE_WAIT = 904;

    /** A dot and sixteen letters. */
    private static final int ADDED_BY_A_MASTER = 17;

    @Override
    public Outcome check(Snapshot facts) {
        ControlSocket socket = facts.controlSocket();
        String master = facts.configuration().text("controlmaster", "no").toLowerCase(Locale.ROOT);
        int most = mostBytes(facts, master);
        if (socket.state() != ControlSocket.State.NOT_USED
                && socket.path().getBytes(StandardCharsets.UTF_8).length > most) {
            return Outcome.of(tooLong(facts, most));
        }
        boolean isThere =
                socket.state() != ControlSocket.State.NOT_USED && socket.state() != ControlSocket.State.ABSENT;
        if (isThere && (master.equals("true") || master.equals("yes") || master.equals("ask"))) {
            return Outcome.of(inTheWay(facts, master.equals("ask") ? "ask" : "yes"));
        }
        return switch (socket.state()) {
            case NOT_USED, ABSENT -> Outcome.clear();
            // With auto, ssh removes a dead socket without a word.
            case STALE -> master.startsWith("auto") ? Outcome.clear() : Outcome.of(dead(facts));
            case UNREADABLE -> Outcome.of(unusable(facts));
            case LIVE -> Outcome.of(shared(facts));
            case SILENT -> Outcome.of(silent(facts));
        };
    }

    /** What the system lets the name of a socket be; a master makes it under a name that is longer (mux.c, muxserver_listen). */
    private static int mostBytes(Snapshot facts, String master) {
        int most = facts.machine().operatingSystem() == OperatingSystem.MACOS ? 103 : 107;
        return master.equals("no") || master.equals("false") ? most : most - ADDED_BY_A_MASTER;
    }

    private static Finding tooLong(Snapshot facts, int most) {
        String path = facts.controlSocket().path();
        String message = "The control socket's name is too long: " + facts.shown(path) + " has "
                + path.getBytes(StandardCharsets.UTF_8).length + " bytes, and " + most
                + " are the most here, so ssh ends, before or after the login.";
        // sshwhy logs in without the socket: that this works takes nothing back.
        return seen(facts, Finding.of(Certainty.PROVEN, Subject.start(), message), "is too long")
                .withFix(Fix.manual("Give ControlPath a shorter name, such as ~/.ssh/%C."));
    }

    private static Finding silent(Snapshot facts) {
        String path = facts.controlSocket().path();
        String process = "The process behind the control socket " + facts.shown(path)
                + " takes connections and does not answer, so ssh waits ";
        Fix fix = Fix.ask("Take the socket away; ssh then connects anew.")
                .run("rm", path)
                .byHand("Then end the hung ssh, or wake it up where it was suspended with Ctrl-Z.");
        Optional<String> seconds = limitOfTheWait(facts);
        if (seconds.isPresent()) {
            String message = process + seconds.get() + " seconds for it before it connects anew.";
            return seen(facts, Finding.of(Certainty.LIKELY, Subject.host(), message), "says nothing")
                    .withEffect(Effect.NONE)
                    .withFix(fix);
        }
        // A login that sshwhy makes does not go through the socket: that it works takes nothing back.
        Finding finding = Finding.of(Certainty.PROVEN, Subject.start(), process + "for it without end.");
        return seen(facts, finding, "says nothing").withFix(fix);
    }

    /** The seconds of ConnectTimeout, where this ssh counts them here. */
    private static Optional<String> limitOfTheWait(Snapshot facts) {
        boolean limits = facts.machine()
                .sshVersion()
                .filter(it -> SshRelease.of(it).isAtLeast(LIMITS_THE_WAIT))
                .isPresent();
        return facts.configuration()
                .first("connecttimeout")
                .map(ConfigValue::value)
                .filter(it -> limits && !it.equals("0") && it.chars().allMatch(Character::isDigit));
    }

    private static Finding shared(Snapshot facts) {
        String path = facts.controlSocket().path();
        long process = facts.controlSocket().processId();
        String master = process > 0 ? "process " + process : "another process";
        String message =
                "ssh goes through the open connection of " + master + ": it does not log in again, and neither a key"
                        + " nor a changed setting counts until that connection is closed.";
        Fix fix = Fix.ask("Close that connection, and with it every session that goes through it.")
                .run("ssh", "-S", path, "-O", "exit", facts.target().typedHost())
                .byHand("To log in anew and keep those sessions: the same with -O stop.");
        return harmless(facts, Certainty.PROVEN, message, "answers for " + master, fix);
    }

    private static Finding dead(Snapshot facts) {
        String path = facts.controlSocket().path();
        String message = "Nobody listens on the control socket " + facts.shown(path) + " any more: ssh says"
                + " \"Control socket connect: Connection refused\" and connects anew.";
        Fix fix = Fix.ask("Take it away, or say ControlMaster auto: ssh then removes it itself.")
                .run("rm", path);
        return harmless(facts, Certainty.PROVEN, message, "nobody listens here", fix);
    }

    private static Finding inTheWay(Snapshot facts, String master) {
        String message = "With ControlMaster " + master + ", and "
                + facts.shown(facts.controlSocket().path())
                + " there already, ssh says \"ControlSocket already exists, disabling multiplexing\" and connects"
                + " anew.";
        Fix fix = Fix.manual("Say ControlMaster auto: ssh then uses the open connection, or removes a dead socket.");
        return harmless(facts, Certainty.PROVEN, message, "is there already", fix);
    }

    /** Another user's socket, or a program there that is no ssh: mostly ssh complains and goes on. */
    private static Finding unusable(Snapshot facts) {
        String message = "No ssh answers as it should on the control socket "
                + facts.shown(facts.controlSocket().path()) + ": ssh complains about it and connects anew.";
        Fix fix = Fix.manual("Give ControlPath a name that nothing else uses, such as ~/.ssh/%C.")
                .byHand("If ssh ends there, go without the socket: ssh -S none …");
        return harmless(facts, Certainty.LIKELY, message, "cannot be used", fix);
    }

    private static Finding harmless(Snapshot facts, Certainty certainty, String message, String saying, Fix fix) {
        return seen(facts, Finding.of(certainty, Subject.host(), message), saying)
                .withEffect(Effect.NONE)
                .withFix(fix);
    }

    private static Finding seen(Snapshot facts, Finding finding, String saying) {
        Finding told = finding.seen(Span.of(facts.controlSocket().path(), ""), saying);
        Optional<ConfigValue> named = facts.configuration().first("controlpath");
        return named.isPresent() ? told.seen(named.get().setAt(), "names the socket") : told;
    }
}
