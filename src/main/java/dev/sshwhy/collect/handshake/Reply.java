package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import java.util.List;

/** The server's answer to one authentication request (RFC 4252 §5.1, §7). */
sealed interface Reply {
    /** SSH_MSG_USERAUTH_FAILURE. */
    record Refused(List<String> methods, boolean partialSuccess) implements Reply {}

    /** SSH_MSG_USERAUTH_PK_OK for the key with this encoding, in base64. */
    record KeyWelcome(String blob) implements Reply {}

    /** SSH_MSG_USERAUTH_SUCCESS. */
    record LoggedIn() implements Reply {}

    /** An answer to a global request, whichever (RFC 4254 §4): the login stands. */
    record StillThere() implements Reply {}

    /**
     * None came, and none will.
     *
     * @param failure what came in its place
     * @param tooManyTries whether the server hung up because of too many attempts
     */
    record Ended(Failure failure, boolean tooManyTries) implements Reply {}
}
