package dev.sshwhy.cli;

import dev.sshwhy.rule.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts that are packed into the jar: the rule pages, and the schema of the JSON reports. */
final class Pages {
    private Pages() {}

    static Catalogue catalogue() {
        return new Catalogue(Pages::text);
    }

    static String schema() {
        return resource("/dev/sshwhy/report/report.schema.json").orElseThrow();
    }

    /** The table of the agents that people have. */
    static String agents() {
        return resource("/rules/tables/agents.tsv").orElseThrow();
    }

    private static Optional<String> text(String id) {
        return id.matches("[a-z-]+/[a-z-]+") ? resource("/rules/" + id + ".md") : Optional.empty();
    }

    private static Optional<String> resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
