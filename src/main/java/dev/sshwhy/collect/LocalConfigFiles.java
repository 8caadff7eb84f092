package dev.sshwhy.collect;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.sshconfig.ConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configuration files on this machine. */
final class LocalConfigFiles implements ConfigFiles {
    /** A block of five lines for each of a hundred thousand hosts; ssh itself would read on. */
    private static final int LIMIT = 8 << 20;

    private static final int MOST_NAMES = 10_000;
    private static final int GROUP_WRITABLE = 020;
    private static final int OTHERS_WRITABLE = 002;

    private final LocalFiles files;
    private final Path currentDirectory;
    private final boolean privateGroupsAreFine;

    /** @param privateGroupsAreFine whether this ssh tolerates files that the owner's private group may write (Debian's patch) */
    LocalConfigFiles(LocalFiles files, Path currentDirectory, boolean privateGroupsAreFine) {
        this.files = files;
        this.currentDirectory = currentDirectory;
        this.privateGroupsAreFine = privateGroupsAreFine;
    }

    @Override
    public Reading read(String path) {
        String absolute = absolute(path);
        Observed<FileFacts> facts = files.look(absolute);
        if (facts.seen().isPresent() && facts.seen().get().kind() != FileFacts.Kind.REGULAR) {
            return new Reading.NotRegular(
                    facts.seen().get(), objection(facts.seen().get()));
        }
        if (facts.seen().filter(it -> it.size() > LIMIT).isPresent()) {
            return new Reading.TooLarge(
                    facts.seen().get(), objection(facts.seen().get()), LIMIT >> 20);
        }
        return files.read(absolute, LIMIT)
                .match(
                        it -> new Reading.Content(
                                it.facts(), new String(it.bytes(), StandardCharsets.ISO_8859_1), objection(it.facts())),
                        where -> new Reading.Missing(),
                        (where, reason) -> new Reading.Unreadable(reason, LocalFiles.isDanglingLink(absolute)),
                        why -> new Reading.Missing());
    }

    @Override
    public List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(absolute(directory)))) {
            for (Path entry : entries) {
                if (names.size() >= MOST_NAMES) {
                    break;
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public boolean exists(String path) {
        // Java forgets a slash at the end, which only a directory may have.
        return files.exists(absolute(path.endsWith("/") ? path + "." : path));
    }

    private String absolute(String path) {
        try {
            return currentDirectory.resolve(path).toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    /** OpenSSH readconf.c, read_config_file_depth with SSHCONF_CHECKPERM. */
    private Optional<String> objection(FileFacts facts) {
        if (facts.mode().isEmpty()) {
            return facts.accessList().stream()
                    .flatMap(it -> it.strangers().stream())
                    .filter(it -> it.mayWrite() && it.crowd())
                    .findFirst()
                    .map(it -> "others may write it (" + it.name() + ")");
        }
        int mode = facts.mode().getAsInt();
        if (!facts.ownedByUs() && !isRoots(facts)) {
            return Optional.of("it belongs to " + facts.owner() + ", not to you or root");
        }
        boolean groupMayWrite = (mode & GROUP_WRITABLE) != 0;
        boolean groupIsPrivate = groupMayWrite && privateGroupsAreFine && PrivateGroup.owns(files, facts.path());
        if ((mode & OTHERS_WRITABLE) != 0 || (groupMayWrite && !groupIsPrivate)) {
            return Optional.of("others may write it (mode " + facts.modeText() + ")");
        }
        return Optional.empty();
    }

    private boolean isRoots(FileFacts facts) {
        try {
            return files.unixAttributes(Path.of(facts.path()))
                    .filter(it -> it.userId() == 0)
                    .isPresent();
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
