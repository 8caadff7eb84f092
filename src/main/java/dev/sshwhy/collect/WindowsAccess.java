package dev.sshwhy.collect;

import dev.sshwhy.evidence.AccessList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Access lists, held against those whom OpenSSH for Windows trusts (w32-sshfileperm.c, check_secure_file_permission). */
final class WindowsAccess {
    private static final Set<AclEntryPermission> WRITING = EnumSet.of(
            AclEntryPermission.WRITE_DATA,
            AclEntryPermission.APPEND_DATA,
            AclEntryPermission.WRITE_ATTRIBUTES,
            AclEntryPermission.WRITE_NAMED_ATTRS);

    /** S-1-5-18, S-1-5-32-544 and TrustedInstaller, whose names Windows shows in its own language. */
    private static final Set<String> TRUSTED = Set.of(
            "nt authority\\system",
            "nt-autorit\u00e4t\\system",
            "autorite nt\\syst\u00e8me",
            "autorit\u00e9 nt\\syst\u00e8me",
            "autoridade nt\\sistema",
            "builtin\\administrators",
            "vordefiniert\\administratoren",
            "builtin\\administrateurs",
            "builtin\\administradores",
            "nt service\\trustedinstaller");

    private WindowsAccess() {}

    /** Who has rights to a file; empty where the file system has no access lists. */
    static Optional<AccessList> of(Path file, String user) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view == null) {
            return Optional.empty();
        }
        Optional<UserPrincipal> us = principal(file, user);
        Set<String> strangers = new LinkedHashSet<>();
        Set<String> writers = new LinkedHashSet<>();
        UserPrincipal owner = view.getOwner();
        if (!isTrusted(owner, us)) {
            strangers.add(owner.getName());
            writers.add(owner.getName()); // an owner may give himself any right
        }
        for (AclEntry entry : view.getAcl()) {
            if (entry.type() == AclEntryType.ALLOW && !isTrusted(entry.principal(), us)) {
                strangers.add(entry.principal().getName());
                if (!Collections.disjoint(entry.permissions(), WRITING)) {
                    writers.add(entry.principal().getName());
                }
            }
        }
        return Optional.of(
                new AccessList(strangers.stream().toList(), writers.stream().toList()));
    }

    private static boolean isTrusted(UserPrincipal principal, Optional<UserPrincipal> us) {
        return us.filter(principal::equals).isPresent()
                || TRUSTED.contains(principal.getName().toLowerCase(Locale.ROOT));
    }

    private static Optional<UserPrincipal> principal(Path file, String user) throws IOException {
        try {
            return Optional.of(
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        }
    }
}
