package dev.sshwhy.cli;

/** The command line is not one that sshwhy can act on; exit code 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
