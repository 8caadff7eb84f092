package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
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

/** A directory, or a device, is named where a private key file belongs. */
public final class NotAFile implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            if (identity.file() instanceof Observed.Unreadable<KeyFile> unread
                    && MisnamedKeys.isNoFile(unread)
                    && !identity.inAgent()) {
                findings.add(finding(facts, identity, unread));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static Finding finding(Snapshot facts, Identity identity, Observed.Unreadable<KeyFile> unread) {
        String folder = identity.path().endsWith("/") ? identity.path() : identity.path() + "/";
        List<KeyFile> inside = LocalKeys.usable(facts).stream()
                .filter(it -> it.path().startsWith(folder))
                .toList();
        Optional<KeyFile> meant = MisnamedKeys.meant(facts, inside);
        String what = unread.reason().contains("directory") ? "is a directory" : "is no regular file";
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        MisnamedKeys.namer(facts, identity) + facts.shown(identity.path()) + ", which " + what
                                + "; ssh wants the private key file itself"
                                + meant.map(it -> ", such as " + facts.shown(it.path()))
                                        .orElse("") + ".")
                .seen(MisnamedKeys.place(identity), "names " + facts.shown(identity.path()))
                .seen(Span.of(identity.path(), ""), what);
        return MisnamedKeys.weighed(
                facts,
                identity,
                meant,
                finding.withFix(meant.map(it -> MisnamedKeys.naming(facts, identity, it))
                        .orElseGet(() -> Fix.manual("Name a private key file, such as ~/.ssh/id_ed25519."))));
    }
}
