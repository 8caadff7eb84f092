package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.KeyFile.Loading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the installed ssh-keygen must agree on what loads. */
class OpenSshAgreementTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa2048", "rsa2048.pem", "rsa2048.pkcs8", "ecdsa256.pem"})
    void agreesWithSshKeygenOnDamagedFiles(String name) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")));
        String text = TestKeys.text(name);
        for (String damage : DamagedKeys.repairable()) {
            agree(damage, DamagedKeys.of(text, damage));
        }
        for (String damage : List.of("cut", "stray")) {
            agree(damage, DamagedKeys.of(text, damage));
        }
        agree("blank line", text.replaceFirst("\n", "\n\n").getBytes(StandardCharsets.UTF_8));
        agree(
                "long lines",
                text.replaceAll("(?<=[A-Za-z0-9+/])\n(?=[A-Za-z0-9+/])", "").getBytes(StandardCharsets.UTF_8));
    }

    private void agree(String damage, byte[] content) throws IOException, InterruptedException {
        Path file = folder.resolve("key");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
        Process keygen = new ProcessBuilder("/usr/bin/ssh-keygen", "-y", "-P", "", "-f", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(keygen.waitFor(20, TimeUnit.SECONDS));
        boolean loads = TestKeys.read(content).loading() == Loading.LOADS;
        assertEquals(keygen.exitValue() == 0, loads, damage);
    }
}
