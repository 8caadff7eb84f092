package dev.sshwhy.rule;

/** How grave a rule's findings are; fixed by its page, never by a single finding. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** How grave it is where it has this effect: what keeps nobody out is no error, whatever its rule can do elsewhere. */
    public Severity with(Effect effect) {
        return this == ERROR && effect == Effect.NONE ? WARNING : this;
    }
}
