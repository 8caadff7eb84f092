package dev.sshwhy.keys;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The key files of testdata/keys, which were made for tests. */
final class TestKeys {
    private TestKeys() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(Path.of("testdata", "keys", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static KeyFile read(byte[] content) {
        return KeyFiles.read(
                new FileFacts(
                        "/home/me/.ssh/key", FileFacts.Kind.REGULAR, OptionalInt.of(0600), "me", true, content.length),
                content);
    }

    static KeyFile read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }
}
