package dev.sshwhy.collect;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.KeyFiles;
import dev.sshwhy.keys.LocalPublicKey;
import dev.sshwhy.offer.KeySource;
import dev.sshwhy.sshconfig.SshRelease;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Key files, each read once. */
final class KeyCollection implements KeySource {
    private static final int MOST_FILES = 400;
    private static final int LARGEST_KEY = 64 * 1024;

    /** What lies in ~/.ssh and is never a key of the user's own. */
    private static final Set<String> OTHER_FILES =
            Set.of("config", "authorized_keys", "authorized_keys2", "known_hosts", "known_hosts2", "known_hosts.old");

    private final LocalFiles files;
    private final int release;
    private final Map<String, Reading> read = new HashMap<>();

    private record Reading(Observed<KeyFile> file, Optional<PublicKey> publicLine, Optional<PublicKey> embeddedHalf) {
        private static Reading of(LocalFiles.Content content, int release) {
            return new Reading(
                    Observed.present(KeyFiles.read(content.facts(), content.bytes(), release)),
                    KeyFiles.publicLine(content.bytes()),
                    KeyFiles.embeddedPublicHalf(content.bytes()));
        }

        private static Reading nothing(Observed<KeyFile> file) {
            return new Reading(file, Optional.empty(), Optional.empty());
        }
    }

    /** @param sshVersion what {@code ssh -V} says */
    KeyCollection(LocalFiles files, Optional<String> sshVersion) {
        this.files = files;
        this.release =
                sshVersion.map(SshRelease::of).map(KeyCollection::reading).orElse(SshRelease.NEWEST.number());
    }

    // Apple's ssh is built with a LibreSSL that knows no Ed25519, so that newer releases read no more than older ones.
    private static int reading(SshRelease ssh) {
        return ssh.vendor() == SshRelease.Vendor.APPLE ? KeyFiles.ASSUMED_RELEASE : ssh.number();
    }

    @Override
    public Observed<KeyFile> at(String path) {
        return reading(path).file();
    }

    @Override
    public Optional<PublicKey> publicLine(String path) {
        return reading(path).publicLine();
    }

    @Override
    public Optional<PublicKey> embeddedHalf(String path) {
        return reading(path).embeddedHalf();
    }

    private Reading reading(String path) {
        Reading known = read.get(path);
        if (known == null) {
            known = files.read(path)
                    .match(
                            it -> Reading.of(it, release),
                            where -> Reading.nothing(Observed.absent(where)),
                            (where, reason) -> Reading.nothing(Observed.unreadable(where, reason)),
                            why -> Reading.nothing(Observed.notLookedAt(why)));
            read.put(path, known);
        }
        return known;
    }

    /** Every key file in ~/.ssh, the folders in it and ~/.runpod/ssh (where runpodctl puts its own), by name. */
    List<KeyFile> ofHome(String home) {
        Map<String, KeyFile> found = new TreeMap<>();
        search(home + "/.ssh", true, found);
        search(home + "/.runpod/ssh", false, found);
        return List.copyOf(found.values());
    }

    private void search(String folder, boolean deeper, Map<String, KeyFile> found) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
            for (Path entry : entries) {
                String path = entry.toString();
                if (found.size() >= MOST_FILES || OTHER_FILES.contains(String.valueOf(entry.getFileName()))) {
                    continue;
                }
                FileFacts.Kind kind =
                        files.look(path).seen().map(FileFacts::kind).orElse(FileFacts.Kind.OTHER);
                if (kind == FileFacts.Kind.DIRECTORY && deeper) {
                    search(path, false, found);
                } else if (kind == FileFacts.Kind.REGULAR) {
                    at(path).seen().filter(KeyCollection::isKey).ifPresent(it -> found.put(path, it));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            // A folder that is not there or cannot be listed holds no key that one could name.
        }
    }

    private static boolean isKey(KeyFile file) {
        return file.format() != KeyFormat.UNKNOWN && file.file().size() <= LARGEST_KEY;
    }

    /** The public halves of these files, each with a path as people write it: the .pub file where there is one. */
    static List<LocalPublicKey> publicKeys(Collection<KeyFile> files, UnaryOperator<String> shown) {
        Map<String, LocalPublicKey> byBlob = new TreeMap<>();
        for (KeyFile file : files) {
            if (file.publicKey().isPresent()) {
                PublicKey key = file.publicKey().get();
                boolean better = !file.format().isPrivate();
                if (better || !byBlob.containsKey(key.blob())) {
                    byBlob.put(key.blob(), new LocalPublicKey(key, shown.apply(file.path())));
                }
            }
        }
        return new ArrayList<>(byBlob.values());
    }
}
