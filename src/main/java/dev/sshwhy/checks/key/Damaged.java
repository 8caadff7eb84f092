package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import java.util.List;

/** Line ends, a lost last line, an editor's encoding, a cut: what was a private key does not load any more. */
public final class Damaged implements Check {
    private static final String PUBLIC_SUFFIX = ".pub";

    @Override
    public Outcome check(Snapshot facts) {
        return UnusableKeys.ofFaults(
                facts,
                KeyFault.Kind.DAMAGED,
                (file, fault) -> (isPublic(file) ? "ssh finds no key in " : "ssh cannot load the private key ")
                        + facts.shown(file.path()) + ": " + fault.detail() + ".",
                (file, faults) -> fix(facts, file, faults));
    }

    private static Fix fix(Snapshot facts, KeyFile file, List<KeyFault> faults) {
        // The key reader says so where no change of the text brings the key back.
        boolean lost = faults.stream()
                .anyMatch(it -> it.cure().isEmpty() && it.detail().contains("restore"));
        if (lost) {
            return Fix.manual(
                    "Copy " + facts.shown(file.path())
                            + " again from where it is whole; if it is nowhere, make a new pair and add its .pub line to the account.");
        }
        if (isPublic(file) && faults.stream().allMatch(it -> it.cure().isEmpty())) {
            return publicFix(facts, file);
        }
        return Cures.steps(Fix.safe("Put the file's text right; the key itself is whole."), file.path(), faults);
    }

    private static Fix publicFix(Snapshot facts, KeyFile file) {
        String shown = facts.shown(file.path());
        if (file.format() != KeyFormat.PUBLIC || !file.path().endsWith(PUBLIC_SUFFIX)) {
            return Fix.manual("Copy " + shown + " again from where it is whole"
                    + (file.format() == KeyFormat.CERTIFICATE ? ", or have it issued again." : "."));
        }
        String privateFile = file.path().substring(0, file.path().length() - PUBLIC_SUFFIX.length());
        boolean isThere = facts.localKeys().stream()
                .anyMatch(it -> it.path().equals(privateFile) && it.format().isPrivate());
        if (!isThere) {
            return Fix.manual("Write " + shown + " anew where its private key lies: ssh-keygen -y -f prints the line.");
        }
        return Fix.ask("Write " + shown + " anew from the private key beside it.")
                .run("sh", "-c", Cures.publicHalf(privateFile, file.path()));
    }

    private static boolean isPublic(KeyFile file) {
        return !file.format().isPrivate() && file.format() != KeyFormat.UNKNOWN;
    }
}
