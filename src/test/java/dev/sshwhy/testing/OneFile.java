package dev.sshwhy.testing;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.sshconfig.ConfigFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A file system that holds one configuration file, owned by its reader, mode 0600. */
public record OneFile(String path, String text) implements ConfigFiles {
    @Override
    public Reading read(String asked) {
        if (!asked.equals(path)) {
            return new Reading.Missing();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileFacts facts = new FileFacts(path, FileFacts.Kind.REGULAR, OptionalInt.of(0600), "me", true, bytes.length);
        return new Reading.Content(facts, new String(bytes, StandardCharsets.ISO_8859_1), Optional.empty());
    }

    @Override
    public List<String> names(String directory) {
        return List.of();
    }

    @Override
    public boolean exists(String asked) {
        return asked.equals(path);
    }
}
