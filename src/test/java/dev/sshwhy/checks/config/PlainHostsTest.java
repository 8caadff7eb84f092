package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.LintCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts of which nothing needs to be worked out are not resolved one by one, and nobody can see it. */
class PlainHostsTest {
    /** Never matches; but a jump may lead anywhere, so that every host is looked at for itself. */
    private static final String EACH_FOR_ITSELF = "Host nothing.is.called.*\n  ProxyJump none\n";

    private static final List<String> LINES = List.of(
            "HostName 203.0.113.7",
            "HostName %h.example",
            "HostName pod:22",
            "User root",
            "Port 22",
            "Port 2222",
            "IdentityFile ~/.ssh/none",
            "IdentityFile ~/.ssh/%r",
            "IdentitiesOnly yes",
            "ForwardAgent yes",
            "ControlPath ~/%Z",
            "RemoteCommand echo %z",
            "ConnectionAttempts 0",
            "Ciphers -*",
            "ProxyJump h1",
            "ProxyJump h2",
            "ProxyCommand none",
            "CanonicalizeHostname yes",
            "CanonicalDomains example",
            "StrictHostKeyChecking no",
            "Include more",
            "Include gone",
            "Nonsense 1");
    private static final List<String> HEADERS = List.of(
            "Host h1",
            "Host h2",
            "Host h3 h4",
            "Host h1 h5",
            "Host h*",
            "Host !h1 *",
            "Host *",
            "Match host h2",
            "Match user root",
            "Match exec \"true\"",
            "Host H1");

    @TempDir
    private Path home;

    private List<String> said(String config) throws IOException {
        ConfigTree tree = new Trees(home).file("config", config).read();
        List<String> said = new ArrayList<>();
        for (ConfigProblem problem : tree.configuration().problems()) {
            said.add(problem.at().line() + " " + problem.message());
        }
        for (Check check : BuiltInChecks.all()) {
            if (check instanceof LintCheck lint) {
                for (Finding finding : Trees.lint(lint, tree)) {
                    said.add(check.id() + " " + finding.message());
                }
            }
        }
        return said;
    }

    private static String config(Random random) {
        StringBuilder config = new StringBuilder(random.nextInt(4) == 0 ? "Include gone\n" : "");
        for (int block = random.nextInt(6); block >= 0; block--) {
            config.append(HEADERS.get(random.nextInt(HEADERS.size()))).append('\n');
            for (int line = random.nextInt(4); line > 0; line--) {
                config.append("  ")
                        .append(LINES.get(random.nextInt(LINES.size())))
                        .append('\n');
            }
        }
        return config.toString();
    }

    @Test
    void theSameIsSaidAsWhenEachHostIsLookedAtForItself() throws IOException {
        new Trees(home).file("more", "Host h1\n  Port 1\nHost h6\n  User me\n");
        Random random = new Random(1);
        int silent = 0;
        for (int i = 0; i < 1500; i++) {
            String config = config(random);
            List<String> said = said(config);
            assertEquals(said(config + EACH_FOR_ITSELF), said, config);
            silent += said.isEmpty() ? 1 : 0;
        }
        assertTrue(silent > 50 && silent < 1400, silent + " configurations without a word");
    }

    @Test
    void plainHostsAreThoseThatAreNotLookedAt() throws IOException {
        ConfigTree tree = new Trees(home).file("config", """
                        Host plain
                          HostName 203.0.113.7
                          User root
                        Host shared
                          ServerAliveInterval 5
                        Host token
                          HostName %h.example
                        Host *
                          ServerAliveInterval 30
                        """).read();
        List<String> plain = tree.hosts().stream()
                .filter(it -> !it.workedOut())
                .map(ConfigTree.NamedHost::name)
                .toList();
        assertEquals(List.of("plain"), plain);
    }
}
