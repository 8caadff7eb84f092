package dev.sshwhy.evidence;

import java.util.Locale;

/** A program that goes to a host by ssh. */
public enum Program {
    SSH,
    SCP,
    SFTP,
    RSYNC,
    GIT;

    /** Its name as one types it. */
    public String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
