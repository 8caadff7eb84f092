package dev.sshwhy.rule;

import dev.sshwhy.evidence.Span;

/**
 * Something that was seen, and what it shows.
 *
 * @param span where
 * @param saying what it shows, in a few words
 */
public record Evidence(Span span, String saying) {
    Evidence movedTo(String file) {
        return span.source().equals(Span.ACCOUNT_FIELD)
                ? new Evidence(new Span(file, span.line(), span.column(), span.length(), span.text()), saying)
                : this;
    }
}
