package dev.sshwhy.evidence;

/**
 * The socket of a connection that is already open and may be shared (ssh_config(5), ControlPath; OpenSSH mux.c muxclient).
 *
 * @param path its absolute path; empty when ssh looks for none
 * @param state what is there
 * @param processId the master's process; 0 when it is not known
 */
public record ControlSocket(String path, State state, long processId) {
    /** What is at that path. */
    public enum State {
        /** No ControlPath, or {@code none}. */
        NOT_USED,
        /** Nothing there: ssh connects anew. */
        ABSENT,
        /** A socket that nobody listens on, or another file: ssh says so or removes it, and connects anew. */
        STALE,
        /** A master answers: ssh uses its connection, and neither logs in nor offers a key. */
        LIVE,
        /** A master takes the connection and does not answer: ssh waits without end. */
        SILENT,
        /** It is there, and cannot be connected to for another reason. */
        UNREADABLE
    }

    public static ControlSocket notUsed() {
        return new ControlSocket("", State.NOT_USED, 0);
    }
}
