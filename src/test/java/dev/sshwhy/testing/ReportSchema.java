package dev.sshwhy.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that {@code sshwhy schema} prints, for holding documents against it. */
public final class ReportSchema {
    public static final String TEXT = text();

    private static final String ID = "urn:sshwhy:report:1.0";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, TEXT)));
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Map<String, Schema> PARTS = new ConcurrentHashMap<>();

    private ReportSchema() {}

    private static String text() {
        try (InputStream in = ReportSchema.class.getResourceAsStream("/dev/sshwhy/report/report.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    /** What the schema of a whole report has against a document; nothing where it is valid. */
    public static List<String> complaints(String json) {
        return complaints("", tree(json));
    }

    /**
     * What one of its parts has against a document.
     *
     * @param part the name of a definition; empty for the whole report
     */
    public static List<String> complaints(String part, JsonNode document) {
        return PARTS
                .computeIfAbsent(
                        part, it -> REGISTRY.getSchema(SchemaLocation.of(it.isEmpty() ? ID : ID + "#/$defs/" + it)))
                .validate(document)
                .stream()
                .map(it -> it.getInstanceLocation() + ": " + it.getMessage())
                .toList();
    }

    /** What the dialect's own schema has against this one. */
    public static List<String> complaintsAboutItself() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(TEXT, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
