package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** IdentitiesOnly is on, so that ssh offers no key of the agent that no identity file names (ssh_config(5)). */
public final class KeyNotNamed implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<ConfigValue> option = facts.configuration().first("identitiesonly");
        List<PublicKey> hidden = facts.identities().stream()
                .filter(it -> it.namedBy() == Identity.NamedBy.AGENT && !it.isOffered())
                .flatMap(it -> it.publicKey().stream())
                .filter(it -> !AgentKeys.hasPrivateFile(facts, it))
                .toList();
        boolean works = facts.acceptedAndUsable().isPresent()
                || AgentKeys.offersRegistered(facts)
                || AgentKeys.serverTakesNoKeys(facts);
        if (option.isEmpty() || !facts.configuration().isOn("identitiesonly", false) || hidden.isEmpty() || works) {
            return Outcome.clear();
        }
        if (facts.account().seen().isEmpty()) {
            return facts.offered().isEmpty()
                    ? Outcome.of(finding(facts, hidden.get(0), option.get(), Certainty.LIKELY))
                    : Outcome.cannotTell("the account's public-key field", whyNot(facts.account()));
        }
        Certainty certainty = facts.authentication().isPresent() ? Certainty.PROVEN : Certainty.LIKELY;
        return hidden.stream()
                .filter(it -> AgentKeys.isRegistered(facts, it))
                .findFirst()
                .map(it -> Outcome.of(finding(facts, it, option.get(), certainty)))
                .orElseGet(Outcome::clear);
    }

    private static <T> String whyNot(Observed<T> fact) {
        return fact.match(
                it -> "", where -> "there is no " + where, (where, reason) -> where + ": " + reason, why -> why);
    }

    private static Finding finding(Snapshot facts, PublicKey key, ConfigValue option, Certainty certainty) {
        Finding finding = Finding.of(
                        certainty,
                        Subject.key(key),
                        "The agent holds " + AgentKeys.name(key)
                                + ", but IdentitiesOnly is on and no IdentityFile names this key, so ssh does not offer it.")
                .seen(option.setAt(), "keeps back what no IdentityFile names")
                .seen(Span.of(Span.AGENT, AgentKeys.name(key)), "a key that no identity file names");
        return AgentKeys.withTheOtherSide(facts, key, finding)
                .withFix(NamedKey.of(facts, key).fix(facts, "name it", false));
    }
}
