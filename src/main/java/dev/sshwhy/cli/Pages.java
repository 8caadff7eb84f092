package dev.sshwhy.cli;

import dev.sshwhy.rule.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rule pages that are packed into the jar. */
final class Pages {
    private Pages() {}

    static Catalogue catalogue() {
        return new Catalogue(Pages::text);
    }

    private static Optional<String> text(String id) {
        if (!id.matches("[a-z-]+/[a-z-]+")) {
            return Optional.empty();
        }
        try (InputStream in = Pages.class.getResourceAsStream("/rules/" + id + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
