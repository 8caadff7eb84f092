package dev.sshwhy.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All the facts of one diagnosis. Checks get this and nothing else.
 *
 * @param machine where ssh runs
 * @param target where it is to go
 * @param configuration what the configuration says for that host
 * @param identities every key that ssh may offer, in ssh's order; keys it will not offer stand behind, with the reason
 * @param localKeys every key file found in the usual places, whether ssh would look at it or not
 * @param agent the agent that ssh would ask
 * @param otherAgents agents on this machine that ssh does not ask for this host, and that hold keys; looked for only when
 *     {@link #lacksRightKey}
 * @param account the account's public-key field
 * @param route the way to the target: jump hosts, ProxyCommand, the ports that known_hosts tells of
 * @param knownHosts the files in which ssh looks for the server's key, in its order
 * @param controlSocket a connection that is open already, and that ssh would share
 * @param takenPorts the ports of this machine that ssh is to listen on, and cannot
 * @param jumps the jump hosts on the way, each as the ssh that goes there sees it, in the order in which they are reached;
 *     only those that were asked, so the last one may be where the way ends
 * @param handshake what the server said
 * @param now the time at which all this was looked at
 */
public record Snapshot(
        Machine machine,
        Target target,
        Configuration configuration,
        List<Identity> identities,
        List<KeyFile> localKeys,
        Agent agent,
        List<Agent> otherAgents,
        Observed<AccountField> account,
        Route route,
        List<KnownHostsFacts> knownHosts,
        ControlSocket controlSocket,
        List<TakenPort> takenPorts,
        List<Snapshot> jumps,
        Observed<Handshake> handshake,
        Instant now) {
    public Snapshot {
        identities = List.copyOf(identities);
        localKeys = List.copyOf(localKeys);
        otherAgents = List.copyOf(otherAgents);
        knownHosts = List.copyOf(knownHosts);
        takenPorts = List.copyOf(takenPorts);
        jumps = List.copyOf(jumps);
    }

    public Snapshot withOtherAgents(List<Agent> agents) {
        return with(agents, jumps, handshake);
    }

    /** The same, after the servers on the way were asked. */
    public Snapshot heard(List<Snapshot> onTheWay, Observed<Handshake> atTheEnd) {
        return with(otherAgents, onTheWay, atTheEnd);
    }

    private Snapshot with(List<Agent> agents, List<Snapshot> onTheWay, Observed<Handshake> atTheEnd) {
        return new Snapshot(
                machine,
                target,
                configuration,
                identities,
                localKeys,
                agent,
                agents,
                account,
                route,
                knownHosts,
                controlSocket,
                takenPorts,
                onTheWay,
                atTheEnd,
                now);
    }

    /** Every host on the way, the target last. */
    public List<Snapshot> hosts() {
        return Stream.concat(jumps.stream(), Stream.of(this)).toList();
    }

    /** The jump host that does not let ssh through, so that nobody got as far as the target. */
    public Optional<Snapshot> lastJump() {
        return jumps.isEmpty() || jumps.get(jumps.size() - 1).isPassed()
                ? Optional.empty()
                : Optional.of(jumps.get(jumps.size() - 1));
    }

    private boolean isPassed() {
        return handshake
                .seen()
                .filter(it -> it.loggedIn() && it.failure().isEmpty())
                .isPresent();
    }

    /** Whether ssh looks for this host under longer names, which it takes from the configuration (CanonicalDomains). */
    public boolean completesNames() {
        return configuration.text("canonicalizehostname", "no").matches("(?i)yes|true|always")
                && !configuration.text("canonicaldomains", "none").equals("none");
    }

    /** Whether ssh may connect to a longer name, to which other blocks may apply: nobody here looked it up. */
    public boolean mayMeanLongerName() {
        return configuration.first("canonicalizehostname").stream()
                .anyMatch(setting -> configuration.problems().stream()
                        .anyMatch(it -> it.kind() == ConfigProblem.Kind.NOT_EVALUATED
                                && it.at().equals(setting.setAt())));
    }

    /** Whether ssh ends behind the login unless the server listens for it, which nobody has the server try. */
    public boolean hangsOnRemoteForward() {
        return configuration.isOn("exitonforwardfailure", false)
                && configuration.first("remoteforward").isPresent();
    }

    /** The keys that ssh offers to this host, in its order. */
    public List<Identity> offered() {
        return identities.stream().filter(Identity::isOffered).toList();
    }

    /** A path as people write it. */
    public String shown(String path) {
        return machine.shown(path);
    }

    /** The transcript, when the server was heard on authentication. */
    public Optional<Handshake> authentication() {
        return handshake.seen().filter(Handshake::reachedAuthentication);
    }

    /** The first offered key that the server accepts, also after the signature, and that ssh can sign with, be it after a question. */
    public Optional<Identity> acceptedAndUsable() {
        return authentication()
                .flatMap(it -> offered().stream()
                        .filter(identity -> identity.signing() != Identity.Signing.IMPOSSIBLE)
                        .filter(identity -> identity.publicKey()
                                .filter(it::accepted)
                                .filter(key -> !it.deniedAfterAccepting(key))
                                .isPresent())
                        .findFirst());
    }

    /** Whether the server refused each key that ssh would offer, and there was at least one. */
    public boolean everyOfferedKeyRefused() {
        return authentication()
                .filter(it -> !offered().isEmpty()
                        && offered().stream()
                                .allMatch(identity ->
                                        identity.publicKey().filter(it::refused).isPresent()))
                .isPresent();
    }

    /** Whether none of the keys that ssh offers is known to open the door, so that it matters where else keys are. */
    public boolean lacksRightKey() {
        if (authentication().isPresent()) {
            return acceptedAndUsable().isEmpty()
                    && authentication().filter(Handshake::loggedIn).isEmpty();
        }
        List<Identity> useful = offered().stream()
                .filter(it -> it.signing() != Identity.Signing.IMPOSSIBLE)
                .toList();
        return useful.isEmpty()
                || account.seen()
                        .filter(field -> useful.stream()
                                .flatMap(it -> it.publicKey().stream())
                                .noneMatch(field::accepts))
                        .isPresent();
    }
}
