package dev.sshwhy.collect;

import dev.sshwhy.evidence.AccessList;
import dev.sshwhy.evidence.AccessList.Stranger;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

    /** Whom Windows lets in by inheritance. */
    private static final Set<String> CROWDS =
            Set.of("everyone", "\\everyone", "builtin\\users", "nt authority\\authenticated users");

    private WindowsAccess() {}

    /** Who has rights to a file; empty where the file system has no access lists, or does not know the user. */
    static Optional<AccessList> of(Path file, String user) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        Optional<UserPrincipal> us = view == null ? Optional.empty() : principal(file, user);
        if (us.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Boolean> writes = new LinkedHashMap<>();
        UserPrincipal owner = view.getOwner();
        if (!isTrusted(owner, us.get())) {
            writes.put(owner.getName(), true); // an owner may give himself any right
        }
        for (AclEntry entry : view.getAcl()) {
            if (entry.type() == AclEntryType.ALLOW && !isTrusted(entry.principal(), us.get())) {
                boolean mayWrite = !Collections.disjoint(entry.permissions(), WRITING);
                writes.merge(entry.principal().getName(), mayWrite, Boolean::logicalOr);
            }
        }
        return Optional.of(new AccessList(writes.entrySet().stream()
                .map(it -> new Stranger(it.getKey(), it.getValue(), isIn(CROWDS, it.getKey())))
                .toList()));
    }

    private static boolean isTrusted(UserPrincipal principal, UserPrincipal us) {
        return principal.equals(us) || isIn(TRUSTED, principal.getName());
    }

    private static boolean isIn(Set<String> names, String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
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
