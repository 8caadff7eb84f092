package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    private static final LocalFiles FILES = new LocalFiles();

    @TempDir
    private Path folder;

    private String reason(Path file) {
        return assertInstanceOf(Observed.Unreadable.class, FILES.read(file.toString()))
                .reason();
    }

    @Test
    void readsAFileWithItsModeAndOwner() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "text");
        LocalFiles.Content content = FILES.read(file.toString()).seen().orElseThrow();
        assertEquals(4, content.bytes().length);
        assertTrue(content.facts().ownedByUs());
        assertTrue(content.facts().mode().isPresent());
    }

    @Test
    void tellsWhatIsNotThereFromALinkThatLeadsNowhere() throws IOException {
        assertInstanceOf(
                Observed.Absent.class, FILES.read(folder.resolve("nothing").toString()));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        assertTrue(reason(link).contains("leads nowhere"));
        assertFalse(FILES.exists(link.toString()));
    }

    @Test
    void tellsLinksInACircle() throws IOException {
        Path one = folder.resolve("one");
        Path two = Files.createSymbolicLink(folder.resolve("two"), one);
        Files.createSymbolicLink(one, two);
        assertTrue(reason(one).length() > 5);
    }

    @Test
    void doesNotOpenADirectoryOrAPipe() throws Exception {
        assertTrue(reason(folder).contains("directory"));
        Path pipe = folder.resolve("pipe");
        Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(process.waitFor() == 0, "needs mkfifo");
        assertTrue(reason(pipe).contains("no regular file"));
        assertEquals(
                FileFacts.Kind.OTHER,
                FILES.look(pipe.toString()).seen().orElseThrow().kind());
    }

    @Test
    void readsNoMoreThanItsLimit() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[LocalFiles.LIMIT + 1]);
        assertTrue(reason(large).contains("larger"));
        Path full = Files.write(folder.resolve("full"), new byte[LocalFiles.LIMIT]);
        assertTrue(FILES.read(full.toString()).seen().isPresent());
    }

    @Test
    void takesANameThatNoFileCanHave() {
        assertInstanceOf(Observed.Unreadable.class, FILES.read("a\0b"));
    }

    @Test
    void doesNotReadTheKernelsFilesWhichMayBlock() {
        assumeTrue(Files.exists(Path.of("/proc/kmsg")));
        assertEquals(
                FileFacts.Kind.OTHER,
                FILES.look("/proc/kmsg").seen().orElseThrow().kind());
        assertTrue(FILES.read("/proc/kmsg").seen().isEmpty());
    }

    @Test
    void namesTheFolderOnTheWayThatIsClosed() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path file =
                Files.writeString(Files.createDirectory(closed.resolve("in")).resolve("key"), "x");
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeTrue(!Files.isExecutable(closed), "root is let through");
            Observed.Unreadable<?> unread = assertInstanceOf(Observed.Unreadable.class, FILES.look(file.toString()));
            assertEquals(closed.toString(), unread.where());
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
