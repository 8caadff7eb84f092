package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HandshakePlan;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Identity;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A host on the way, or at its end.
 *
 * @param leg the ssh that goes there
 * @param keys what ssh has to offer there; it comes while the server is already being talked to
 */
record Stop(Leg leg, CompletableFuture<Keys> keys) {
    /**
     * What ssh has to offer.
     *
     * @param agent the agent that it asks
     * @param identities the keys that it offers, and those that it does not
     */
    record Keys(Agent agent, List<Identity> identities) {
        HandshakePlan.Offer offer() {
            return new HandshakePlan.Offer(
                    identities.stream().filter(Identity::isOffered).toList(), agent.asker());
        }
    }

    Stop(Leg leg) {
        this(leg, new CompletableFuture<>());
    }
}
