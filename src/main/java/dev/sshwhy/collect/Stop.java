package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Identity;
import java.util.List;

/**
 * A host on the way, or at its end, and what ssh has to offer there.
 *
 * @param leg the ssh that goes there
 * @param agent the agent that it asks
 * @param identities the keys that it offers, and those that it does not
 */
record Stop(Leg leg, Agent agent, List<Identity> identities) {}
