package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestAgent;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    private static final String FORGERY = "\u001b[2J";

    @TempDir
    private Path home;

    private Setup setup;

    @BeforeEach
    void makeAHome() throws IOException {
        setup = new Setup(home);
    }

    private CliRun keys(String... words) {
        List<String> line = new ArrayList<>(List.of("keys", "--home", home.toString()));
        line.addAll(List.of(words));
        return CliRun.of(line.toArray(String[]::new));
    }

    @Test
    void tellsOfEveryKeyOfTheHomeDirectory() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "").key("~/.ssh/work", 2, 0600, "passphrase no-pub");
        CliRun run = keys();
        assertEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("~/.ssh/id_ed25519\n"), run.output());
        assertTrue(run.output().contains("without a passphrase, mode 0600, pair ok"), run.output());
        assertTrue(run.output().contains("with a passphrase, mode 0600, no .pub"), run.output());
        assertTrue(run.output().contains(TestKeys.publicKey(2).fingerprint()), "readable without the passphrase");
        assertTrue(run.output().contains("    note: The private key ~/.ssh/work is encrypted "), run.output());
        assertEquals(
                List.of(),
                run.output()
                        .lines()
                        .filter(it -> it.length() > 100 && !it.startsWith("         ")) // but for what is to be pasted
                        .toList());
    }

    @Test
    void tellsOfTheFileWhateverTheAgentHolds() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "").key("~/.ssh/work", 2, 0600, "");
        Path folder = Files.createTempDirectory("sshwhy");
        try (TestAgent agent = TestAgent.start(folder.resolve("s"), List.of(3, 2))) {
            Map<String, String> environment =
                    Map.of("SSH_AUTH_SOCK", agent.socket().toString());
            CliRun run = CliRun.of("", environment, List.of("keys", "--home", home.toString()));
            assertTrue(run.output().contains("mode 0600, pair ok\n"), run.output());
            assertTrue(run.output().contains("mode 0600, pair ok, in the agent\n"), run.output());
            assertFalse(run.output().contains(TestKeys.publicKey(3).fingerprint()), run.output());
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    @Test
    void answersInJsonOneForEachFileInTheirOrder() throws IOException {
        setup.key("~/.ssh/a", 1, 0644, "").file("~/.ssh/b", "no key\n", 0600);
        CliRun run = keys("--format", "json", home + "/.ssh/b", home + "/.ssh/a", home + "/none");
        assertEquals(1, run.exitCode());
        String json = run.output();
        assertTrue(json.indexOf("/.ssh/b\"") < json.indexOf("/.ssh/a\""), json);
        assertTrue(json.contains("\"format\":\"unknown\",\"type\":null,\"bits\":null"), json);
        assertTrue(
                json.contains("\"format\":\"openssh-v1\",\"type\":\"ssh-ed25519\",\"bits\":256,\"fingerprint\":\""
                        + TestKeys.publicKey(1).fingerprint()),
                json);
        assertTrue(json.contains("\"problems\":[\"key/permissions-too-open\"]"), json);
        assertTrue(json.contains("\"problems\":[\"key/file-missing\"]"), json);
    }

    @Test
    void saysWhenACertificateIsOver() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/id_ed25519-cert.pub", "@CERTIFICATE 1 root 1600000000 1700000000@\n", 0644);
        assertTrue(keys(home + "/.ssh/id_ed25519-cert.pub").output().contains("[key/certificate-expired]"));
        assertEquals(0, keys(home + "/.ssh/id_ed25519").exitCode(), "the key itself is as good as ever");
    }

    @Test
    void tellsWhatACertificateSays() throws IOException {
        setup.file("~/.ssh/id_ed25519-cert.pub", "@CERTIFICATE 1 root 1600000000 1700000000@\n", 0644);
        String text = keys(home + "/.ssh/id_ed25519-cert.pub").output();
        assertTrue(text.contains("for the users: root\n"), text);
        assertTrue(text.contains("valid from 2020-09-13T12:26:40Z until 2023-11-14T22:13:20Z\n"), text);
        assertTrue(text.contains("signed by " + TestKeys.publicKey(12).fingerprint()), text);
        String json =
                keys("--format", "json", home + "/.ssh/id_ed25519-cert.pub").output();
        assertTrue(json.contains("\"principals\":[\"root\"],\"validAfter\":\"2020-09-13T12:26:40Z\""), json);
    }

    @Test
    void printsTheCommandThatMakesAKeyWell() throws IOException {
        setup.file("~/.ssh/id_ed25519", TestKeys.privateFile(1, false).replace("\n", "\r\n"), 0600);
        String text = keys(home + "/.ssh/id_ed25519").output();
        assertTrue(text.contains("     perl -pi -e 's/\\r\\n?/\\n/g' "), text);
    }

    @Test
    void leavesPublicFilesAlone() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "");
        assertEquals(0, keys(home + "/.ssh/id_ed25519.pub").exitCode());
    }

    @Test
    void printsNoPrivateByteAndNoControlCharacter() throws IOException {
        setup.key("~/.ssh/id_ed25519", 1, 0600, "")
                .file("~/.ssh/id_ed25519.pub", TestKeys.publicKey(1).line() + FORGERY + "\n", 0644);
        String text = keys().output() + keys("--format", "json").output();
        String body = TestKeys.privateFile(1, false).lines().skip(3).findFirst().orElseThrow();
        assertFalse(text.contains(body.substring(0, 30)), "private material");
        assertFalse(text.contains(FORGERY), "an escape sequence of a file");
    }

    @Test
    void saysThatThereIsNone() {
        assertTrue(keys().output().contains("no key file"), keys().output());
    }
}
