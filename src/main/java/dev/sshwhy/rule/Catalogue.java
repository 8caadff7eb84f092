package dev.sshwhy.rule;

import java.util.Optional;
import java.util.function.Function;

/**
 * The rule pages. Where their texts come from is the caller's business; a page is read only when it is asked for, since
 * reading all of them costs more time than all checks together.
 */
public final class Catalogue {
    private final Function<String, Optional<String>> texts;

    /** @param texts a rule's id → its page's text */
    public Catalogue(Function<String, Optional<String>> texts) {
        this.texts = texts;
    }

    /** The page of a rule, where there is such a rule. */
    public Optional<RulePage> page(String id) {
        return texts.apply(id).map(text -> RulePage.parse(id, text));
    }
}
