package dev.sshwhy.rule;

/** What a finding does to this login; from most to least. */
public enum Effect {
    /** ssh does not get in. */
    BLOCKS,
    /** ssh gets in, after a question. */
    PROMPTS,
    /** Nothing, here. */
    NONE
}
