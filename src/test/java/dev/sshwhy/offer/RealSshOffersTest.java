package dev.sshwhy.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestAgent;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys, in their order, are those that the installed ssh names with -v. Every path is absolute, since ~ is the real one. */
class RealSshOffersTest {
    private static final Pattern OFFER = Pattern.compile("^debug1: Offering public key: .*(SHA256:\\S+)");

    @TempDir
    Path folder;

    private Setup setup;

    @BeforeEach
    void makeKeys() throws IOException {
        RealSshServer.assumeInstalled();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "needs ssh");
        setup = new Setup(folder);
        setup.key("~/.ssh/one", 1, 0600, "")
                .key("~/.ssh/two", 2, 0600, "no-pub")
                .key("~/.ssh/three", 3, 0600, "passphrase no-pub");
    }

    private void agrees(String config, String... words) throws IOException, InterruptedException {
        setup.file("~/config", config.replace("~", folder.toString()), 0600);
        Path serverFolder = Files.createTempDirectory(folder, "server");
        try (RealSshServer server =
                RealSshServer.start(serverFolder, List.of("ed25519"), Map.of("MaxAuthTries", "60"), List.of())) {
            List<String> sshWords =
                    new ArrayList<>(List.of("-F", setup.at("~/config").toString()));
            sshWords.addAll(List.of(words));
            sshWords.addAll(List.of("-p", Integer.toString(server.port()), "nobody@127.0.0.1"));
            List<String> expected = offeredBySsh(sshWords);

            List<String> stated = setup.command(sshWords).facts().identities().stream()
                    .filter(Identity::isOffered)
                    .flatMap(it -> it.publicKey().map(PublicKey::fingerprint).stream())
                    .toList();

            assertFalse(expected.isEmpty(), "ssh offered nothing");
            assertEquals(expected, stated);
        }
    }

    private List<String> offeredBySsh(List<String> sshWords) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh", "-v", "-o", "BatchMode=yes"));
        command.addAll(List.of("-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no"));
        command.addAll(sshWords);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SSH_AUTH_SOCK");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines()
                .map(OFFER::matcher)
                .filter(Matcher::find)
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void agreesOnFilesInOrder() throws IOException, InterruptedException {
        agrees(
                "IdentityFile ~/.ssh/three\nIdentityFile ~/.ssh/one\nIdentityFile ~/.ssh/gone\nIdentityFile ~/.ssh/two\n");
    }

    @Test
    void agreesOnAFileOfTheCommandLine() throws IOException, InterruptedException {
        String two = setup.at("~/.ssh/two").toString();
        String gone = setup.at("~/.ssh/gone").toString();

        agrees("IdentityFile ~/.ssh/one\n", "-i", gone, "-i", two);
    }

    @Test
    void agreesOnAStalePubFile() throws IOException, InterruptedException {
        setup.file("~/.ssh/two.pub", TestKeys.publicKey(4).line() + "\n", 0644);

        agrees("IdentityFile ~/.ssh/two\n");
    }

    @Test
    void agreesOnAnAgentWithSomeNamedKeys() throws IOException, InterruptedException {
        Path socket = folder.resolve("agent");
        try (TestAgent agent = TestAgent.start(socket, List.of(5, 2, 6))) {
            String both = "IdentityAgent " + agent.socket() + "\nIdentityFile ~/.ssh/one\nIdentityFile ~/.ssh/two\n";

            agrees(both);
            agrees(both + "IdentitiesOnly yes\n");
        }
    }
}
