package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The ssh-agent that ssh would ask.
 *
 * @param socket its path; empty when none is named
 * @param namedBy what names it: "SSH_AUTH_SOCK", or the config's line
 * @param state what was found there
 * @param keys what it holds, in its order, which is ssh's
 * @param detail why it could not be asked, in words for a user; empty otherwise
 * @param asker what people call it, where it is known to ask its user, or to wait for a touch, before it signs
 */
public record Agent(
        String socket, String namedBy, State state, List<PublicKey> keys, String detail, Optional<String> asker) {
    public Agent {
        keys = List.copyOf(keys);
    }

    /** One that is not known to ask. */
    public Agent(String socket, String namedBy, State state, List<PublicKey> keys, String detail) {
        this(socket, namedBy, state, keys, detail, Optional.empty());
    }

    /** The same as one of a kind that asks before it signs. */
    public Agent asking(String name) {
        return new Agent(socket, namedBy, state, keys, detail, Optional.of(name));
    }

    private static final String SILENT = "it does not answer within ";

    /** One that takes connections and says nothing for so long. */
    public static Agent silent(String socket, String namedBy, long seconds) {
        return new Agent(socket, namedBy, State.UNREACHABLE, List.of(), SILENT + seconds + " s");
    }

    /** Whether ssh would wait for its answer: ssh itself has no limit there (OpenSSH authfd.c, ssh_request_reply). */
    public boolean isSilent() {
        return state == State.UNREACHABLE && detail.startsWith(SILENT);
    }

    /** How far one gets with it. */
    public enum State {
        /** No agent is named, or IdentityAgent is none. */
        NONE,
        /** One is named, and nothing answers there. */
        UNREACHABLE,
        /** It answers and shows no key: empty, or locked (that looks the same). */
        EMPTY,
        HOLDS
    }

    public static Agent none(String why) {
        return new Agent("", "", State.NONE, List.of(), why);
    }

    public boolean holds(PublicKey key) {
        return keys.stream().anyMatch(key::isSameKeyAs);
    }
}
