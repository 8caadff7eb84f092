package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.AccessList;
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
                Finding finding = UnusableKeys.weighed(facts, identity, finding(facts, identity, file.get()));
                findings.add(isGuessed(file.get()) ? UnusableKeys.sure(finding, Certainty.POSSIBLE) : finding);
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    private static Finding finding(Snapshot facts, Identity identity, KeyFile key) {
        FileFacts file = key.file();
        String path = facts.shown(file.path());
        Optional<AccessList> list = file.accessList();
        if (list.isPresent()) {
            return onWindows(facts, identity, file, path, list.get());
        }
        String drive = file.modelessFileSystem()
                .map(it -> ", and on this drive (" + it + ") it stays so, whatever chmod says")
                .orElse("");
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        "Other users may read the private key " + path + " (mode " + file.modeText() + drive
                                + "), so ssh ignores it.")
                .seen(
                        Span.of(file.path(), ""),
                        "mode " + file.modeText() + ", owner " + file.owner() + "; ssh wants 0600 or stricter")
                .withFix(drive.isEmpty() ? chmod(file.path()) : copy(facts, file.path(), path));
    }

    /** Whether the strangers' names may be those of the system in a language that sshwhy does not know. */
    private static boolean isGuessed(KeyFile key) {
        return key.file()
                .accessList()
                .filter(it -> it.strangers().stream().noneMatch(AccessList.Stranger::crowd))
                .isPresent();
    }

    private static Fix chmod(String path) {
        return Fix.safe("Take the others' rights away.").run("chmod", "600", path);
    }

    /** Where a drive keeps no modes, only another place for the key helps; no other key of that name is overwritten. */
    private static Fix copy(Snapshot facts, String path, String shown) {
        String there = facts.machine().home() + "/.ssh/" + path.substring(path.lastIndexOf('/') + 1);
        if (there.equals(path)) {
            return Fix.manual(
                    "Your home directory lies on that drive too. Mount the drive so that it keeps modes (WSL: options"
                            + " = \"metadata\" below [automount] in /etc/wsl.conf), then chmod 600 " + shown + ".");
        }
        boolean taken = facts.localKeys().stream().anyMatch(it -> it.path().equals(there));
        String free = taken ? there + "_copy" : there;
        return Fix.ask("Copy the key to your home directory, close the copy to others, and name it in place of " + shown
                        + ": -i or IdentityFile " + facts.shown(free) + ".")
                .run("cp", path, free)
                .run("chmod", "600", free);
    }

    private static Finding onWindows(Snapshot facts, Identity identity, FileFacts file, String path, AccessList list) {
        String strangers = String.join(", ", list.names());
        Fix fix = Fix.safe("Take the others' rights away, the inherited ones too.")
                .run("icacls", file.path(), "/setowner", facts.machine().localUser())
                .run("icacls", file.path(), "/inheritance:r");
        for (String name : list.names()) {
            fix = fix.run("icacls", file.path(), "/remove", name);
        }
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        "Others have rights to the private key " + path + " (" + strangers + "), so ssh ignores it.")
                .seen(
                        Span.of(file.path(), ""),
                        "owner " + file.owner() + "; rights for " + strangers
                                + "; ssh wants none but yours, the administrators' and the system's")
                .withFix(fix.run(
                        "icacls", file.path(), "/grant:r", facts.machine().localUser() + ":F"));
    }
}
