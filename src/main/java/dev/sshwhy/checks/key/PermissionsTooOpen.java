package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
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

/** Others may read the private key, so ssh will not (OpenSSH authfile.c sshkey_perm_ok). */
public final class PermissionsTooOpen implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            Optional<KeyFile> file = identity.file().seen();
            if (file.isPresent()
                    && file.get().format().isPrivate()
                    && file.get().file().isTooOpenForPrivateKey()) {
                findings.add(UnusableKeys.weighed(facts, identity, finding(facts, identity, file.get())));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static Finding finding(Snapshot facts, Identity identity, KeyFile key) {
        FileFacts file = key.file();
        String path = facts.shown(file.path());
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        "Other users may read the private key " + path + " (mode " + file.modeText()
                                + "), so ssh ignores it.")
                .seen(
                        Span.of(file.path(), ""),
                        "mode " + file.modeText() + ", owner " + file.owner() + "; ssh wants 0600 or stricter")
                .withFix(Fix.safe("Take the others' rights away.").run("chmod", "600", file.path()));
    }
}
