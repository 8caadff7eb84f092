package dev.sshwhy.report.redaction;

/** What may stay in although it is personal, since a provider's support needs it. */
public enum Keep {
    /** The address and the name that ssh connects to. */
    TARGET,
    /** The Pod's id, which is the login name at the provider's gateway. */
    POD
}
