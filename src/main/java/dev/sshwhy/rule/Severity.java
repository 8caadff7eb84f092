package dev.sshwhy.rule;

/** How grave a rule's findings are; fixed by its page, never by a single finding. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
