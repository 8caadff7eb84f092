package dev.sshwhy.rule;

/** How sure a finding is; from sure to guess. */
public enum Certainty {
    /** It was seen, from every side that matters. */
    PROVEN,
    /** What was seen leaves hardly another explanation. */
    LIKELY,
    /** Worth a look; it never decides a verdict. */
    POSSIBLE
}
