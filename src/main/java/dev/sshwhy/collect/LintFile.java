package dev.sshwhy.collect;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.keys.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file to be linted.
 *
 * @param path absolute
 * @param kind what it is, by what it holds
 */
public record LintFile(String path, Kind kind) {
    /** What a file is. */
    public enum Kind {
        CONFIGURATION,
        PRIVATE_KEY,
        /** Public keys, a line each: authorized_keys, an account's field, a .pub file. */
        PUBLIC_KEYS
    }

    private static final int MOST_FILES = 1_000;

    /** Many times the largest key; telling damaged keys from other text takes its time. */
    private static final int LARGEST_KEY = 1 << 17;

    /** What is said of a login, and not of the file. */
    private static final Set<String> ABOUT_LOGINS = Set.of(
            "key/no-identity",
            "key/not-offered",
            "key/file-missing",
            "key/passphrase-needed",
            "account/no-matching-key");

    /**
     * What a word names: a file, or the files in a directory that are of a kind that can be linted. Empty when it cannot be
     * opened.
     */
    public static Optional<List<LintFile>> at(String word, Surroundings surroundings) {
        LocalFiles files = new LocalFiles();
        String path = surroundings.absolute(word);
        Optional<FileFacts> facts = files.look(path).seen();
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        if (facts.get().kind() == FileFacts.Kind.DIRECTORY) {
            return Optional.of(within(path, files));
        }
        // A file that is too large or no text is the configuration reader's business: it has the words for that.
        return Optional.of(List.of(new LintFile(path, kind(path, files).orElse(Kind.CONFIGURATION))));
    }

    private static List<LintFile> within(String directory, LocalFiles files) {
        List<LintFile> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            List<String> paths = new ArrayList<>();
            for (Path entry : entries) {
                if (paths.size() < MOST_FILES) {
                    paths.add(entry.toString());
                }
            }
            Collections.sort(paths);
            for (String path : paths) {
                boolean isConfiguration = path.endsWith("/config") || path.endsWith(".conf");
                kind(path, files)
                        .or(() -> isConfiguration ? Optional.of(Kind.CONFIGURATION) : Optional.empty())
                        .ifPresent(it -> found.add(new LintFile(path, it)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return found;
    }

    /** Keys are known by their content; empty for everything else. */
    private static Optional<Kind> kind(String path, LocalFiles files) {
        Optional<LocalFiles.Content> content =
                files.beginning(path, LARGEST_KEY + 1).seen();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.startsWith("authorized_keys") || name.endsWith(".pub")) {
            return Optional.of(Kind.PUBLIC_KEYS);
        }
        KeyFormat format = content.get().bytes().length > LARGEST_KEY
                ? KeyFormat.UNKNOWN
                : KeyFiles.read(content.get().facts(), content.get().bytes()).format();
        if (format == KeyFormat.UNKNOWN) {
            return startsLikeKeys(content.get().bytes()) ? Optional.of(Kind.PUBLIC_KEYS) : Optional.empty();
        }
        return Optional.of(format.isPrivate() ? Kind.PRIVATE_KEY : Kind.PUBLIC_KEYS);
    }

    /** An account's field may be broken in every line, and its first one be anything but a configuration. */
    private static boolean startsLikeKeys(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.startsWith("#"))
                .findFirst()
                .filter(it -> it.startsWith("ssh-")
                        || it.startsWith("ecdsa-")
                        || it.startsWith("sk-")
                        || it.startsWith("AAAA")
                        || it.startsWith("SHA256:"))
                .isPresent();
    }

    /** Whether a rule says something about this file, rather than about a login that it would be used for. */
    public boolean concerns(String rule) {
        return switch (kind) {
            case CONFIGURATION -> true;
            case PRIVATE_KEY -> rule.startsWith("key/") && !ABOUT_LOGINS.contains(rule);
            case PUBLIC_KEYS ->
                !ABOUT_LOGINS.contains(rule)
                        && Arrays.stream(AccountFault.Kind.values())
                                .anyMatch(it -> it.rule().equals(rule) && !isDeliberate(it));
        };
    }

    /** In a server's own file, limits on a key are there on purpose. */
    private boolean isDeliberate(AccountFault.Kind fault) {
        return fault == AccountFault.Kind.RESTRICTED_BY_OPTIONS && path.contains("authorized_keys");
    }

    /** The facts of a login that would have this file and nothing else. */
    public Snapshot facts(Surroundings surroundings, Instant now) {
        List<String> words = new ArrayList<>(List.of("-F", "none", "-o", "IdentityAgent=none"));
        words.addAll(kind == Kind.PRIVATE_KEY ? List.of("-i", path) : List.of("-o", "IdentityFile=none"));
        words.addAll(List.of("--", "nobody.invalid"));
        Observed<AccountSource.Text> keys = kind == Kind.PUBLIC_KEYS
                ? new LocalFiles()
                        .read(path)
                        .match(
                                it -> Observed.present(new AccountSource.Text(path, it.bytes())),
                                Observed::absent,
                                Observed::unreadable,
                                Observed::notLookedAt)
                : Observed.notLookedAt("this is no list of keys");
        return Collector.collect(new Question(
                Program.SSH,
                List.of("ssh"),
                words,
                Optional.empty(),
                surroundings,
                Optional.empty(),
                keys,
                false,
                false,
                false,
                false,
                false,
                Duration.ofSeconds(1),
                Progress.UNHEARD,
                now));
    }
}
