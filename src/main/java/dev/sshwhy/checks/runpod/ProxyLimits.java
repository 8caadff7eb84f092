package dev.sshwhy.checks.runpod;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runpod's proxy gives a terminal and nothing else: no files, no forwarding, no command without a terminal. */
public final class ProxyLimits implements Check {
    private static final List<String> FORWARDS = List.of("localforward", "remoteforward", "dynamicforward");

    @Override
    public Outcome check(Snapshot facts) {
        if (RunpodProxy.isTarget(facts)) {
            return ofProgram(facts)
                    .or(() -> forwarding(facts))
                    .or(() -> withoutTerminal(facts))
                    .map(it -> Outcome.of(it.withFix(fix(facts))))
                    .orElseGet(Outcome::clear);
        }
        return jump(facts).map(Outcome::of).orElseGet(Outcome::clear);
    }

    private static Optional<Finding> ofProgram(Snapshot facts) {
        Program program = facts.target().program();
        return switch (program) {
            case SSH -> Optional.empty();
            // The documentation names the first two; the others start a command without a terminal.
            case SCP, SFTP -> Optional.of(finding(facts, Certainty.PROVEN, program.command() + " cannot work there."));
            case RSYNC, GIT -> Optional.of(finding(facts, Certainty.LIKELY, program.command() + " cannot work there."));
        };
    }

    private static Optional<Finding> forwarding(Snapshot facts) {
        SshCommandLine line = line(facts);
        Optional<SshCommandLine.Option> typed = line.options().stream()
                .filter(it -> "LRDWw".indexOf(it.letter()) >= 0)
                .findFirst();
        if (typed.isPresent()) {
            return Optional.of(finding(facts, Certainty.PROVEN, typed.get().shown() + " cannot work there."));
        }
        Configuration configuration = facts.configuration();
        return FORWARDS.stream()
                .flatMap(it -> configuration.all(it).stream())
                .map(ConfigValue::setAt)
                .findFirst()
                .map(at -> {
                    Finding finding = finding(
                                    facts, Certainty.PROVEN, "the forwarding of the config cannot work there.")
                            .seen(at, "asks for a forwarding");
                    return configuration.isOn("exitonforwardfailure", false)
                            ? finding
                            : finding.withEffect(Effect.NONE);
                });
    }

    private static Optional<Finding> withoutTerminal(Snapshot facts) {
        SshCommandLine line = line(facts);
        String terminal = facts.configuration().text("requesttty", "auto");
        boolean hasCommand = !line.remoteCommand().isEmpty()
                || !facts.configuration().text("remotecommand", "none").equals("none");
        if (line.has('s')) {
            return Optional.of(finding(facts, Certainty.LIKELY, "a subsystem (-s) cannot be started there."));
        }
        if (terminal.equals("false") || terminal.equals("no")) {
            return Optional.of(
                    finding(facts, Certainty.LIKELY, "without a terminal (-T) it ends the session at once."));
        }
        if (!hasCommand) {
            return Optional.empty();
        }
        return Optional.of(
                terminal.equals("auto")
                        ? finding(facts, Certainty.LIKELY, "a command without a terminal is not run there.")
                        : finding(facts, Certainty.LIKELY, "a command is passed over there, and a shell opens instead.")
                                .withEffect(Effect.NONE));
    }

    /** A jump wants a forwarded connection (ssh -W). */
    private static Optional<Finding> jump(Snapshot facts) {
        Optional<Span> hop = facts.route().hops().stream()
                .filter(it -> it.host().equalsIgnoreCase(RunpodProxy.HOST))
                .map(it -> it.namedBy())
                .findFirst();
        Optional<Span> command = facts.configuration()
                .first("proxycommand")
                .filter(it -> it.value().contains(RunpodProxy.HOST))
                .map(ConfigValue::setAt);
        return hop.or(() -> command)
                .map(at -> Finding.of(
                                hop.isPresent() ? Certainty.PROVEN : Certainty.LIKELY,
                                Subject.use(),
                                RunpodProxy.HOST + " gives a terminal and forwards no connections: nobody can jump over"
                                        + " it.")
                        .seen(at, "leads over " + RunpodProxy.HOST)
                        .withFix(Fix.manual(
                                "Leave the jump out: go to the Pod's own address, root@IP and its PORT, which"
                                        + " the console shows under Connect, SSH over exposed TCP.")));
    }

    private static SshCommandLine line(Snapshot facts) {
        SshRelease release = facts.machine().sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        return SshCommandLine.parse(facts.target().sshWords(), release);
    }

    /** No login takes it back: the proxy lets one in, and then does not do what was asked for. */
    private static Finding finding(Snapshot facts, Certainty certainty, String what) {
        return Finding.of(certainty, Subject.use(), RunpodProxy.HOST + " gives a terminal and nothing else: " + what)
                .seen(RunpodProxy.place(facts), "goes to Runpod's proxy");
    }

    private static Fix fix(Snapshot facts) {
        String summary = "Use the Pod's own address: the console shows its IP and PORT under Connect, SSH over exposed"
                + " TCP, if the Pod has a public IP and exposes TCP port 22.";
        return Stream.of(TypedCommand.elsewhere(facts, "root@IP", "PORT"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(it -> TypedCommand.corrected(facts, summary, it))
                .orElseGet(() -> Fix.manual(summary));
    }
}
