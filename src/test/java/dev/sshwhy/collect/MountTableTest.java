package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final MountTable TABLE = MountTable.parse("""
            /dev/sdc / ext4 rw,relatime 0 0
            C:\\134 /mnt/c 9p rw,noatime,aname=drvfs;path=C:\\;uid=1000;gid=1000;symlinkroot=/mnt/,access=client 0 0
            D:\\134 /mnt/d 9p rw,noatime,aname=drvfs;path=D:\\;uid=1000;metadata;symlinkroot=/mnt/,access=client 0 0
            E: /mnt/e drvfs rw,noatime,uid=1000 0 0
            host /host 9p rw,trans=virtio 0 0
            /dev/sdb1 /media/me/USB\\040STICK vfat rw,uid=1000,fmask=0022 0 0
            /dev/loop0 /mnt/c/inside ext4 rw 0 0
            no mount
            """);

    private static void assertModeless(String type, String path) {
        assertEquals(Optional.of(type), TABLE.modelessType(path), path);
    }

    private static void assertModes(String path) {
        assertEquals(Optional.empty(), TABLE.modelessType(path), path);
    }

    @Test
    void drivesOfWindowsSticksAndSharesKeepNoModes() {
        assertModeless("9p", "/mnt/c/Users/me/.ssh/id_ed25519");
        assertModeless("drvfs", "/mnt/e/key");
        assertModeless("vfat", "/media/me/USB STICK/key");
    }

    @Test
    void ordinaryOnesAndThoseWithMetadataDo() {
        assertModes("/home/me/.ssh/id_ed25519");
        assertModes("/mnt/d/key");
        assertModes("/host/key");
        assertModes("/mnt/cellar/key");
        assertModes("/mnt/c/inside/key");
    }

    @Test
    void anyTextIsRead() {
        assertEquals(Optional.empty(), MountTable.parse("").modelessType("/"));
        assertEquals(Optional.empty(), MountTable.parse("\u0000 \\999 x\n\n   ").modelessType("/"));
    }
}
