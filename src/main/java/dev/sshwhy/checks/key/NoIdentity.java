package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Under all the names that ssh tries lies no private key, and the agent brings none: there is nothing to log in with. */
public final class NoIdentity implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        if (facts.offered().isEmpty()) {
            return Outcome.of(nothing(facts));
        }
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.offered()) {
            boolean onlyPublic = identity.namedBy() == Identity.NamedBy.DEFAULT
                    && !identity.inAgent()
                    && identity.file() instanceof Observed.Absent;
            if (onlyPublic && identity.publicKey().isPresent()) {
                findings.add(UnusableKeys.weighed(
                        facts,
                        identity,
                        publicOnly(facts, identity, identity.publicKey().get())));
            }
        }
        return Outcome.of(findings);
    }

    private static Finding nothing(Snapshot facts) {
        List<KeyFile> here = LocalKeys.usable(facts);
        List<KeyFile> fitting =
                here.stream().filter(it -> !isExcluded(facts, it)).toList();
        String message = here.isEmpty()
                ? "ssh has no key to offer: there is none in ~/.ssh, and " + agent(facts) + "."
                : "ssh offers no key here: "
                        + (fitting.isEmpty()
                                ? "PubkeyAcceptedAlgorithms leaves out the type of each of them, and "
                                : "none of the names it tries leads to one, and ")
                        + agent(facts) + "; the private keys on this machine are " + names(facts, here) + ".";
        Certainty certainty = facts.authentication().isPresent() ? Certainty.PROVEN : Certainty.LIKELY;
        Finding finding = Finding.of(certainty, Subject.host(), message)
                .seen(
                        Span.of(facts.machine().home() + "/.ssh", ""),
                        here.isEmpty() ? "no private key" : names(facts, here));
        for (Identity identity : facts.identities()) {
            if (!identity.path().isEmpty()) {
                finding = finding.seen(Span.of(identity.path(), ""), identity.why());
            }
        }
        finding = finding.withFix(fix(facts, here, fitting));
        return UnusableKeys.serverTakesNoKeys(facts) ? finding.withEffect(Effect.NONE) : finding;
    }

    private static String agent(Snapshot facts) {
        return switch (facts.agent().state()) {
            case NONE -> "there is no agent";
            case UNREACHABLE -> "the agent does not answer";
            case EMPTY -> "the agent shows no key";
            case HOLDS -> "ssh may not offer those of the agent";
        };
    }

    private static String names(Snapshot facts, List<KeyFile> keys) {
        StringBuilder names = new StringBuilder();
        for (KeyFile key : keys.subList(0, Math.min(keys.size(), 5))) {
            names.append(names.isEmpty() ? "" : ", ").append(facts.shown(key.path()));
        }
        return keys.size() > 5 ? names + " and " + (keys.size() - 5) + " more" : names.toString();
    }

    private static boolean isExcluded(Snapshot facts, KeyFile file) {
        return type(facts, file)
                .filter(it -> !facts.configuration().acceptsKeyType(it))
                .isPresent();
    }

    private static Optional<String> type(Snapshot facts, KeyFile file) {
        return LocalKeys.publicHalf(facts, file).map(PublicKey::type).or(file::type);
    }

    private static Fix fix(Snapshot facts, List<KeyFile> here, List<KeyFile> fitting) {
        if (!fitting.isEmpty()) {
            return Fix.manual("Name the key that belongs to this host: -i "
                    + facts.shown(fitting.get(0).path()) + ", or IdentityFile in ~/.ssh/config.");
        }
        if (!here.isEmpty()) {
            return Fix.manual(
                    "The ssh config leaves out " + type(facts, here.get(0)).orElse("its type")
                            + ", so naming " + facts.shown(here.get(0).path())
                            + " does not help: put that type on the list of PubkeyAcceptedAlgorithms.");
        }
        return newPair(
                Fix.manual("Make a key pair, and add the line that the last command prints to the account:"),
                facts.machine().home() + "/.ssh/id_ed25519");
    }

    private static Fix newPair(Fix fix, String path) {
        return fix.run("ssh-keygen", "-t", "ed25519", "-f", path).run("cat", path + ".pub");
    }

    private static Finding publicOnly(Snapshot facts, Identity identity, PublicKey key) {
        String path = facts.shown(identity.path());
        Optional<KeyFile> half = LocalKeys.privateHalf(facts, key);
        String message = "Only the public half " + path + ".pub is here; "
                + half.map(it -> "its private half is not " + path + " but " + facts.shown(it.path()) + ".")
                        .orElse("without its private half " + path + " nobody can log in with it.");
        Fix fix = half.map(it -> Fix.manual("Name the private half: -i " + facts.shown(it.path()) + "."))
                .orElseGet(() -> newPair(
                        Fix.manual("Fetch " + path
                                        + " from the machine where the pair was made. Or make a new pair, and"
                                        + " add the line that the last command prints to the account:")
                                .run("mv", identity.path() + ".pub", identity.path() + ".pub.old"),
                        identity.path()));
        return Finding.of(Certainty.PROVEN, Subject.key(identity), message)
                .seen(Span.of(identity.path(), ""), "there is no such file; " + path + ".pub is " + key.fingerprint())
                .withFix(fix);
    }
}
