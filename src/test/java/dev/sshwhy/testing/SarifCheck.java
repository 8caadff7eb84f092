package dev.sshwhy.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds a SARIF log against the standard's own schema, and against what that cannot say: that it points to rules that it
 * tells, to lines that are there, and to the very letters that it shows.
 */
public final class SarifCheck {
    private static final Schema SCHEMA = schema();

    private final List<String> problems = new ArrayList<>();
    private final JsonNode run;

    private SarifCheck(JsonNode run) {
        this.run = run;
    }

    private static Schema schema() {
        try (InputStream in = SarifCheck.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a log; nothing where it is a good one. Files that it names are read where they exist. */
    public static List<String> problems(String sarif) {
        JsonNode log = ReportSchema.tree(sarif);
        List<String> bySchema = SCHEMA.validate(log).stream()
                .map(it -> it.getInstanceLocation() + ": " + it.getMessage())
                .toList();
        if (!bySchema.isEmpty()) {
            return bySchema;
        }
        if (log.at("/runs").size() != 1) {
            return List.of(log.at("/runs").size() + " runs");
        }
        SarifCheck check = new SarifCheck(log.at("/runs/0"));
        check.rules();
        check.run.at("/results").forEach(check::result);
        return check.problems;
    }

    private void rules() {
        Set<String> ids = new HashSet<>();
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            String id = rule.at("/id").asString();
            require(ids.add(id), "told twice: " + id);
            require(Setup.catalogue().page(id).isPresent(), "no page for " + id);
            require(!rule.at("/help/markdown").asString().contains("@KEY"), "a placeholder of an example in " + id);
        }
        Set<String> used = new HashSet<>();
        run.at("/results").forEach(it -> used.add(it.at("/ruleId").asString()));
        require(used.equals(ids), "rules " + ids + ", results of " + used);
        Set<String> fingerprints = new HashSet<>();
        for (JsonNode it : run.at("/results")) {
            String fingerprint = it.at("/partialFingerprints/sshwhyFinding~1v1").asString();
            require(fingerprints.add(fingerprint), "a fingerprint twice: " + fingerprint);
        }
    }

    private void result(JsonNode result) {
        String id = result.at("/ruleId").asString();
        JsonNode rule = run.at("/tool/driver/rules").get(result.at("/ruleIndex").asInt());
        require(rule != null && rule.at("/id").asString().equals(id), "the index of " + id);
        require(result.at("/locations").size() == 1, id + " has no one location");
        result.at("/locations").forEach(this::location);
        result.at("/relatedLocations").forEach(this::location);
        for (JsonNode change : result.at("/fixes/0/artifactChanges")) {
            for (JsonNode it : change.at("/replacements")) {
                JsonNode region = it.at("/deletedRegion");
                lines(change.at("/artifactLocation")).ifPresent(lines -> part(lines, region));
            }
        }
    }

    private void location(JsonNode location) {
        JsonNode physical = location.at("/physicalLocation");
        if (physical.isMissingNode()) {
            require(!location.at("/logicalLocations/0/name").asString().isEmpty(), "a place without a name");
            return;
        }
        require(
                physical.at("/region/snippet").isMissingNode()
                        || !physical.at("/region/snippet").equals(physical.at("/contextRegion/snippet")),
                "a context that is no more than the region");
        for (String name : List.of("region", "contextRegion")) {
            JsonNode region = physical.at("/" + name);
            if (!region.isMissingNode()) {
                // SARIF 3.30.4; the schema's first edition does not ask for it.
                require(region.has("startLine"), "a region without a line");
                Optional<String> part = lines(physical.at("/artifactLocation")).flatMap(it -> part(it, region));
                JsonNode snippet = region.at("/snippet/text");
                if (part.isPresent() && !snippet.isMissingNode()) {
                    // Of a long line, the evidence has the beginning only.
                    require(
                            part.get().startsWith(snippet.asString()),
                            "shows \"" + snippet.asString() + "\" and not \"" + part.get() + "\"");
                }
            }
        }
    }

    /** The lines of the file, where it is there; a log may tell of one that is not. */
    private Optional<List<String>> lines(JsonNode artifact) {
        String base = artifact.at("/uriBaseId").asString("");
        String uri = artifact.at("/uri").asString();
        if (URI.create(uri).isAbsolute() != base.isEmpty()) {
            problems.add(uri + " below " + base);
            return Optional.empty();
        }
        String whole = base.isEmpty()
                ? uri
                : run.at("/originalUriBaseIds").get(base).at("/uri").asString() + uri;
        Path file = Path.of(URI.create(whole));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(Files.readString(file).split("\n", -1)));
        } catch (IOException e) {
            return Optional.empty(); // no UTF-8: its columns are nobody's business
        }
    }

    private Optional<String> part(List<String> lines, JsonNode region) {
        int number = region.at("/startLine").asInt();
        if (number > lines.size()) {
            problems.add("line " + number + " of " + lines.size());
            return Optional.empty();
        }
        String line = lines.get(number - 1);
        int start = region.at("/startColumn").asInt(1);
        int end = region.at("/endColumn").asInt(line.length() + 1);
        if (start < 1 || end < start || end > line.length() + 1) {
            problems.add("columns " + start + " to " + end + " of " + line);
            return Optional.empty();
        }
        return Optional.of(line.substring(start - 1, end - 1));
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
