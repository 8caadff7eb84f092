package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
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

/** PubkeyAcceptedAlgorithms leaves out the type of the key that would log in, so ssh does not offer it (ssh_config(5)). */
public final class AlgorithmExcluded implements Check {
    private static final String OPTION = "PubkeyAcceptedAlgorithms";

    @Override
    public Outcome check(Snapshot facts) {
        Optional<ConfigValue> setting = facts.configuration().first("pubkeyacceptedalgorithms");
        List<Identity> excluded =
                facts.identities().stream().filter(AlgorithmExcluded::isLeftOut).toList();
        if (setting.isEmpty() || excluded.isEmpty() || noKeyWouldHelp(facts) || offersGoodKey(facts)) {
            return Outcome.clear();
        }
        boolean allRefused = facts.everyOfferedKeyRefused();
        boolean noneOffered = facts.offered().isEmpty();
        if (facts.account().seen().isPresent()) {
            boolean heard = facts.authentication().isPresent();
            Certainty certainty = heard && (noneOffered || allRefused) ? Certainty.PROVEN : Certainty.LIKELY;
            return excluded.stream()
                    .filter(it -> isRegistered(facts, it))
                    .findFirst()
                    .map(it -> Outcome.of(finding(facts, setting.get(), it, certainty)))
                    .orElseGet(Outcome::clear);
        }
        // Nobody showed the account: a key that ssh does offer may be the one that is meant.
        return noneOffered || allRefused
                ? Outcome.of(finding(
                        facts, setting.get(), excluded.get(0), noneOffered ? Certainty.LIKELY : Certainty.POSSIBLE))
                : Outcome.clear();
    }

    /** Nothing but its type keeps ssh from using it. */
    private static boolean isLeftOut(Identity identity) {
        return !identity.isOffered()
                && identity.publicKey().isPresent()
                && identity.why().contains(OPTION)
                && identity.signing() != Identity.Signing.IMPOSSIBLE;
    }

    /** ssh does not start, uses no key at all, or the server takes none: what other rules tell. */
    private static boolean noKeyWouldHelp(Snapshot facts) {
        boolean off = facts.configuration().text("pubkeyauthentication", "yes").matches("(?i)no|false");
        String methods = facts.configuration().text("preferredauthentications", "publickey");
        boolean serverTakesNone = facts.authentication()
                .filter(it -> !it.methods().isEmpty() && !it.methods().contains("publickey"))
                .isPresent();
        return off
                || serverTakesNone
                || !ConfigLines.commaList(methods).contains("publickey")
                || !facts.configuration().fatal().isEmpty();
    }

    private static boolean offersGoodKey(Snapshot facts) {
        return facts.offered().stream().anyMatch(it -> isRegistered(facts, it) || isAccepted(facts, it));
    }

    private static boolean isAccepted(Snapshot facts, Identity identity) {
        return identity.publicKey()
                .filter(key ->
                        facts.authentication().filter(it -> it.accepted(key)).isPresent())
                .isPresent();
    }

    private static boolean isRegistered(Snapshot facts, Identity identity) {
        return identity.publicKey()
                .filter(key -> facts.account()
                        .seen()
                        .filter((AccountField it) -> it.accepts(key))
                        .isPresent())
                .isPresent();
    }

    private static Finding finding(Snapshot facts, ConfigValue setting, Identity identity, Certainty certainty) {
        PublicKey key = identity.publicKey().orElseThrow();
        Span at = setting.setAt();
        boolean registered = isRegistered(facts, identity);
        String name = identity.path().isEmpty() ? "the agent's " + key.fingerprint() : facts.shown(identity.path());
        Finding finding = Finding.of(
                        certainty,
                        Subject.key(identity),
                        ConfigLines.capital(ConfigLines.place(facts.machine(), at)) + " sets " + OPTION
                                + " to a list that leaves out " + key.type() + ", so ssh does not offer " + name
                                + (registered ? ", which the account holds." : "."))
                .seen(at, "leaves out " + key.type())
                .seen(
                        Span.of(identity.path().isEmpty() ? Span.AGENT : identity.path(), ""),
                        "is of the type " + key.type() + ", " + key.fingerprint());
        if (registered) {
            finding = finding.seen(Span.of(Span.ACCOUNT_FIELD, ""), "holds this key");
        }
        if (facts.everyOfferedKeyRefused()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refused every key that ssh offers");
        }
        return finding.withFix(fix(facts, at, algorithm(key)));
    }

    /** What to put on the list for a key; an RSA key signs by SHA-2 nowadays (RFC 8332). */
    private static String algorithm(PublicKey key) {
        return key.type().startsWith("ssh-rsa")
                ? "rsa-sha2-512" + key.type().substring("ssh-rsa".length())
                : key.type();
    }

    private static Fix fix(Snapshot facts, Span at, String algorithm) {
        Optional<Fix> elsewhere = ConfigLines.overruled(facts, at, OPTION, "+" + algorithm);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        return ConfigLines.replaceLine(
                Fix.ask("Let ssh use " + algorithm + " again: change " + ConfigLines.place(facts.machine(), at) + "."),
                at,
                lineWith(at.text(), algorithm));
    }

    /** The line that takes the algorithm in; with +, a list adds to ssh's own one instead of taking its place. */
    private static String lineWith(String line, String algorithm) {
        String list = ConfigLines.value(line).split("[ \t]", 2)[0];
        if (list.startsWith("-")) {
            List<String> names = ConfigLines.commaList(list.substring(1));
            List<String> kept =
                    names.stream().filter(it -> !it.equals(algorithm)).toList();
            return kept.isEmpty() || kept.size() == names.size()
                    ? ConfigLines.commentedOut(line)
                    : ConfigLines.withValue(line, "-" + String.join(",", kept));
        }
        boolean adds = list.startsWith("+") || list.startsWith("^");
        return ConfigLines.withValue(line, (adds ? "" : "+") + list + "," + algorithm);
    }
}
