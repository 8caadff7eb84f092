package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sshwhy.evidence.AccessList;
import dev.sshwhy.evidence.FileFacts;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system in memory that has access lists, as that of Windows has. */
class WindowsAccessTest {
    private static final Set<AclEntryPermission> READ = EnumSet.of(AclEntryPermission.READ_DATA);
    private static final Set<AclEntryPermission> ALL = EnumSet.allOf(AclEntryPermission.class);
    private static final String NAME = "C:\\Users\\me\\.ssh\\id_ed25519";

    private FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final List<AclEntry> entries = new ArrayList<>();

    @BeforeEach
    void startWindows() {
        windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setAttributeViews("basic", "owner", "dos", "acl")
                .build());
    }

    @AfterEach
    void stopIt() throws IOException {
        windows.close();
    }

    private UserPrincipal principal(String name) throws IOException {
        return windows.getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    private WindowsAccessTest entry(AclEntryType type, String name, Set<AclEntryPermission> permissions)
            throws IOException {
        entries.add(AclEntry.newBuilder()
                .setType(type)
                .setPrincipal(principal(name))
                .setPermissions(permissions)
                .build());
        return this;
    }

    private FileFacts facts(String owner) throws IOException {
        Path file = windows.getPath(NAME);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a key, made for tests\n");
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        view.setAcl(entries);
        view.setOwner(principal(owner));
        return new LocalFiles("me").facts(NAME, file);
    }

    @Test
    void ownRightsAndThoseOfTheSystemAreFine() throws IOException {
        entry(AclEntryType.ALLOW, "me", ALL)
                .entry(AclEntryType.ALLOW, "NT AUTHORITY\\SYSTEM", ALL)
                .entry(AclEntryType.ALLOW, "BUILTIN\\Administrators", ALL)
                .entry(AclEntryType.ALLOW, "NT SERVICE\\TrustedInstaller", ALL);
        FileFacts facts = facts("BUILTIN\\Administrators");
        assertFalse(facts.isTooOpenForPrivateKey());
        assertEquals(List.of(), facts.accessList().orElseThrow().strangers());
    }

    @Test
    void anyRightOfAnybodyElseIsTooMuch() throws IOException {
        entry(AclEntryType.ALLOW, "me", ALL).entry(AclEntryType.ALLOW, "BUILTIN\\Users", READ);
        FileFacts facts = facts("me");
        assertTrue(facts.isTooOpenForPrivateKey());
        assertEquals(
                List.of(new AccessList.Stranger("BUILTIN\\Users", false, true)),
                facts.accessList().orElseThrow().strangers());
    }

    @Test
    void aRefusalGivesNobodyARight() throws IOException {
        entry(AclEntryType.DENY, "BUILTIN\\Guests", ALL).entry(AclEntryType.ALLOW, "me", ALL);
        assertFalse(facts("me").isTooOpenForPrivateKey());
    }

    @Test
    void anOwnerWhoIsSomebodyElseIsTooMuch() throws IOException {
        entry(AclEntryType.ALLOW, "me", ALL);
        FileFacts facts = facts("PC\\you");
        assertTrue(facts.isTooOpenForPrivateKey());
        assertEquals(
                List.of(new AccessList.Stranger("PC\\you", true, false)),
                facts.accessList().orElseThrow().strangers());
    }

    @Test
    void tellsWhoMayOnlyReadFromWhoMayWrite() throws IOException {
        entry(AclEntryType.ALLOW, "Everyone", READ)
                .entry(AclEntryType.ALLOW, "PC\\you", EnumSet.of(AclEntryPermission.APPEND_DATA));
        assertEquals(
                List.of(
                        new AccessList.Stranger("Everyone", false, true),
                        new AccessList.Stranger("PC\\you", true, false)),
                facts("me").accessList().orElseThrow().strangers());
    }

    @Test
    void knowsTheSystemInOtherLanguages() throws IOException {
        entry(AclEntryType.ALLOW, "NT-AUTORIT\u00c4T\\SYSTEM", ALL)
                .entry(AclEntryType.ALLOW, "VORDEFINIERT\\Administratoren", ALL);
        assertFalse(facts("me").isTooOpenForPrivateKey());
    }
}
