package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/** Whether the trial really logged in. */
public sealed interface Login {
    /** It was not tried. */
    record NotTried(String why) implements Login {}

    /** It worked: with this key, or (empty) because the server asks for nothing at all. */
    record Succeeded(Optional<PublicKey> key) implements Login {}

    /**
     * The server accepted the key and its signature's algorithm, and then said no.
     *
     * @param hungUp whether it hung up over it, so that ssh comes to no other method
     */
    record Denied(PublicKey key, String saying, boolean hungUp) implements Login {}

    /** The key was right, and the server wants one of these methods as well (RFC 4252 §5.1, partial success). */
    record Partial(PublicKey key, List<String> methods) implements Login {
        public Partial {
            methods = List.copyOf(methods);
        }
    }

    /** The key was accepted, and no signature could be had (an agent that refuses or is slow). */
    record NotSigned(PublicKey key, String why) implements Login {}
}
