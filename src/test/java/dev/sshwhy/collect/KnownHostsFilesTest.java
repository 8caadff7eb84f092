package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.KnownHostsFacts;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsFilesTest {
    @TempDir
    private Path folder;

    private List<KnownHostsFacts> facts(String user, String global) {
        Configuration configuration = new Configuration(
                List.of(),
                Map.of(
                        "userknownhostsfile", List.of(value("UserKnownHostsFile", user)),
                        "globalknownhostsfile", List.of(value("GlobalKnownHostsFile", global))),
                List.of(),
                List.of());
        return KnownHostsFiles.facts(
                configuration, new LocalFiles(), it -> it.replace("~", folder.toString()), Optional.of("pod"));
    }

    private static ConfigValue value(String option, String text) {
        return new ConfigValue(text, Span.line("config", 1, option + " " + text), List.of());
    }

    @Test
    void onlyTheFirstOfTheUsersTakesNewKeys() {
        List<KnownHostsFacts> all = facts("~/.ssh/a ~/.ssh/b", "~/.ssh/c");
        assertEquals(
                List.of(true, false, false),
                all.stream().map(KnownHostsFacts::takesNewKeys).toList());
        assertTrue(all.get(0).content() instanceof Observed.Absent, all::toString);
    }

    @Test
    void noneAndTheNullDeviceAreNoFiles() {
        assertEquals(List.of(), facts("none", "none"));
        assertEquals(List.of(), facts("/dev/null", "none"));
    }

    @Test
    void sshMakesItsOwnFolderAndNoOther() {
        assertEquals(
                Optional.empty(), facts("~/.ssh/known_hosts", "none").get(0).notWritable());
        assertEquals(
                Optional.of("its folder " + folder + "/hosts is not there"),
                facts("~/hosts/known", "none").get(0).notWritable());
    }

    @Test
    void aFolderInTheFilesPlaceIsNotReadable() throws IOException {
        Files.createDirectories(folder.resolve(".ssh/known_hosts"));
        KnownHostsFacts it = facts("~/.ssh/known_hosts", "none").get(0);
        assertTrue(it.content() instanceof Observed.Unreadable, it::toString);
    }

    @Test
    void readsMoreThanAMegabyte() throws IOException {
        Files.createDirectories(folder.resolve(".ssh"));
        String line = "x".repeat(100) + "\n";
        Files.writeString(folder.resolve(".ssh/known_hosts"), line.repeat(20_000), StandardCharsets.UTF_8);
        KnownHostsFacts it = facts("~/.ssh/known_hosts", "none").get(0);
        assertEquals(List.of(), it.content().seen().orElseThrow().lost());
    }
}
