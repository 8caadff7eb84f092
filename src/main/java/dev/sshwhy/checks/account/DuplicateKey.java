package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;

/** The same key stands in the field twice, which does no harm: the first line that fits counts. */
public final class DuplicateKey implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return AccountFaults.read(facts, field -> {
            List<AccountFault> faults = AccountFaults.faults(field, AccountFault.Kind.DUPLICATE_KEY);
            return faults.isEmpty() ? Outcome.clear() : Outcome.of(finding(field, faults));
        });
    }

    private static Finding finding(AccountField field, List<AccountFault> faults) {
        AccountFault first = faults.get(0);
        String more = faults.size() == 1 ? "" : ", and so do " + (faults.size() - 1) + " more";
        return Finding.of(
                        Certainty.LIKELY,
                        Subject.host(),
                        AccountFaults.line(first) + " repeats a key of an earlier line" + more + ".")
                .seen(Span.line(Span.ACCOUNT_FIELD, first.line(), field.textOf(first)), first.detail())
                .withFix(Fix.manual("Leave it, or delete the later line: a server reads each key once."));
    }
}
