package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.ShellQuotes;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The registered key lies on this machine, and nothing leads ssh to it: its name is no default one, and no line names it. */
public final class NotOffered implements Check {
    /** What stands in a Host line and in a shell command as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./~-]+");

    @Override
    public Outcome check(Snapshot facts) {
        List<KeyFile> unknown = unnamed(facts);
        boolean works = facts.acceptedAndUsable().isPresent() || LocalKeys.offersRegistered(facts);
        if (unknown.isEmpty() || works || isLedAstray(facts) || UnusableKeys.serverTakesNoKeys(facts)) {
            return Outcome.clear();
        }
        if (facts.account().seen().isEmpty()) {
            // The one key of this machine, and no other on its way: which else could be meant?
            return facts.offered().isEmpty() && LocalKeys.usable(facts).size() == 1
                    ? Outcome.of(finding(facts, unknown.get(0), Certainty.LIKELY))
                    : Outcome.cannotTell("the account's public-key field", whyNot(facts));
        }
        Certainty certainty = facts.authentication().isPresent() ? Certainty.PROVEN : Certainty.LIKELY;
        return unknown.stream()
                .filter(it -> LocalKeys.isRegistered(facts, it))
                .findFirst()
                .map(it -> Outcome.of(finding(facts, it, certainty)))
                .orElseGet(Outcome::clear);
    }

    /** The private keys that lie on this machine, and that nothing leads ssh to. */
    public static List<KeyFile> unnamed(Snapshot facts) {
        return LocalKeys.usable(facts).stream()
                .filter(it -> !isKnown(facts, it))
                .toList();
    }

    private static boolean isKnown(Snapshot facts, KeyFile file) {
        Optional<PublicKey> key = LocalKeys.publicHalf(facts, file);
        return facts.identities().stream()
                .anyMatch(it -> it.path().equals(file.path())
                        || (key.isPresent()
                                && it.publicKey().filter(key.get()::isSameKeyAs).isPresent()));
    }

    /** Another name stands in its place, right or wrong: that is what other rules tell. */
    private static boolean isLedAstray(Snapshot facts) {
        return facts.identities().stream()
                .anyMatch(it -> it.namedBy() == Identity.NamedBy.CONFIG
                        || (it.namedBy() == Identity.NamedBy.COMMAND_LINE && !(it.file() instanceof Observed.Present)));
    }

    private static String whyNot(Snapshot facts) {
        return facts.account()
                .match(
                        field -> "",
                        where -> "there is no " + where,
                        (where, reason) -> where + ": " + reason,
                        why -> why);
    }

    private static Finding finding(Snapshot facts, KeyFile file, Certainty certainty) {
        String path = facts.shown(file.path());
        boolean registered = LocalKeys.isRegistered(facts, file);
        Subject subject =
                LocalKeys.publicHalf(facts, file).map(Subject::key).orElseGet(() -> Subject.keyFile(file.path()));
        Finding finding = Finding.of(
                        certainty,
                        subject,
                        (registered ? "The account holds the key " + path : "The only private key here is " + path)
                                + ", but ssh does not offer it: " + reason(facts) + ".")
                .seen(
                        Span.of(file.path(), ""),
                        LocalKeys.publicHalf(facts, file)
                                .map(PublicKey::fingerprint)
                                .orElse("a private key"));
        if (facts.everyOfferedKeyRefused()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refuses each of the keys that ssh offers instead");
        }
        return finding.withFix(fix(facts, file.path(), certainty));
    }

    private static String reason(Snapshot facts) {
        return facts.identities().stream()
                .filter(it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE)
                .findFirst()
                .map(it -> "-i names " + facts.shown(it.path()) + " instead")
                .orElse(
                        "nothing names it, and ssh by itself tries only names such as ~/.ssh/id_ed25519 and ~/.ssh/id_rsa");
    }

    private static Fix fix(Snapshot facts, String path, Certainty certainty) {
        String shown = facts.shown(path);
        String config = facts.machine().home() + "/.ssh/config";
        String host = facts.target().typedHost();
        boolean ownConfig = facts.target().command().stream().noneMatch(it -> it.startsWith("-F"));
        boolean typed = facts.identities().stream().anyMatch(it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE);
        if (typed
                || !ownConfig
                || !PLAIN.matcher(host).matches()
                || !PLAIN.matcher(shown).matches()) {
            return Fix.manual("Name it: -i " + shown + ".");
        }
        String summary = "Name it with -i " + shown + ", or once for all in ~/.ssh/config:";
        return (certainty == Certainty.PROVEN ? Fix.safe(summary) : Fix.ask(summary))
                .run(
                        "sh",
                        "-c",
                        "(umask 077; printf '\\nHost " + host.replace("%", "%%") + "\\n  IdentityFile "
                                + shown.replace("%", "%%%%") + "\\n' >> " + ShellQuotes.around(config) + ")");
    }
}
