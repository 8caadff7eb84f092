package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
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

/** So many other keys are offered first that the server hangs up before the right one comes (sshd_config(5), MaxAuthTries). */
public final class TooManyKeys implements Check {
    /** sshd_config(5), MaxAuthTries: the default. The sixth refused key ends the connection. */
    private static final int USUAL_TRIES = 6;

    @Override
    public Outcome check(Snapshot facts) {
        List<Identity> offered = facts.offered();
        Optional<Handshake> handshake = facts.authentication();
        if (handshake.isEmpty()) {
            return offered.size() <= USUAL_TRIES ? Outcome.clear() : expected(facts, offered);
        }
        if (!handshake.get().cutOff()) {
            return Outcome.clear();
        }
        List<Identity> notAsked = offered.stream()
                .filter(it -> it.publicKey()
                        .filter(key ->
                                handshake.get().refused(key) || handshake.get().accepted(key))
                        .isEmpty())
                .toList();
        return Outcome.of(cutOff(facts, handshake.get(), notAsked));
    }

    /** Nobody asked the server: the right key stands behind more keys than a server usually bears. */
    private static Outcome expected(Snapshot facts, List<Identity> offered) {
        boolean early = offered.subList(0, USUAL_TRIES).stream().anyMatch(it -> isWanted(facts, it));
        Optional<Identity> wanted = offered.subList(USUAL_TRIES, offered.size()).stream()
                .filter(it -> isWanted(facts, it))
                .findFirst();
        if (early || wanted.isEmpty()) {
            return Outcome.clear();
        }
        int before = offered.indexOf(wanted.get());
        String message = "ssh offers " + before + " other keys" + agents(ofAgent(offered.subList(0, before)))
                + " before " + AgentKeys.name(facts, wanted.get())
                + "; most servers hang up after " + USUAL_TRIES + " refused keys.";
        return Outcome.of(Finding.of(Certainty.LIKELY, Subject.host(), message)
                .seen(Span.of(Span.AGENT, ""), facts.agent().keys().size() + " keys")
                .seen(place(wanted.get()), "stands at place " + wanted.get().offered())
                .withFix(fix(facts, wanted)));
    }

    private static String agents(int count) {
        return count == 0 ? "" : " (" + count + " of them the agent's)";
    }

    private static Finding cutOff(Snapshot facts, Handshake handshake, List<Identity> notAsked) {
        Optional<Identity> wanted = notAsked.stream()
                .filter(it -> isWanted(facts, it))
                .findFirst()
                .or(() -> notAsked.stream().filter(it -> !it.path().isEmpty()).findFirst());
        List<Identity> refused = facts.offered().stream()
                .filter(it -> it.publicKey().filter(handshake::refused).isPresent())
                .toList();
        int agents = ofAgent(refused);
        String message = "The server hung up after " + handshake.tries() + " refused keys" + agents(agents)
                + wanted.map(it -> ", before ssh could offer " + AgentKeys.name(facts, it))
                        .orElse("") + ".";
        Finding finding = Finding.of(certainty(facts, notAsked), Subject.host(), message)
                .seen(Span.of(Span.SERVER, ""), "hung up after " + handshake.tries() + " refused keys");
        if (wanted.isPresent()) {
            finding = finding.seen(
                    place(wanted.get()),
                    "stands at place " + wanted.get().offered() + " of "
                            + facts.offered().size());
        }
        finding = finding.withFix(
                agents == 0 && wanted.isPresent() ? order(facts, refused, wanted.get()) : fix(facts, wanted));
        boolean reasonIsAnother = notAsked.isEmpty() || AgentKeys.serverTakesNoKeys(facts);
        return reasonIsAnother ? finding.withEffect(Effect.NONE) : finding;
    }

    private static Certainty certainty(Snapshot facts, List<Identity> notAsked) {
        if (notAsked.isEmpty() || notAsked.stream().anyMatch(it -> isWanted(facts, it))) {
            return Certainty.PROVEN;
        }
        return facts.account().seen().isPresent() ? Certainty.POSSIBLE : Certainty.LIKELY;
    }

    /** Whether it is known to be the right key: the account holds it, or the user chose it for this command. */
    private static boolean isWanted(Snapshot facts, Identity identity) {
        return identity.namedBy() == Identity.NamedBy.COMMAND_LINE
                || identity.publicKey()
                        .filter(key -> AgentKeys.isRegistered(facts, key))
                        .isPresent();
    }

    private static int ofAgent(List<Identity> identities) {
        return (int) identities.stream().filter(Identity::inAgent).count();
    }

    private static Span place(Identity identity) {
        return identity.namedAt()
                .orElseGet(() -> Span.of(identity.path().isEmpty() ? Span.AGENT : identity.path(), ""));
    }

    /** Keys that files and lines name stay where they are for IdentitiesOnly: the right one has to come first. */
    private static Fix order(Snapshot facts, List<Identity> refused, Identity wanted) {
        String path = facts.shown(wanted.path());
        Optional<Span> before =
                refused.stream().flatMap(it -> it.namedAt().stream()).findFirst();
        return Fix.manual("Have ssh offer the right key first: add -i " + path + " to the command"
                + before.filter(it -> it.line() > 0)
                        .map(it -> ", or put its IdentityFile line above the others, of which the first is line "
                                + it.line() + " of " + facts.shown(it.source()))
                        .orElse("")
                + ".");
    }

    private static Fix fix(Snapshot facts, Optional<Identity> wanted) {
        if (wanted.isEmpty()) {
            return Fix.manual(
                    "Find out which key this server knows, and have ssh offer only that: name its file with -i,"
                            + " and add -o IdentitiesOnly=yes.");
        }
        NamedKey named = wanted.filter(it -> it.path().isEmpty())
                .flatMap(Identity::publicKey)
                .map(it -> NamedKey.of(facts, it))
                .orElseGet(() -> new NamedKey(wanted.get().path(), Optional.empty()));
        return named.fix(facts, "have ssh offer only this key", true);
    }
}
