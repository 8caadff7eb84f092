package dev.sshwhy.collect;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KnownHostsFacts;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.KnownHostsDamage;
import dev.sshwhy.sshconfig.WordLists;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the known_hosts files that ssh would (ssh_config(5), UserKnownHostsFile, GlobalKnownHostsFile). */
final class KnownHostsFiles {
    /** Large fleets have some MiB; ssh itself has no limit. */
    private static final int LIMIT = 32 << 20;

    private static final List<String> USER = List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    private static final List<String> GLOBAL = List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");

    private KnownHostsFiles() {}

    static List<KnownHostsFile> read(Configuration configuration, LocalFiles files, UnaryOperator<String> expand) {
        List<KnownHostsFile> known = new ArrayList<>();
        for (String path : all(configuration, expand)) {
            files.read(path, LIMIT)
                    .seen()
                    .ifPresent(it -> known.add(
                            new KnownHostsFile(it.facts().path(), new String(it.bytes(), StandardCharsets.UTF_8))));
        }
        return known;
    }

    /** The files that are there, and hold more than anybody here reads. */
    static List<String> tooLarge(Configuration configuration, LocalFiles files, UnaryOperator<String> expand) {
        return all(configuration, expand).stream()
                .filter(path -> files.look(path)
                        .seen()
                        .filter(it -> it.kind() == FileFacts.Kind.REGULAR && it.size() > LIMIT)
                        .isPresent())
                .toList();
    }

    /** Whether ssh has a file to write new keys into. */
    static boolean hasFileForNewKeys(Configuration configuration) {
        return !configuration.text("userknownhostsfile", "").equals("none");
    }

    /**
     * What each of them is like.
     *
     * @param name the host as known_hosts lists it; empty where no server is asked, so that no line of it matters
     */
    static List<KnownHostsFacts> facts(
            Configuration configuration, LocalFiles files, UnaryOperator<String> expand, Optional<String> name) {
        List<String> ofUser = paths(configuration, "userknownhostsfile", USER, expand);
        List<KnownHostsFacts> facts = new ArrayList<>();
        for (String path : all(configuration, expand)) {
            boolean takesNewKeys = !ofUser.isEmpty() && path.equals(ofUser.get(0));
            if (files.look(path)
                    .seen()
                    .filter(it -> it.kind() == FileFacts.Kind.OTHER)
                    .isPresent()) {
                continue; // /dev/null, which people name to have none
            }
            Observed<KnownHostsFacts.Content> content = files.read(path, LIMIT)
                    .match(
                            it -> Observed.present(name.map(host -> KnownHostsDamage.of(path, it.bytes(), host))
                                    .orElseGet(() -> KnownHostsDamage.of(it.bytes()))),
                            Observed::absent,
                            Observed::unreadable,
                            Observed::notLookedAt);
            facts.add(new KnownHostsFacts(
                    path, takesNewKeys, content, takesNewKeys ? notWritable(path, expand) : Optional.empty()));
        }
        return facts;
    }

    /** Ssh makes {@code ~/.ssh}, and no other folder (hostfile.c hostfile_create_user_ssh_dir). */
    private static Optional<String> notWritable(String path, UnaryOperator<String> expand) {
        try {
            Path file = Path.of(path);
            Path folder = Optional.ofNullable(file.getParent()).orElse(file);
            if (Files.exists(file)) {
                return Files.isDirectory(file) || Files.isWritable(file)
                        ? Optional.empty()
                        : Optional.of("its rights or its file system let nobody of us write");
            }
            if (Files.isDirectory(folder)) {
                return Files.isWritable(folder)
                        ? Optional.empty()
                        : Optional.of("it is not there, and its folder lets nobody of us write");
            }
            return path.startsWith(expand.apply("~/.ssh") + "/") || Files.exists(folder)
                    ? Optional.empty()
                    : Optional.of("its folder " + folder + " is not there");
        } catch (InvalidPathException e) {
            return Optional.of("no file can have this name");
        }
    }

    private static List<String> all(Configuration configuration, UnaryOperator<String> expand) {
        List<String> paths = new ArrayList<>(paths(configuration, "userknownhostsfile", USER, expand));
        paths.addAll(paths(configuration, "globalknownhostsfile", GLOBAL, expand));
        return paths;
    }

    private static List<String> paths(
            Configuration configuration, String option, List<String> otherwise, UnaryOperator<String> expand) {
        Optional<ConfigValue> value = configuration.first(option);
        if (value.isEmpty()) {
            return otherwise.stream().map(expand).toList();
        }
        return value.get().value().equals("none") ? List.of() : WordLists.files(value.get(), expand);
    }
}
