package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A public key lies where the private one belongs: ssh offers it, and then has nothing to sign with. */
public final class PublicHalfNamed implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            Optional<KeyFile> file = identity.file().seen();
            // With the private half in the agent, naming the .pub is the way to choose that key (ssh_config(5),
            // IdentityFile).
            if (file.isPresent() && isPublic(file.get()) && !identity.inAgent()) {
                findings.add(UnusableKeys.weighed(facts, identity, finding(facts, identity, file.get())));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static boolean isPublic(KeyFile file) {
        return !file.format().isPrivate() && file.format() != KeyFormat.UNKNOWN;
    }

    private static Finding finding(Snapshot facts, Identity identity, KeyFile file) {
        Optional<KeyFile> half = privateHalf(facts, file);
        String path = facts.shown(file.path());
        String message = path + " is a public key, and ssh needs the private one to sign with"
                + half.map(it -> ", which is " + facts.shown(it.path())).orElse("") + ".";
        Finding finding = Finding.of(Certainty.PROVEN, Subject.key(identity), message)
                .seen(MisnamedKeys.place(identity), "names " + path)
                .seen(Span.of(file.path(), ""), what(file));
        return finding.withFix(half.map(it -> fix(facts, identity, it))
                .orElseGet(() -> Fix.manual("Name the private key that " + path
                        + " belongs to; if it is lost, make a new pair and add its .pub line to the account.")));
    }

    private static String what(KeyFile file) {
        String kind = file.format() == KeyFormat.CERTIFICATE ? "a certificate" : "a public key";
        return file.type().map(it -> kind + " (" + it + ")").orElse(kind);
    }

    /** By the key itself; else by the name: X for X.pub. */
    private static Optional<KeyFile> privateHalf(Snapshot facts, KeyFile file) {
        String stem = file.path().endsWith(".pub")
                ? file.path().substring(0, file.path().length() - ".pub".length())
                : file.path() + ".key";
        return file.publicKey()
                .flatMap(it -> LocalKeys.privateHalf(facts, it))
                .or(() -> LocalKeys.usable(facts).stream()
                        .filter(it -> it.path().equals(stem))
                        .findFirst());
    }

    private static Fix fix(Snapshot facts, Identity identity, KeyFile half) {
        return MisnamedKeys.isChosen(identity)
                ? MisnamedKeys.naming(facts, identity, half)
                : Fix.manual("Move the private key to where ssh looks for it.")
                        .run("mv", identity.path(), identity.path() + ".public")
                        .run("mv", half.path(), identity.path());
    }
}
