package dev.sshwhy.rule;

import dev.sshwhy.evidence.Span;

/**
 * Something that was seen, and what it shows.
 *
 * @param span where
 * @param saying what it shows, in a few words
 */
public record Evidence(Span span, String saying) {}
