package dev.sshwhy.evidence;

import java.util.Optional;
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
 * @param accessList who else may get at it; Windows only
 * @param modelessFileSystem the type of its file system where that keeps no modes, so that {@code chmod} changes nothing
 */
public record FileFacts(
        String path,
        Kind kind,
        OptionalInt mode,
        String owner,
        boolean ownedByUs,
        long size,
        Optional<AccessList> accessList,
        Optional<String> modelessFileSystem) {
    /** What kind of file. */
    public enum Kind {
        REGULAR,
        DIRECTORY,
        /** A FIFO, a device, a socket: never opened. */
        OTHER
    }

    /** A file of an ordinary file system, with modes. */
    public FileFacts(String path, Kind kind, OptionalInt mode, String owner, boolean ownedByUs, long size) {
        this(path, kind, mode, owner, ownedByUs, size, Optional.empty(), Optional.empty());
    }

    /**
     * Whether ssh refuses it as a private key: ours, and others may read or write it (OpenSSH authfile.c sshkey_perm_ok); on
     * Windows, whoever's it is (OpenSSH for Windows, w32-sshfileperm.c check_secure_file_permission).
     */
    public boolean isTooOpenForPrivateKey() {
        return accessList.filter(it -> !it.strangers().isEmpty()).isPresent() || isTooOpenByMode();
    }

    private boolean isTooOpenByMode() {
        return ownedByUs && mode.isPresent() && (mode.getAsInt() & 077) != 0;
    }

    /** The mode as {@code chmod} takes it, such as "0644"; "?" where there is none. */
    public String modeText() {
        return mode.isPresent() ? String.format("%04o", mode.getAsInt()) : "?";
    }
}
