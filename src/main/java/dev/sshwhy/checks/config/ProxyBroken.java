package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Route.Hop;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way to the host cannot be gone: jumps in a circle, an unknown jump host, a ProxyCommand without its program. */
public final class ProxyBroken implements LintCheck {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        List<Hop> hops = facts.route().hops();
        if (facts.route().loops() && !hops.isEmpty()) {
            circle(facts, hops).ifPresent(findings::add);
        } else if (!hops.isEmpty()) {
            // Only the first jump host's name is looked up here; the others' names are looked up on the host before.
            unknown(facts, hops.get(0)).ifPresent(findings::add);
        }
        Optional<Span> command = facts.configuration().first("proxycommand").map(it -> it.setAt());
        if (command.isPresent() && facts.route().proxyProgram() instanceof Observed.Absent<String> absent) {
            findings.add(noProgram(facts, command.get(), absent.where()));
        }
        if (isSecondHop(facts)) {
            findings.add(noKeysHere(facts));
        }
        if (findings.isEmpty()
                && command.isPresent()
                && facts.route().proxyProgram() instanceof Observed.NotLookedAt<String> unseen) {
            return Outcome.cannotTell("the program of ProxyCommand", unseen.why());
        }
        return Outcome.of(findings);
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        return ConfigLines.limited(new JumpLines(tree).findings());
    }

    private static Optional<Finding> circle(Snapshot facts, List<Hop> hops) {
        boolean refused = facts.configuration().fatal().stream()
                .anyMatch(it -> hops.stream().anyMatch(hop -> hop.namedBy().equals(it.at())));
        if (refused) {
            return Optional.empty(); // ssh itself finds that the first jump leads to the target, and says so
        }
        List<String> way = new ArrayList<>(List.of(facts.target().typedHost()));
        for (int i = hops.size() - 1; i >= 0; i--) {
            way.add(hops.get(i).typed());
        }
        if (way.indexOf(hops.get(0).typed()) == way.size() - 1) {
            return Optional.empty(); // two hosts of one address, such as that of a tunnel, are no circle
        }
        Finding finding = Finding.of(
                Certainty.PROVEN,
                Subject.host(),
                "The way to " + way.get(0) + " leads in a circle: " + JumpLines.words(way) + ".");
        for (Span line : hops.stream().map(Hop::namedBy).distinct().toList()) {
            finding = finding.seen(line, "names the jump host");
        }
        Hop again = hops.get(0);
        Optional<ConfigBlock> block = facts.configuration().blockOf(again.namedBy());
        boolean general = block.filter(it -> BlockReach.of(it).isWide()).isPresent();
        return Optional.of(finding.withFix(
                general
                        ? JumpLines.excepted(facts.machine(), again.typed(), again.namedBy())
                        : Fix.manual("Take ProxyJump out of the block of the host that can be reached directly.")));
    }

    private static Optional<Finding> unknown(Snapshot facts, Hop hop) {
        boolean plain = hop.inConfig().isEmpty()
                && hop.host().indexOf('.') < 0
                && !HostPatterns.isAddress(hop.host())
                && !hop.host().equals("localhost");
        boolean completed = facts.configuration().first("canonicaldomains").isPresent();
        Optional<Handshake> handshake = facts.handshake().seen();
        Optional<Failure> failure = handshake.flatMap(Handshake::failure);
        boolean unresolved = failure.filter(it -> it.kind() == Failure.Kind.NAME_UNRESOLVED)
                .filter(it -> it.saying().contains(hop.host())
                        || handshake.get().address().startsWith(hop.host()))
                .isPresent();
        boolean heard = handshake.isPresent()
                && failure.filter(it -> it.kind() == Failure.Kind.PROXY || it.kind() == Failure.Kind.TOOL_LIMIT)
                        .isEmpty();
        if (!plain || completed || (heard && !unresolved)) {
            return Optional.empty();
        }
        Optional<String> near = Misspelling.nearest(hop.typed(), JumpLines.names(facts.configuration()));
        String message = "ssh jumps over " + hop.typed() + ", for which no Host line is written; "
                + (unresolved
                        ? "nobody knows a host of that name"
                        : "as it stands, it has to be a name that this machine knows")
                + near.map(it -> "; " + it + " is meant, it seems").orElse("") + ".";
        Finding finding = Finding.of(unresolved ? Certainty.LIKELY : Certainty.POSSIBLE, Subject.host(), message)
                .seen(hop.namedBy(), "names " + hop.typed());
        finding = unresolved ? finding.seen(Span.of(hop.host(), ""), "is not known") : finding;
        return Optional.of(finding.withFix(JumpLines.named(facts.machine(), hop.namedBy(), hop.typed(), near)));
    }

    private static Finding noProgram(Snapshot facts, Span at, String program) {
        boolean path = program.indexOf('/') >= 0;
        String place = ConfigLines.place(facts.machine(), at);
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh is to connect through the program " + program + " (ProxyCommand, " + place + "), and "
                                + (path
                                        ? "there is no such program."
                                        : "no folder of PATH holds a program of that name."))
                .seen(at, "runs " + program)
                .seen(Span.of(program, ""), path ? "is not there, or is no program" : "is not on the PATH")
                .withFix(Fix.manual("Install " + program + ", or write in " + place + " where it is."));
    }

    /** A shell at the far end of an ssh connection, to which neither agent nor keys came along. */
    private static boolean isSecondHop(Snapshot facts) {
        return facts.machine().variables().containsKey("SSH_CONNECTION")
                && facts.agent().state() == Agent.State.NONE
                && facts.offered().isEmpty()
                && facts.localKeys().stream().noneMatch(it -> it.format().isPrivate());
    }

    private static Finding noKeysHere(Snapshot facts) {
        String here = facts.machine().variables().getOrDefault("SSH_CONNECTION", "");
        return Finding.of(
                        Certainty.POSSIBLE,
                        Subject.host(),
                        "This shell runs at the far end of an ssh connection, and the keys of the machine you came from"
                                + " did not come along: there is no agent and no key here.")
                .seen(Span.of("SSH_CONNECTION", here), "this shell was reached by ssh")
                .withEffect(Effect.NONE)
                .withFix(Fix.manual("Start from the machine that has the key, and jump over this one.")
                        .paste("ssh -J THIS-HOST " + facts.target().user() + "@"
                                + facts.target().host()));
    }
}
