package dev.sshwhy.evidence;

import java.util.OptionalInt;

/**
 * A file from outside.
 *
 * @param path absolute, as ssh would name it (links not followed in the name)
 * @param kind what it is, links followed
 * @param mode the POSIX permission bits; empty where the file system has none
 * @param owner the owner's name
 * @param ownedByUs whether that is who runs ssh
 * @param size in bytes
 */
public record FileFacts(String path, Kind kind, OptionalInt mode, String owner, boolean ownedByUs, long size) {
    /** What kind of file. */
    public enum Kind {
        REGULAR,
        DIRECTORY,
        /** A FIFO, a device, a socket: never opened. */
        OTHER
    }

    /** Whether ssh refuses it as a private key: ours, and others may read or write it (OpenSSH authfile.c sshkey_perm_ok). */
    public boolean isTooOpenForPrivateKey() {
        return ownedByUs && mode.isPresent() && (mode.getAsInt() & 077) != 0;
    }

    /** The mode as {@code chmod} takes it, such as "0644"; "?" where there is none. */
    public String modeText() {
        return mode.isPresent() ? String.format("%04o", mode.getAsInt()) : "?";
    }
}
