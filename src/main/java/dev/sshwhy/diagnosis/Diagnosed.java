package dev.sshwhy.diagnosis;

import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.RuleFinding;
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
    /** One that no other finding and no host belongs to, such as a linter's. */
    public static Diagnosed alone(RuleFinding it) {
        return new Diagnosed(it.page(), it.finding(), it.effect(), Optional.empty(), Optional.empty());
    }

    public String rule() {
        return page.id();
    }

    public boolean isCause() {
        return causedBy.isEmpty();
    }
}
