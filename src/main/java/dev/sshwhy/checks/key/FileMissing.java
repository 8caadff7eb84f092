package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigTree.MissingIdentity;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * -i or IdentityFile names a file that is not there. After a wrong -i ssh goes on with the default keys; a wrong
 * IdentityFile keeps them away as well (OpenSSH readconf.c fill_default_options).
 */
public final class FileMissing implements LintCheck {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            if (MisnamedKeys.isChosen(identity) && isMissing(identity) && !identity.inAgent()) {
                findings.add(finding(facts, identity));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    /** A configuration that several machines share names keys of all of them: in a file alone, it keeps nobody out. */
    @Override
    public Outcome lint(ConfigTree tree) {
        return Outcome.of(tree.missingIdentities().stream()
                .map(it -> missing(tree.machine(), it))
                .toList());
    }

    private static Finding missing(Machine machine, MissingIdentity it) {
        String hint = it.nearest()
                .map(near -> "; the nearest name is " + machine.shown(near))
                .orElse("");
        String summary = it.nearest()
                .map(near -> "Name " + machine.shown(near) + ", if that is the key that is meant.")
                .orElse("Name a private key that is there, or take the line out.");
        int more = it.at().size() - 1;
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.keyFile(it.path()),
                        "IdentityFile names " + machine.shown(it.path()) + ", which is not there" + hint + ".")
                .seen(it.at().get(0), "no such file" + (more == 0 ? "" : "; named on " + more + " more lines"))
                .withEffect(Effect.NONE)
                .withFix(Fix.manual(summary));
    }

    private static boolean isMissing(Identity identity) {
        return identity.file() instanceof Observed.Absent
                || (identity.file() instanceof Observed.Unreadable<KeyFile> unread && MisnamedKeys.isDangling(unread));
    }

    private static Finding finding(Snapshot facts, Identity identity) {
        List<KeyFile> near = LocalKeys.nearest(facts, identity.path());
        Optional<KeyFile> meant = identity.publicKey()
                .flatMap(it -> LocalKeys.privateHalf(facts, it))
                .or(() -> MisnamedKeys.meant(facts, near));
        boolean dangling = identity.file() instanceof Observed.Unreadable;
        boolean publicHalf = identity.publicFile().seen().isPresent();
        String nothing = dangling
                ? ", which is a link that leads nowhere"
                : publicHalf ? ", of which only the public half is there" : ", which is not there";
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        MisnamedKeys.namer(facts, identity) + facts.shown(identity.path()) + nothing
                                + meant.map(it -> hint(facts, it)).orElse("") + ".")
                .seen(MisnamedKeys.place(identity), dangling ? "leads nowhere" : "no such file");
        finding = finding.withFix(fix(facts, identity, meant));
        boolean accepted = identity.publicKey()
                .filter(key -> facts.authentication()
                        .filter((Handshake it) -> it.accepted(key))
                        .isPresent())
                .isPresent();
        return accepted
                ? UnusableKeys.weighed(facts, identity, finding)
                : MisnamedKeys.weighed(facts, identity, meant, finding);
    }

    private static String hint(Snapshot facts, KeyFile meant) {
        return LocalKeys.isRegistered(facts, meant)
                ? "; the key that the account holds is " + facts.shown(meant.path())
                : "; the nearest name is " + facts.shown(meant.path());
    }

    private static Fix fix(Snapshot facts, Identity identity, Optional<KeyFile> meant) {
        return meant.map(it -> MisnamedKeys.naming(facts, identity, it))
                .orElseGet(() -> Fix.manual("Name a private key that is there, or put the file back at "
                        + facts.shown(identity.path()) + "."));
    }
}
