package dev.sshwhy.collect;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads the known_hosts files that ssh would (ssh_config(5), UserKnownHostsFile, GlobalKnownHostsFile). */
final class KnownHostsFiles {
    private KnownHostsFiles() {}

    static List<KnownHostsFile> read(Configuration configuration, LocalFiles files, UnaryOperator<String> expand) {
        List<String> paths = new ArrayList<>();
        paths.addAll(words(configuration, "userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2"));
        paths.addAll(
                words(configuration, "globalknownhostsfile", "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"));
        List<KnownHostsFile> known = new ArrayList<>();
        for (String path : paths) {
            if (!path.equals("none")) {
                files.read(expand.apply(path))
                        .seen()
                        .ifPresent(it -> known.add(
                                new KnownHostsFile(it.facts().path(), new String(it.bytes(), StandardCharsets.UTF_8))));
            }
        }
        return known;
    }

    private static List<String> words(Configuration configuration, String option, String otherwise) {
        return List.of(configuration.text(option, otherwise).split(" ", -1));
    }
}
