package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** No port is set, so ssh goes to 22, where something else answers or nothing (ssh_config(5), Port). */
public final class PortNotSet implements Check {
    private static final int USUAL = 22;

    @Override
    public Outcome check(Snapshot facts) {
        boolean usual = facts.target().port() == USUAL
                && facts.configuration().first("port").isEmpty()
                && facts.target().provider().isEmpty(); // ssh.runpod.io listens there
        Optional<HostKey.Known> hostKey =
                facts.handshake().seen().flatMap(it -> it.hostKey()).map(HostKey::known);
        if (!usual || hostKey.filter(it -> it == HostKey.Known.YES).isPresent()) {
            return Outcome.clear();
        }
        Optional<Outcome> open = UnjudgedBlocks.setting(facts, "port");
        if (open.isPresent()) {
            return open.get();
        }
        Standing standing = hostKey.filter(it -> it == HostKey.Known.CHANGED).isPresent()
                ? Standing.FITS
                : Standing.of(facts, List.of("port"));
        return switch (standing) {
            case UNHEARD ->
                knownPorts(facts).isEmpty()
                        ? Outcome.clear()
                        : Outcome.of(known(facts, knownPorts(facts), Certainty.POSSIBLE));
            case FITS -> heard(facts);
            case OTHERWISE -> Outcome.clear();
        };
    }

    private static List<Integer> knownPorts(Snapshot facts) {
        return facts.route().knownPorts().stream().filter(it -> it != USUAL).toList();
    }

    private static Outcome heard(Snapshot facts) {
        if (!knownPorts(facts).isEmpty()) {
            return Outcome.of(known(facts, knownPorts(facts), Certainty.LIKELY));
        }
        Optional<Line> elsewhere = elsewhere(facts);
        if (elsewhere.isPresent()) {
            return Outcome.of(
                    finding(facts, Certainty.LIKELY, elsewhere.get().value(), "another block for this host has Port ")
                            .seen(elsewhere.get().at(), "stands in a block that does not count here"));
        }
        boolean podLike = HostPatterns.isPublicAddress(facts.target().host())
                && facts.target().user().equals("root");
        return podLike
                ? Outcome.of(Finding.of(
                                Certainty.POSSIBLE,
                                Subject.host(),
                                "No port is set, so ssh goes to port 22 of "
                                        + facts.target().host()
                                        + "; a container's SSH server mostly has a mapped port, such as 17445.")
                        .seen(
                                Span.of(
                                        Span.COMMAND_LINE,
                                        String.join(" ", facts.target().command())),
                                "names no port")
                        .withFix(Fix.manual("Look up the port that your provider shows beside the address, and give it:"
                                + " -p PORT, or Port PORT in the config.")))
                : Outcome.clear();
    }

    private static Finding known(Snapshot facts, List<Integer> ports, Certainty certainty) {
        String shown = ConfigLines.listed(ports.stream().map(String::valueOf).toList());
        return finding(facts, certainty, shown, "known_hosts knows this host at port ")
                .seen(
                        Span.of(facts.machine().home() + "/.ssh/known_hosts", ""),
                        "[" + facts.target().host() + "]:" + ports.get(0) + " stands there");
    }

    private static Finding finding(Snapshot facts, Certainty certainty, String port, String source) {
        String host = facts.target().host();
        return Finding.of(
                        certainty,
                        Subject.host(),
                        "No port is set for " + host + ", so ssh goes to port 22, but " + source + port + ".")
                .seen(Span.of(Span.COMMAND_LINE, String.join(" ", facts.target().command())), "names no port")
                .withFix(fix(facts, port));
    }

    private static Fix fix(Snapshot facts, String port) {
        if (!HostPatterns.isPort(port)) {
            return Fix.manual("Give the port that the host has now, with -p or by a Port line in its block.");
        }
        String command = CorrectedCommand.withPort(facts.target(), Integer.parseInt(port));
        Optional<ConfigBlock> own = UnjudgedBlocks.own(facts);
        Fix fix = own.isPresent()
                ? Fix.ask("Add Port " + port + " to the block of "
                        + ConfigLines.place(facts.machine(), own.get().header()) + ", if the host has that port still.")
                : Fix.manual("Give the port, if the host has that one still.");
        Optional<Fix> changed = own.map(it -> HostLine.change(
                fix, it.header(), Optional.of(HostLine.withLines(it, it.header().text(), List.of("Port " + port)))));
        Fix told = changed.filter(it -> facts.target().isTyped())
                .map(it -> it.byHand("Or once, by the command:"))
                .or(() -> changed)
                .orElse(fix);
        return CorrectedCommand.pasted(told, facts.target(), command);
    }

    /** The port of a block for the same address that does not count for the name as typed. */
    private static Optional<Line> elsewhere(Snapshot facts) {
        return facts.configuration().blocks().stream()
                .filter(it -> !it.applies())
                .map(BlockMatch::block)
                .filter(it -> BlockSettings.hostName(it, facts.target().typedHost())
                        .filter(facts.target().host()::equalsIgnoreCase)
                        .isPresent())
                .flatMap(it -> it.first("port").stream())
                .filter(it -> !it.value().equals("22"))
                .findFirst();
    }
}
