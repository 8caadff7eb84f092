package dev.sshwhy.rule;

/**
 * A finding and the page of the rule that made it.
 *
 * @param page the rule's page
 * @param finding what its check found
 */
public record RuleFinding(RulePage page, Finding finding) {
    public String rule() {
        return page.id();
    }

    /** What the finding itself claims to do here. */
    public Effect effect() {
        return finding.effect().orElse(page.effect());
    }

    /** How grave it is here. */
    public Severity severity() {
        return page.severity().with(effect());
    }
}
