package dev.sshwhy.collect;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.FileFacts.Kind;
import dev.sshwhy.evidence.Observed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads files the careful way: looked at before they are opened, and never more than a limit. */
final class LocalFiles {
    /** OpenSSH reads no key file that is larger (authfile.c, MAX_KEY_FILE_SIZE); no setup needs more elsewhere. */
    static final int LIMIT = 1 << 20;

    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int RIGHTS_OF_OTHERS = 077;

    private final OptionalInt ourUser;
    private final String ourName;
    private Optional<MountTable> mounts = Optional.empty();

    LocalFiles() {
        this(System.getProperty("user.name", ""));
    }

    /** @param ourName the login name of who runs ssh; only the access lists of Windows want it */
    LocalFiles(String ourName) {
        this.ourUser = ourUser();
        this.ourName = ourName;
    }

    /** A file's bytes, and what it looks like from outside. */
    static final class Content {
        private final FileFacts facts;
        private final byte[] bytes;

        private Content(FileFacts facts, byte[] bytes) {
            this.facts = facts;
            this.bytes = bytes;
        }

        FileFacts facts() {
            return facts;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** What stat(2) says, beside the times. */
    record UnixAttributes(int mode, int userId, int groupId, String owner) {}

    /** What is at a path, without opening it. */
    Observed<FileFacts> look(String path) {
        try {
            return Observed.present(facts(path));
        } catch (IOException | InvalidPathException e) {
            return failed(path, e);
        }
    }

    /** The bytes of a regular file of at most {@value #LIMIT} bytes. */
    Observed<Content> read(String path) {
        return read(path, LIMIT);
    }

    /** The bytes of a regular file of at most {@code limit} bytes, a whole number of MiB. */
    Observed<Content> read(String path, int limit) {
        Observed<Content> content = beginning(path, limit + 1);
        return content.seen().filter(it -> it.bytes().length > limit).isPresent()
                ? Observed.unreadable(path, "it is larger than " + (limit >> 20) + " MiB")
                : content;
    }

    /** The first bytes of a regular file, at most so many. */
    Observed<Content> beginning(String path, int length) {
        try {
            FileFacts facts = facts(path);
            if (facts.kind() != Kind.REGULAR) {
                return Observed.unreadable(
                        path, facts.kind() == Kind.DIRECTORY ? "it is a directory" : "it is no regular file");
            }
            try (InputStream in = Files.newInputStream(Path.of(path))) {
                return Observed.present(new Content(facts, in.readNBytes(length)));
            }
        } catch (IOException | InvalidPathException e) {
            return failed(path, e);
        }
    }

    /** Whether stat(2) finds anything: not where a link leads nowhere, or a folder on the way may not be entered. */
    boolean exists(String path) {
        return look(path).seen().isPresent();
    }

    /** The user id that this process runs as; empty where there are none. */
    OptionalInt userId() {
        return ourUser;
    }

    /** Permission bits, owner and group of a path, links followed; empty where the file system has none. */
    Optional<UnixAttributes> unixAttributes(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> values = Files.readAttributes(file, "unix:mode,uid,gid,owner");
        return Optional.of(new UnixAttributes(
                (Integer) values.getOrDefault("mode", 0),
                (Integer) values.getOrDefault("uid", -1),
                (Integer) values.getOrDefault("gid", -1),
                String.valueOf(values.get("owner"))));
    }

    private FileFacts facts(String path) throws IOException {
        return facts(path, Path.of(path));
    }

    /** The same for a file of any file system. */
    FileFacts facts(String path, Path file) throws IOException {
        Optional<UnixAttributes> unix = unixAttributes(file);
        if (unix.isEmpty()) {
            Kind kind =
                    Files.isRegularFile(file) ? Kind.REGULAR : Files.isDirectory(file) ? Kind.DIRECTORY : Kind.OTHER;
            return new FileFacts(
                    path,
                    kind,
                    OptionalInt.empty(),
                    Files.getOwner(file).getName(),
                    true,
                    Files.size(file),
                    WindowsAccess.of(file, ourName),
                    Optional.empty());
        }
        int mode = unix.get().mode();
        int type = mode & FILE_TYPE;
        long size = Files.size(file);
        boolean regular = type == REGULAR_FILE && !(size == 0 && isKernels(file));
        Kind kind = regular ? Kind.REGULAR : type == DIRECTORY ? Kind.DIRECTORY : Kind.OTHER;
        boolean ours = ourUser.equals(OptionalInt.of(unix.get().userId()));
        return new FileFacts(
                path,
                kind,
                OptionalInt.of(mode & 07777),
                unix.get().owner(),
                ours,
                size,
                Optional.empty(),
                ours && (mode & RIGHTS_OF_OTHERS) != 0 ? modelessType(file) : Optional.empty());
    }

    /** Whether it is one of the kernel's files, which say that they are regular and may block like a device; none of a process does. */
    private static boolean isKernels(Path file) throws IOException {
        Path real = file.toRealPath();
        boolean ofProcess =
                real.getNameCount() > 2 && real.getName(1).toString().chars().allMatch(Character::isDigit);
        return real.startsWith("/sys") || (real.startsWith("/proc") && !ofProcess);
    }

    private synchronized Optional<String> modelessType(Path file) throws IOException {
        if (mounts.isEmpty()) {
            Path table = Path.of("/proc/mounts");
            mounts = Optional.of(MountTable.parse(
                    Files.isReadable(table) ? new String(Files.readAllBytes(table), StandardCharsets.UTF_8) : ""));
        }
        return mounts.get().modelessType(file.toRealPath().toString());
    }

    private static <T> Observed<T> failed(String path, Exception e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return isDanglingLink(path)
                    ? Observed.unreadable(path, "it is a link that leads nowhere")
                    : Observed.absent(path);
        }
        if (e instanceof InvalidPathException) {
            return Observed.unreadable(path, "no file can have this name");
        }
        if (e instanceof AccessDeniedException) {
            return Observed.unreadable(closedFolder(path).orElse(path), "permission denied");
        }
        if (e instanceof FileSystemLoopException) {
            return Observed.unreadable(path, "its links lead in a circle");
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("Not a directory")) {
            return Observed.absent(path);
        }
        return Observed.unreadable(path, "it could not be read (" + message.replace(path + ": ", "") + ")");
    }

    /** The folder on the way to a path that lets nobody of us through: what is in it, if anything, nobody here can tell. */
    private static Optional<String> closedFolder(String path) {
        for (Path folder = Path.of(path).toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
                return Optional.of(folder.toString());
            }
        }
        return Optional.empty();
    }

    static boolean isDanglingLink(String path) {
        try {
            Path file = Path.of(path);
            return Files.isSymbolicLink(file) && Files.notExists(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The owner of this process's entry in /proc, or of a file that it just made. */
    private static OptionalInt ourUser() {
        Path self = Path.of("/proc/self");
        try {
            if (Files.isDirectory(self)) {
                return OptionalInt.of((Integer) Files.getAttribute(self, "unix:uid"));
            }
            Path probe = Files.createTempFile("sshwhy", null);
            try {
                return OptionalInt.of((Integer) Files.getAttribute(probe, "unix:uid"));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}
