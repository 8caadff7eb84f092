package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
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

/** IdentityFile chooses a key that is not the registered one, while the registered one lies beside it. */
public final class WrongIdentity implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Identity> chosen = facts.offered().stream()
                .filter(it ->
                        it.namedBy() == Identity.NamedBy.CONFIG && it.namedAt().isPresent())
                .toList();
        boolean typed = facts.identities().stream().anyMatch(it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE);
        List<Other> others = others(facts);
        boolean someKeyIsAccepted = facts.authentication()
                .filter(it -> facts.offered().stream()
                        .anyMatch(identity ->
                                identity.publicKey().filter(it::accepted).isPresent()))
                .isPresent();
        if (chosen.isEmpty() || typed || others.isEmpty() || someKeyIsAccepted) {
            return Outcome.clear();
        }
        Optional<AccountField> account = facts.account().seen();
        if (account.isEmpty()) {
            return facts.everyOfferedKeyRefused()
                    ? Outcome.of(finding(facts, chosen, others.get(0), Certainty.POSSIBLE))
                    : Outcome.cannotTell("the account's public-key field", whyNot(facts));
        }
        boolean offersRegistered = facts.offered().stream()
                .anyMatch(it -> it.publicKey().filter(account.get()::accepts).isPresent());
        Optional<Other> registered =
                others.stream().filter(it -> account.get().accepts(it.key())).findFirst();
        if (offersRegistered || registered.isEmpty()) {
            return Outcome.clear();
        }
        return Outcome.of(finding(
                facts, chosen, registered.get(), facts.everyOfferedKeyRefused() ? Certainty.PROVEN : Certainty.LIKELY));
    }

    /** A private key of this machine that ssh does not offer. */
    private record Other(String path, PublicKey key) {}

    private static List<Other> others(Snapshot facts) {
        return facts.localKeys().stream()
                .flatMap(file -> file.publicKey().stream().map(key -> new Other(privatePath(file), key)))
                .filter(it -> isPrivateKey(facts, it.path()))
                .filter(it -> facts.offered().stream()
                        .noneMatch(offered -> offered.path().equals(it.path())
                                || offered.publicKey()
                                        .filter(it.key()::isSameKeyAs)
                                        .isPresent()))
                .toList();
    }

    private static String privatePath(KeyFile file) {
        boolean isPublicHalf = file.format() == KeyFormat.PUBLIC && file.path().endsWith(".pub");
        return isPublicHalf ? file.path().substring(0, file.path().length() - ".pub".length()) : file.path();
    }

    private static boolean isPrivateKey(Snapshot facts, String path) {
        return facts.localKeys().stream()
                .anyMatch(it -> it.path().equals(path) && it.format().isPrivate());
    }

    private static String whyNot(Snapshot facts) {
        return facts.account()
                .match(
                        field -> "",
                        where -> "there is no " + where,
                        (where, reason) -> where + ": " + reason,
                        why -> why);
    }

    private static Finding finding(Snapshot facts, List<Identity> chosen, Other other, Certainty certainty) {
        Identity wrong = nearestToHostName(facts, chosen);
        Span at = wrong.namedAt().orElseThrow();
        String good = facts.shown(other.path());
        String message = ConfigLines.capital(ConfigLines.place(facts.machine(), at)) + " makes ssh offer "
                + facts.shown(wrong.path()) + ", "
                + (certainty == Certainty.POSSIBLE
                        ? "which the server refuses; " + good + " is here too, and is not offered."
                        : "but the account holds the key " + good + ".");
        Finding finding = Finding.of(certainty, Subject.host(), message)
                .seen(at, "names " + named(wrong))
                .seen(Span.of(other.path(), ""), "is " + other.key().fingerprint() + ", and ssh does not offer it");
        if (facts.everyOfferedKeyRefused()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refuses " + facts.shown(wrong.path()));
        }
        return finding.withFix(fix(facts, at, good, certainty));
    }

    private static String named(Identity identity) {
        return identity.publicKey().map(PublicKey::fingerprint).orElse(identity.path());
    }

    /** Of several lines, the one beside the host's own HostName is the one that was written for this host. */
    private static Identity nearestToHostName(Snapshot facts, List<Identity> chosen) {
        Optional<Span> hostName = facts.configuration().first("hostname").map(it -> it.setAt());
        return chosen.stream()
                .filter(it -> hostName.isPresent()
                        && it.namedAt()
                                .orElseThrow()
                                .source()
                                .equals(hostName.get().source()))
                .min((a, b) -> Integer.compare(
                        distance(a.namedAt().orElseThrow(), hostName.orElseThrow()),
                        distance(b.namedAt().orElseThrow(), hostName.orElseThrow())))
                .orElse(chosen.get(0));
    }

    private static int distance(Span a, Span b) {
        return Math.abs(a.line() - b.line());
    }

    private static Fix fix(Snapshot facts, Span at, String good, Certainty certainty) {
        String place = ConfigLines.place(facts.machine(), at);
        if (!ConfigLines.isInFile(at)) {
            return Fix.manual("Name " + good + " in " + place + ".");
        }
        boolean isOwnBlock = facts.configuration()
                .first("hostname")
                .map(ConfigValue::setAt)
                .filter(it -> it.source().equals(at.source())
                        && ConfigLines.isOneBlock(facts, at.source(), it.line(), at.line()))
                .isPresent();
        String line = ConfigLines.withValue(at.text(), good);
        // A line that other hosts may need stays; several IdentityFile lines add up (ssh_config(5)).
        String summary =
                isOwnBlock ? "Name " + good + " in " + place + "." : "Name " + good + " too, above " + place + ".";
        return ConfigLines.replaceLine(
                certainty == Certainty.PROVEN ? Fix.safe(summary) : Fix.ask(summary),
                at,
                isOwnBlock ? line : line + "\n+" + at.text());
    }
}
