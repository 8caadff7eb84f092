package dev.sshwhy.diagnosis;

import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.RulePage;
import java.util.Optional;

/**
 * A finding in its place.
 *
 * @param page its rule's page
 * @param finding what was found
 * @param effect what it does to this login, all things considered
 * @param causedBy the rule of the finding that accounts for it
 * @param jump the jump host that it is about, as typed; empty for the target
 */
public record Diagnosed(
        RulePage page, Finding finding, Effect effect, Optional<String> causedBy, Optional<String> jump) {
    public String rule() {
        return page.id();
    }

    public boolean isCause() {
        return causedBy.isEmpty();
    }
}
