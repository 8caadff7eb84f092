package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the checks of this layer share: from the faults that the field's reader saw to findings. */
final class AccountFaults {
    /** A field of thousands of broken lines says it with the first ones. */
    private static final int MOST_FINDINGS = 12;

    private static final int MOST_WEIGHED = 2000;
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_REPEATED_FIX = 65_536;

    private AccountFaults() {}

    /**
     * A finding for each fault of one kind.
     *
     * @param words the message, with the real values
     * @param advice what to do, in one sentence; the field's new text is added where there is one
     */
    static Outcome of(
            Snapshot facts,
            AccountFault.Kind kind,
            Function<AccountFault, String> words,
            Function<AccountFault, String> advice) {
        return read(facts, field -> {
            if (faults(field, kind).isEmpty()) {
                return Outcome.clear();
            }
            FaultWeight weight = FaultWeight.of(facts, field);
            List<AccountFault> faults = chosen(field, kind, weight);
            List<Finding> findings = new ArrayList<>();
            for (AccountFault fault : faults) {
                Finding finding = seen(facts, field, weight, fault, words.apply(fault));
                boolean hasFix = findings.isEmpty() || field.corrected().length() <= LONGEST_REPEATED_FIX;
                findings.add(hasFix ? finding.withFix(fix(facts, field, weight, fault, advice.apply(fault))) : finding);
            }
            return Outcome.of(findings);
        });
    }

    /** What a check says of the field, or why nobody can say it. */
    static Outcome read(Snapshot facts, Function<AccountField, Outcome> answer) {
        return facts.account()
                .match(
                        answer,
                        where -> cannotTell("there is no " + where),
                        (where, reason) -> cannotTell(where + ": " + reason),
                        AccountFaults::cannotTell);
    }

    /** The gap that every check of this layer tells alike, so that the report tells it once. */
    static Outcome cannotTell(String why) {
        return Outcome.cannotTell("the account's public-key field", why);
    }

    /** Those that concern this machine first, when there are too many. */
    private static List<AccountFault> chosen(AccountField field, AccountFault.Kind kind, FaultWeight weight) {
        List<AccountFault> all = faults(field, kind);
        return all.size() <= MOST_FINDINGS
                ? all
                : all.stream()
                        .sorted(Comparator.comparing(weight::owner))
                        .limit(MOST_FINDINGS)
                        .toList();
    }

    /** The first faults of a kind. A field may have half a million lines, so that this must stay one walk over them. */
    static List<AccountFault> faults(AccountField field, AccountFault.Kind kind) {
        List<AccountFault> found = new ArrayList<>();
        add(found, field.faults(), kind);
        for (AccountLine line : field.lines()) {
            add(found, line.faults(), kind);
        }
        return found;
    }

    private static void add(List<AccountFault> found, List<AccountFault> more, AccountFault.Kind kind) {
        for (AccountFault it : more) {
            if (it.kind() == kind && found.size() < MOST_WEIGHED) {
                found.add(it);
            }
        }
    }

    private static Finding seen(
            Snapshot facts, AccountField field, FaultWeight weight, AccountFault fault, String message) {
        Finding finding = Finding.of(weight.certainty(fault), subject(facts, weight, fault), message)
                .seen(place(field, fault), fault.detail());
        Optional<PublicKey> refused = weight.refused(fault);
        if (refused.isPresent()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refused " + KeysHere.name(facts, refused.get()));
        }
        return weight.effect(fault).map(finding::withEffect).orElse(finding);
    }

    private static Span place(AccountField field, AccountFault fault) {
        String text = fault.line() > 0 && fault.line() <= field.lines().size()
                ? field.lines().get(fault.line() - 1).text()
                : "";
        String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return new Span(Span.ACCOUNT_FIELD, fault.line(), fault.column(), fault.length(), shown);
    }

