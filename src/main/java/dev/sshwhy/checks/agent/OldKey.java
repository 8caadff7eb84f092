package dev.sshwhy.checks.agent;

import dev.sshwhy.evidence.KeyFile;
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

/**
 * The agent holds a key that says it is a file's, and that file holds another one of the same type: the pair was made anew
 * after {@code ssh-add}, which keeps a key until it is taken out or the agent ends.
 */
public final class OldKey implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        List<Outcome> untold = new ArrayList<>();
        for (PublicKey held : facts.agent().keys()) {
            if (facts.localKeys().stream().noneMatch(it -> isKey(it, held))) {
                Optional<KeyFile> closed = facts.localKeys().stream()
                        .filter(it -> it.publicKey().isEmpty() && it.format().isPrivate())
                        .filter(it -> isPath(facts, held, it.path()))
                        .findFirst();
                closed.ifPresent(it -> untold.add(Outcome.cannotTell(
                        "whether the agent's " + held.fingerprint() + " is the key of " + facts.shown(it.path()),
                        "that file shows its public half to nobody without the passphrase")));
                successor(facts, held).ifPresent(it -> findings.add(finding(facts, held, it)));
            }
        }
        return findings.isEmpty() && !untold.isEmpty() ? untold.get(0) : Outcome.of(findings);
    }

    private static boolean isKey(KeyFile file, PublicKey key) {
        return file.publicKey().filter(key::isSameKeyAs).isPresent();
    }

    /** The file whose path or comment the agent's key carries; a comment that several files share tells nothing. */
    private static Optional<KeyFile> successor(Snapshot facts, PublicKey held) {
        List<KeyFile> others = facts.localKeys().stream()
                .filter(it -> it.publicKey()
                        .filter(key -> key.type().equals(held.type()))
                        .isPresent())
                .toList();
        Optional<KeyFile> named =
                others.stream().filter(it -> isPath(facts, held, it.path())).findFirst();
        List<KeyFile> alike = others.stream()
                .filter(it -> !held.comment().isEmpty() && comment(it).equals(held.comment()))
                .filter(it -> it.publicKey().filter(facts.agent()::holds).isEmpty())
                .toList();
        boolean onePair = alike.stream()
                        .flatMap(it -> it.publicKey().stream())
                        .map(PublicKey::fingerprint)
                        .distinct()
                        .count()
                == 1;
        return named.or(() -> onePair ? Optional.of(alike.get(0)) : Optional.empty());
    }

    /** ssh-add(1) gives a key without a comment its path for one. */
    private static boolean isPath(Snapshot facts, PublicKey held, String path) {
        return held.comment().equals(path) || held.comment().equals(facts.shown(path));
    }

    private static String comment(KeyFile file) {
        return file.publicKey()
                .map(PublicKey::comment)
                .filter(it -> !it.isEmpty())
                .orElse(file.comment());
    }

    private static Finding finding(Snapshot facts, PublicKey held, KeyFile file) {
        PublicKey now = file.publicKey().orElseThrow();
        String path = file.path().replaceFirst("\\.pub$", "");
        boolean byPath = isPath(facts, held, file.path());
        // Of a key whose public half alone lies here the agent was to be the other half.
        boolean needed = !AgentKeys.hasPrivateFile(facts, now)
                && facts.offered().stream()
                        .anyMatch(it -> it.publicKey().filter(now::isSameKeyAs).isPresent())
                && (AgentKeys.isRegistered(facts, now)
                        || facts.authentication().filter(it -> it.accepted(now)).isPresent());
        boolean sure = byPath || needed;
        Fix fix = sure && AgentKeys.hasPrivateFile(facts, now)
                ? Fix.ask(
                                "Take the old key out of the agent, and add the new one. ssh-add -D takes out all that it holds.")
                        .run("ssh-add", "-D")
                        .run("ssh-add", path)
                : Fix.manual(
                        "Take the old key out of the agent when it is no longer in use (ssh-add -d wants its .pub file,"
                                + " ssh-add -D takes out all keys)"
                                + (sure ? ", and give the agent the private half of the new one." : "."));
        Finding finding = Finding.of(
                        sure ? Certainty.LIKELY : Certainty.POSSIBLE,
                        Subject.key(now),
                        "The agent holds " + held.fingerprint() + " under the name " + held.comment() + ", but "
                                + facts.shown(file.path()) + " is " + now.fingerprint()
                                + ": the pair may have been made anew since ssh-add.")
                .seen(Span.of(Span.AGENT, AgentKeys.name(held)), "the older key")
                .seen(Span.of(file.path(), ""), now.fingerprint())
                .withFix(fix);
        return needed ? finding : finding.withEffect(Effect.NONE);
    }
}
