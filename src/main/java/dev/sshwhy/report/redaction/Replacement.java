package dev.sshwhy.report.redaction;

/**
 * What stands for what. It is for the user's eyes alone.
 *
 * @param kind what was replaced
 * @param value what stood there
 * @param pseudonym what stands there now
 */
public record Replacement(Kind kind, String value, String pseudonym) {}
