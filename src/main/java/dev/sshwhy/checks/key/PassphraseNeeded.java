package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** The key is encrypted and no agent holds it: ssh asks for its passphrase, which is often taken for the server's password. */
public final class PassphraseNeeded implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AskingKeys.of(facts, Identity.Signing.ASKS_PASSPHRASE, it -> finding(facts, it));
    }

    private static Finding finding(Snapshot facts, Identity identity) {
        String path = facts.shown(identity.path());
        boolean batch = facts.configuration().isOn("batchmode", false);
        String format = identity.file()
                .seen()
                .map(KeyFile::format)
                .map(it -> " (" + it.shown() + ")")
                .orElse("");
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        "The private key " + path + " is encrypted and "
                                + agent(facts.agent().state())
                                + (batch
                                        ? "; with BatchMode on, ssh passes over it without a word."
                                        : ", so ssh asks for the key's passphrase, not for a password of the server."))
                .seen(Span.of(identity.path(), ""), "encrypted" + format)
                .withFix(fix(facts, identity.path()));
    }

    private static String agent(Agent.State state) {
        return switch (state) {
            case NONE -> "there is no agent to hold it";
            case UNREACHABLE -> "the agent does not answer";
            case EMPTY, HOLDS -> "the agent does not hold it";
        };
    }

    private static Fix fix(Snapshot facts, String path) {
        Fix fix = Fix.manual("Type the key's passphrase when ssh asks, or once for all logins of this session:");
        boolean answers =
                facts.agent().state() == Agent.State.EMPTY || facts.agent().state() == Agent.State.HOLDS;
        return (answers ? fix : fix.paste("eval \"$(ssh-agent)\"")).run("ssh-add", path);
    }
}
