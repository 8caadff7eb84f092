package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;

/** A private key stands where the public one belongs. Its text is never shown. */
public final class PrivateKeyPasted implements Check {
    private static final String NEW_PAIR =
            "Then replace the pair, since its secret half has left this machine: make a new one"
                    + " (ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519_new), register ~/.ssh/id_ed25519_new.pub in place of the old"
                    + " line, and remove the old key from every server and account that has it.";

    @Override
    public Outcome check(Snapshot facts) {
        Outcome outcome = AccountFaults.of(
                facts,
                AccountFault.Kind.PRIVATE_KEY_PASTED,
                fault -> AccountFaults.line(fault) + " holds a private key" + name(facts, fault)
                        + " where the public half belongs; a server reads no key from it, and the key is no secret any more.",
                fault -> "Take the private key out of the field.");
        return outcome instanceof Outcome.Problems problems
                ? Outcome.of(problems.findings().stream()
                        .map(PrivateKeyPasted::withNewPair)
                        .toList())
                : outcome;
    }

    private static String name(Snapshot facts, AccountFault fault) {
        return fault.localPath()
                .map(it -> ", " + facts.shown(it).replaceFirst("\\.pub$", "") + ",")
                .orElse("");
    }

    private static Finding withNewPair(Finding finding) {
        return finding.fix().map(it -> finding.withFix(it.byHand(NEW_PAIR))).orElse(finding);
    }
}
