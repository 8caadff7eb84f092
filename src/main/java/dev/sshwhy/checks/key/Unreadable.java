package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
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

/** A private key is there, and this user may not read it; mostly it was made with sudo. */
public final class Unreadable implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            if (identity.file() instanceof Observed.Unreadable<KeyFile> unread && MisnamedKeys.isFile(unread)) {
                findings.add(UnusableKeys.weighed(facts, identity, finding(facts, identity, unread)));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static Finding finding(Snapshot facts, Identity identity, Observed.Unreadable<KeyFile> unread) {
        if (!unread.where().equals(identity.path())) {
            return inAClosedFolder(facts, identity, unread);
        }
        String path = facts.shown(identity.path());
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        facts.machine().localUser() + " cannot read the private key " + path + ": " + unread.reason()
                                + ".")
                .seen(Span.of(identity.path(), ""), unread.reason())
                .withFix(fix(facts, identity.path(), unread.reason()));
    }

    /** Whether the file is there at all, nobody can tell; for all files of one folder this is said once. */
    private static Finding inAClosedFolder(Snapshot facts, Identity identity, Observed.Unreadable<KeyFile> unread) {
        String folder = unread.where();
        String user = facts.machine().localUser();
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        user + " may not look into " + facts.shown(folder) + ", so ssh gets at no key there.")
                .seen(Span.of(folder, ""), unread.reason())
                .withFix(Fix.ask("Make the folder your own, and open it for you alone.")
                        .run("sudo", "chown", user, folder)
                        .run("chmod", "700", folder));
    }

    private static Fix fix(Snapshot facts, String path, String reason) {
        if (reason.contains("larger than")) {
            return Fix.manual("Name the private key file itself; no key is as large as " + facts.shown(path) + ".");
        }
        if (!reason.contains("denied") || facts.machine().operatingSystem() == OperatingSystem.WINDOWS) {
            return Fix.manual("Make " + facts.shown(path) + " readable for "
                    + facts.machine().localUser() + ", or copy the key to a file of your own.");
        }
        return Fix.ask("Make the file, and the directories above it, your own.")
                .run("sudo", "chown", facts.machine().localUser(), path)
                .run("chmod", "600", path);
    }
}