    /** The one key of this machine that the broken text means; the host as a whole where there is none. */
    private static Subject subject(Snapshot facts, FaultWeight weight, AccountFault fault) {
        return facts.identities().stream()
                .flatMap(it -> it.publicKey().stream())
                .filter(key -> weight.keysOf(fault).stream().anyMatch(key::isSameKeyAs))
                .findFirst()
                .map(Subject::key)
                .orElse(Subject.host());
    }

    // -- words --------------------------------------------------------------------------------------------------

    /** "Line 3 of the account's SSH Public Keys field". */
    static String line(AccountFault fault) {
        return (fault.line() == 0 ? "The text" : "Line " + fault.line()) + " of the account's SSH Public Keys field";
    }

    /** " (that of ~/.ssh/id_ed25519.pub)", or nothing when nobody knows whose key it is. */
    static String owner(Snapshot facts, AccountFault fault) {
        return fault.localPath()
                .map(facts::shown)
                .or(() -> fault.keys().stream().findFirst().map(key -> KeysHere.name(facts, key)))
                .map(it -> " (that of " + it + ")")
                .orElse("");
    }

    /** The public key file to copy from: the one that the text belongs to, or that of the key to register. */
    static String publicText(Snapshot facts, AccountFault fault) {
        return fault.localPath()
                .map(path -> publicLine(facts, path))
                .or(() -> KeysHere.proposed(facts)
                        .filter(it -> it.publicFile().seen().isPresent())
                        .map(it -> "the content of " + facts.shown(it.path()) + ".pub"))
                .orElse("the content of your .pub file, such as ~/.ssh/id_ed25519.pub");
    }

    /** Never the content of a private file: its public line has to be printed first. */
    private static String publicLine(Snapshot facts, String path) {
        boolean isPrivate = facts.localKeys().stream()
                .anyMatch(
                        it -> it.format().isPrivate() && facts.shown(it.path()).equals(facts.shown(path)));
        String shown = facts.shown(path);
        return isPrivate ? "the line that \"ssh-keygen -y -f " + shown + "\" prints" : "the content of " + shown;
    }

    // -- fixes --------------------------------------------------------------------------------------------------

    private static Fix fix(Snapshot facts, AccountField field, FaultWeight weight, AccountFault fault, String advice) {
        return weight.owner(fault) == FaultWeight.Owner.ANOTHER || weight.isHarmless()
                ? pasting(advice, field.corrected())
                : withOwnKey(facts, field, advice);
    }

    /** The whole field with a line for a key of this machine, be it added; ssh offers that key. */
    static Fix withOwnKey(Snapshot facts, AccountField field, String advice) {
        boolean hasOne = facts.offered().stream()
                .anyMatch(it -> it.publicKey()
                        .filter(key -> holds(field.corrected(), key))
                        .isPresent());
        Optional<PublicKey> own =
                hasOne ? Optional.empty() : KeysHere.proposed(facts).flatMap(AccountFaults::signable);
        String text = field.corrected();
        if (own.isPresent() && !holds(text, own.get())) {
            String gap = text.isBlank() || text.endsWith("\n") ? "" : "\n";
            text = (text.isBlank() ? "" : text) + gap + own.get().line() + "\n";
        }
        return pasting(advice, text);
    }

    /** A line behind # holds nothing. */
    private static boolean holds(String text, PublicKey key) {
        return text.lines().anyMatch(it -> !it.stripLeading().startsWith("#") && it.contains(key.blob()));
    }

    /** What a stale .pub says helps nobody: then the public half that stands in the private file itself. */
    private static Optional<PublicKey> signable(Identity identity) {
        return identity.pair() == Identity.Pair.MISMATCH
                ? identity.file().seen().flatMap(KeyFile::publicKey)
                : identity.publicKey();
    }

    static Fix pasting(String advice, String text) {
        return text.isBlank()
                ? Fix.manual(advice)
                : Fix.ask(advice + " The whole field as it should be:").paste(text);
    }
}
