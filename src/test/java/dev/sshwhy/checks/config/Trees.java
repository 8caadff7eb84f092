package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sshwhy.collect.ConfigSurvey;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole configurations for the tests of linting, read from a home directory as the command does. */
final class Trees {
    private final Path home;

    Trees(Path home) {
        this.home = home;
    }

    /** Writes a file of ~/.ssh. */
    Trees file(String name, String text) throws IOException {
        Path file = home.resolve(".ssh").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    ConfigTree read() {
        Surroundings surroundings = new Surroundings(
                home.toString(),
                false,
                Map.of("HOME", home.toString()),
                home,
                "me",
                OperatingSystem.LINUX,
                Optional.of("OpenSSH_9.2p1 Debian-2+deb12u10"));
        return new ConfigSurvey(surroundings)
                .read(Optional.of(home.resolve(".ssh/config").toString()));
    }

    /** What a rule says of ~/.ssh/config with this text. */
    List<Finding> lint(LintCheck check, String config) throws IOException {
        return lint(check, file("config", config).read());
    }

    static List<Finding> lint(LintCheck check, ConfigTree tree) {
        Outcome outcome = check.lint(tree);
        return outcome instanceof Outcome.Clear
                ? List.of()
                : assertInstanceOf(Outcome.Problems.class, outcome).findings();
    }
}
