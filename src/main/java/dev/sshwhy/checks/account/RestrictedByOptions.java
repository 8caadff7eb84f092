package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Options in front of the key keep it out: from=, expiry-time=, cert-authority, or words that sshd does not know (sshd(8),
 * AUTHORIZED_KEYS FILE FORMAT).
 */
public final class RestrictedByOptions implements Check {
    private static final int LONGEST_OPTIONS = 8192;

    @Override
    public Outcome check(Snapshot facts) {
        Outcome outcome = AccountFaults.of(
                facts,
                AccountFault.Kind.RESTRICTED_BY_OPTIONS,
                fault -> AccountFaults.line(fault) + " has options in front of the key"
                        + AccountFaults.owner(facts, fault) + " that keep it out or limit it: " + options(facts, fault)
                        + ".",
                fault -> "Leave out the options that are not meant, or mend them.");
        if (!(outcome instanceof Outcome.Problems problems)) {
            return outcome;
        }
        List<Finding> findings = new ArrayList<>();
        for (Finding it : problems.findings()) {
            Optional<AccountLine> line = line(facts, it.evidence().get(0).span().line());
            Finding judged = line.filter(AccountLine::accepted)
                    .map(taken -> readable(facts, it, taken))
                    .orElse(it);
            findings.add(line.map(of -> freed(facts, judged, of)).orElse(judged));
        }
        return Outcome.of(findings);
    }

    /** With the field's text in which this line has no options any more. */
    private static Finding freed(Snapshot facts, Finding finding, AccountLine line) {
        int length = beforeKey(line).length();
        boolean hasKey = line.key().isPresent() || !line.recovered().isEmpty();
        String corrected = facts.account().seen().map(AccountField::corrected).orElse("");
        if (length == 0 || finding.fix().isEmpty() || !hasKey || !corrected.contains(line.text())) {
            return finding; // the text that is to be pasted is mended already, or cannot be
        }
        return finding.withFix(AccountFaults.pasting(
                "Leave out the options that are not meant, or mend them; here the line has none.",
                corrected.replace(line.text(), line.text().substring(length).strip())));
    }

    /** A line that sshd takes: what its options do depends on where the client is, and on what it asks for. */
    private static Finding readable(Snapshot facts, Finding finding, AccountLine line) {
        boolean dependsOnAddress = beforeKey(line).toLowerCase(Locale.ROOT).contains("from=");
        Optional<PublicKey> key = line.key();
        boolean refused = key.isPresent()
                && facts.authentication().filter(it -> it.refused(key.get())).isPresent();
        boolean asked = refused || FaultWeight.serverAcceptsAny(facts);
        if (!dependsOnAddress || (asked && !refused) || offersUnrestricted(facts)) {
            return sure(finding, Certainty.LIKELY, Optional.of(Effect.NONE));
        }
        return sure(finding, refused ? Certainty.LIKELY : Certainty.POSSIBLE, Optional.empty());
    }

    /** Whether ssh offers a key that the field holds on another line, without such options. */
    private static boolean offersUnrestricted(Snapshot facts) {
        List<AccountLine> plain = facts.account().seen().map(AccountField::lines).orElse(List.of()).stream()
                .filter(it -> it.accepted()
                        && it.faults().stream()
                                .noneMatch(fault -> fault.kind() == AccountFault.Kind.RESTRICTED_BY_OPTIONS))
                .toList();
        return facts.offered().stream()
                .flatMap(it -> it.publicKey().stream())
                .anyMatch(key -> plain.stream()
                        .anyMatch(it -> it.key().filter(key::isSameKeyAs).isPresent()));
    }

    private static Optional<AccountLine> line(Snapshot facts, int number) {
        return facts.account()
                .seen()
                .filter(it -> number > 0 && number <= it.lines().size())
                .map(it -> it.lines().get(number - 1));
    }

    private static String options(Snapshot facts, AccountFault fault) {
        return line(facts, fault.line())
                .map(it -> beforeKey(it).strip())
                .filter(it -> !it.isEmpty() && it.length() <= 120)
                .orElse("they fill its beginning");
    }

    /** What stands in front of the type; empty where no key can be told. */
    private static String beforeKey(AccountLine line) {
        String text = line.text();
        int letters = text.indexOf("AAAA");
        String before = text.substring(0, Math.min(Math.max(0, letters), LONGEST_OPTIONS))
                .stripTrailing();
        return before.substring(0, Math.max(0, before.lastIndexOf(' ')));
    }

    private static Finding sure(Finding it, Certainty certainty, Optional<Effect> effect) {
        return new Finding(it.subject(), it.message(), certainty, effect, it.evidence(), it.fix());
    }
}
