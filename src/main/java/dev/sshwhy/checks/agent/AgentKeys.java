package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the checks of this layer share: which keys the account knows, and which of them only an agent can have. */
final class AgentKeys {
    /** What names the agent that every program asks, ssh as well unless IdentityAgent says otherwise. */
    static final String VARIABLE = "SSH_AUTH_SOCK";

    private AgentKeys() {}

    /** The line that turns agents off for this host. */
    static Optional<ConfigValue> switchedOff(Snapshot facts) {
        return facts.configuration()
                .first("identityagent")
                .filter(it -> it.value().equals("none"));
    }

    /** Whether sshd would take this key by the account's field. */
    static boolean isRegistered(Snapshot facts, PublicKey key) {
        return facts.account()
                .seen()
                .filter((AccountField it) -> it.accepts(key))
                .isPresent();
    }

    /** Whether ssh offers a key that the account holds. */
    static boolean offersRegistered(Snapshot facts) {
        return facts.offered().stream()
                .anyMatch(it ->
                        it.publicKey().filter(key -> isRegistered(facts, key)).isPresent());
    }

    /** The server was heard, and offers no login by key. */
    static boolean serverTakesNoKeys(Snapshot facts) {
        return facts.authentication()
                .filter(it -> !it.methods().isEmpty() && !it.methods().contains("publickey"))
                .isPresent();
    }

    /** Whether the private half lies on this machine as a file too. */
    static boolean hasPrivateFile(Snapshot facts, PublicKey key) {
        return facts.localKeys().stream()
                .filter(it -> it.format().isPrivate())
                .anyMatch(it -> publicHalf(facts, it).filter(key::isSameKeyAs).isPresent());
    }

    private static Optional<PublicKey> publicHalf(Snapshot facts, KeyFile file) {
        return file.publicKey()
                .or(() -> facts.localKeys().stream()
                        .filter(it -> it.path().equals(file.path() + ".pub"))
                        .flatMap(it -> it.publicKey().stream())
                        .findFirst());
    }

    /**
     * A registered key that this agent, which shows none, must have held: its public half alone lies here, or no private
     * key lies here at all.
     */
    static Optional<PublicKey> missed(Snapshot facts) {
        List<PublicKey> registered =
                facts.account().seen().map(AccountField::acceptedKeys).orElse(List.of());
        boolean noneHere =
                facts.localKeys().stream().noneMatch(it -> it.format().isPrivate())
                        && facts.identities().stream()
                                .noneMatch(it -> it.file()
                                        .seen()
                                        .filter(file -> file.format().isPrivate())
                                        .isPresent());
        return registered.stream()
                .filter(key -> !hasPrivateFile(facts, key))
                .filter(key -> noneHere || isPublicHalfHere(facts, key))
                .findFirst();
    }

    private static boolean isPublicHalfHere(Snapshot facts, PublicKey key) {
        return facts.localKeys().stream()
                        .anyMatch(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                || facts.identities().stream()
                        .anyMatch(it -> it.publicKey().filter(key::isSameKeyAs).isPresent());
    }

    /** A finding about an agent that shows no key: it blocks only where the registered key lives nowhere else. */
    static Outcome withoutKeys(Snapshot facts, Optional<PublicKey> missed, Finding finding) {
        boolean needed = missed.isPresent() && facts.acceptedAndUsable().isEmpty() && !serverTakesNoKeys(facts);
        return Outcome.of(
                needed
                        ? sure(finding, Certainty.LIKELY)
                        : sure(finding, Certainty.PROVEN).withEffect(Effect.NONE));
    }

    static Finding sure(Finding it, Certainty certainty) {
        return new Finding(it.subject(), it.message(), certainty, it.effect(), it.evidence(), it.fix());
    }

    /**
     * A key that opens the door, or may, in an agent that ssh does not ask for this host.
     *
     * @param certainty how sure it is that this key is the one that is missing
     */
    record Elsewhere(Agent agent, PublicKey key, Certainty certainty) {}

    /**
     * The likeliest such key: one that the server accepts, whose public half alone ssh offers; a registered one; where nobody
     * knows the account, one that is named by its public half, or else the first one that lies in no file here.
     */
    static Optional<Elsewhere> elsewhere(Snapshot facts, Stream<Agent> agents) {
        if (!facts.lacksRightKey() || serverTakesNoKeys(facts)) {
            return Optional.empty();
        }
        return agents.flatMap(agent -> agent.keys().stream()
                        .filter(key -> offered(facts, key).allMatch(it -> it.signing() == Identity.Signing.IMPOSSIBLE))
                        .filter(key -> !hasPrivateFile(facts, key))
                        .map(key -> new Elsewhere(agent, key, certainty(facts, key))))
                .filter(it -> facts.account().seen().isEmpty()
                        || isRegistered(facts, it.key())
                        || isAccepted(facts, it.key()))
                .min(Comparator.comparing(Elsewhere::certainty));
    }

    private static Stream<Identity> offered(Snapshot facts, PublicKey key) {
        return facts.offered().stream()
                .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent());
    }

    private static boolean isAccepted(Snapshot facts, PublicKey key) {
        return facts.authentication().filter(it -> it.accepted(key)).isPresent();
    }

    private static Certainty certainty(Snapshot facts, PublicKey key) {
        if (isAccepted(facts, key)) {
            return Certainty.PROVEN;
        }
        if (facts.account().seen().isEmpty()) {
            boolean named = facts.authentication().isEmpty()
                    && offered(facts, key).findAny().isPresent();
            return named || facts.offered().isEmpty() ? Certainty.LIKELY : Certainty.POSSIBLE;
        }
        return facts.authentication().isPresent() ? Certainty.PROVEN : Certainty.LIKELY;
    }

    /** What both the account and the server say of a key that ssh does not offer. */
    static Finding withTheOtherSide(Snapshot facts, PublicKey key, Finding finding) {
        Finding told =
                isRegistered(facts, key) ? finding.seen(Span.of(Span.ACCOUNT_FIELD, ""), "holds this key") : finding;
        if (isAccepted(facts, key)) {
            return told.seen(
                    Span.of(Span.SERVER, ""), "accepts this key, and waits for a signature that ssh cannot make");
        }
        return facts.everyOfferedKeyRefused()
                ? told.seen(Span.of(Span.SERVER, ""), "refuses each of the keys that ssh does offer")
                : told;
    }

    /** What names the agent, such as "SSH_AUTH_SOCK (/run/agent.sock)". */
    static String place(Snapshot facts, Agent agent) {
        return agent.namedBy() + " (" + facts.shown(agent.socket()) + ")";
    }

    /** A key as people know it: its file, or the comment and fingerprint that the agent shows. */
    static String name(Snapshot facts, Identity identity) {
        return identity.path().isEmpty()
                ? identity.publicKey().map(AgentKeys::name).orElse("a key of the agent")
                : facts.shown(identity.path());
    }

    static String name(PublicKey key) {
        return key.comment().isEmpty() ? key.fingerprint() : key.comment() + " (" + key.fingerprint() + ")";
    }
}
