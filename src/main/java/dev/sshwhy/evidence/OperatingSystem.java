package dev.sshwhy.evidence;

/** Whose file rules and commands apply. */
public enum OperatingSystem {
    LINUX,
    MACOS,
    WINDOWS,
    OTHER
}
