package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RulePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Findings in the format of static analysis (SARIF 2.1.0), which code hosts show beside the lines: one run, the rules that
 * fired with their pages, and a result for each finding.
 */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String HOME = "HOME";
    /** The directory that a code host takes for the repository's root. */
    private static final String ROOT = "%SRCROOT%";

    private static final String WHY = "## Why\n";

    private final JsonDocument json;
    private final FileUris files;
    private final Optional<String> accountFile;
    /** Whether a result about a whole file has to name a line all the same: code hosts show none without. */
    private final boolean pointsToLines;

    private final Map<String, Integer> fingerprints = new HashMap<>();

    private SarifReport(JsonDocument json, FileUris files, Optional<String> accountFile, boolean pointsToLines) {
        this.json = json;
        this.files = files;
        this.accountFile = accountFile;
        this.pointsToLines = pointsToLines;
    }

    /** What a diagnosis found. */
    public static String of(Diagnosis diagnosis, Run run) {
        Snapshot facts = diagnosis.facts();
        FileUris files = new FileUris(Map.of(HOME, facts.machine().home()));
        Optional<String> accountFile =
                facts.account().seen().map(AccountField::source).filter(FileUris::isFile);
        return JsonDocument.of(it -> new SarifReport(it, files, accountFile, false)
                .log(run, "sshwhy/diagnose/", diagnosis.findings(), diagnosis.notChecked(), properties -> {
                    properties.text("verdict", JsonDocument.lower(diagnosis.verdict()));
                    properties.text("summary", diagnosis.summary());
                }));
    }

    /**
     * What a linter found.
     *
     * @param home the home directory
     * @param root the directory that the run started in, which files are told relative to
     */
    public static String ofLint(LintReport report, String home, String root, Run run) {
        Map<String, String> bases = new LinkedHashMap<>();
        bases.put(ROOT, root);
        bases.put(HOME, home);
        List<Diagnosed> findings =
                report.findings().stream().map(Diagnosed::alone).toList();
        return JsonDocument.of(it -> new SarifReport(it, new FileUris(bases), Optional.empty(), true)
                .log(run, "sshwhy/lint/", findings, report.gaps(), properties -> {}));
    }

    private void log(
            Run run, String category, List<Diagnosed> findings, List<Gap> gaps, JsonDocument.Writing properties)
            throws IOException {
        json.writeStartObject();
        json.text("$schema", SCHEMA);
        json.text("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        List<RulePage> rules = tool(run, findings);
        json.writeObjectFieldStart("automationDetails");
        json.text("id", category);
        json.writeEndObject();
        invocation(run, gaps);
        json.writeObjectFieldStart("originalUriBaseIds");
        for (String base : files.bases().keySet()) {
            json.writeObjectFieldStart(base);
            json.text("uri", files.ofBase(base));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.text("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        for (Diagnosed finding : findings) {
            result(finding, rules.indexOf(finding.page()));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("properties");
        properties.to(json);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Tells the tool and the rules that fired; gives these in the order in which results point to them. */
    private List<RulePage> tool(Run run, List<Diagnosed> findings) throws IOException {
        Set<RulePage> pages = new LinkedHashSet<>();
        findings.forEach(it -> pages.add(it.page()));
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.text("name", "sshwhy");
        json.text("version", run.version());
        if (run.version().matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?")) {
            json.text("semanticVersion", run.version());
        }
        json.writeArrayFieldStart("rules");
        for (RulePage page : pages) {
            rule(page);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        return List.copyOf(pages);
    }

    private void rule(RulePage page) throws IOException {
        String body = page.explanation();
        json.writeStartObject();
        json.text("id", page.id());
        message("shortDescription", page.title());
        message("fullDescription", reason(page, body));
        json.writeObjectFieldStart("help");
        json.text("text", braced(page.title() + "\n\n" + body.replaceAll("(?m)^#+ ", "")));
        json.text("markdown", braced("# " + page.title() + "\n\n" + body));
        json.writeEndObject();
        json.writeObjectFieldStart("defaultConfiguration");
        json.text("level", JsonDocument.lower(page.severity()));
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.strings("tags", List.of("ssh", page.layer()));
        json.text("effect", JsonDocument.lower(page.effect()));
        json.strings("explains", page.explains());
        json.text("since", page.since());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The first paragraph that says why. */
    private static String reason(RulePage page, String body) {
        int start = body.indexOf(WHY);
        return start < 0
                ? page.title() + "."
                : body.substring(start + WHY.length())
                        .strip()
                        .split("\n\n", 2)[0]
                        .replace('\n', ' ');
    }

    private void invocation(Run run, List<Gap> gaps) throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", true);
        json.writeNumberField("exitCode", run.exitCode());
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.text("level", "note");
            message("message", "Not checked: " + gap.what() + ": " + gap.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void result(Diagnosed it, int ruleIndex) throws IOException {
        Finding finding = it.finding();
        List<Evidence> evidence = ordered(finding.evidence());
        json.writeStartObject();
        json.text("ruleId", it.rule());
        json.writeNumberField("ruleIndex", ruleIndex);
        json.text("level", JsonDocument.lower(it.page().severity().with(it.effect())));
        message("message", finding.message());
        json.writeArrayFieldStart("locations");
        if (!evidence.isEmpty()) {
            location(evidence.get(0), 0);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relatedLocations");
        for (int i = 1; i < evidence.size(); i++) {
            location(evidence.get(i), i);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.text("sshwhyFinding/v1", fingerprint(it, evidence));
        json.writeEndObject();
        if (finding.fix().isPresent()) {
            fixes(finding, finding.fix().get());
        }
        json.writeObjectFieldStart("properties");
        json.text("certainty", JsonDocument.lower(finding.certainty()));
        json.text("effect", JsonDocument.lower(it.effect()));
        if (it.causedBy().isPresent()) {
            json.text("causedBy", it.causedBy().get());
        }
        if (it.jump().isPresent()) {
            json.text("jump", it.jump().get());
        }
        if (finding.fix().isPresent()) {
            json.object("fix", finding.fix(), fix -> FindingJson.fix(json, fix));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A line of a file first, where there is one: that is where code hosts show a result. */
    private List<Evidence> ordered(List<Evidence> all) {
        List<Evidence> ordered = new ArrayList<>();
        all.stream().filter(it -> file(it.span()).isPresent()).findFirst().ifPresent(ordered::add);
        all.stream().filter(it -> !ordered.contains(it)).forEach(ordered::add);
        return ordered;
    }

    private Optional<String> file(Span span) {
        return span.source().equals(Span.ACCOUNT_FIELD)
                ? accountFile
                : Optional.of(span.source()).filter(FileUris::isFile);
    }

    private void location(Evidence evidence, int id) throws IOException {
        Span span = evidence.span();
        Optional<String> file = file(span);
        boolean isMain = id == 0;
        json.writeStartObject();
        json.writeNumberField("id", id);
        if (file.isPresent()) {
            json.writeObjectFieldStart("physicalLocation");
            artifact(file.get());
            if (span.line() > 0) {
                region(span);
            } else if (isMain && pointsToLines) {
                json.writeObjectFieldStart("region");
                json.writeNumberField("startLine", 1);
                json.writeEndObject();
            }
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("logicalLocations");
            json.writeStartObject();
            json.text("name", span.source());
            json.text("kind", "resource");
            json.writeEndObject();
            json.writeEndArray();
        }
        message("message", evidence.saying().isEmpty() ? span.text() : evidence.saying());
        json.writeEndObject();
    }

    private void artifact(String file) throws IOException {
        FileUris.Address address = files.of(file);
        json.writeObjectFieldStart("artifactLocation");
        json.text("uri", address.uri());
        if (address.base().isPresent()) {
            json.text("uriBaseId", address.base().get());
        }
        json.writeEndObject();
    }

    /** Columns count as the evidence does, in letters of UTF-16. */
    private void region(Span span) throws IOException {
        String line = span.text();
        int start = Math.min(Math.max(span.column() - 1, 0), line.length());
        int end = span.length() == 0 ? line.length() : Math.min(line.length(), start + span.length());
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", span.line());
        // A whole line needs none, and in a file of an old encoding nobody knows how many it has.
        if (span.column() > 0 || Visible.isPlain(line.replace('\t', ' '))) {
            json.writeNumberField("startColumn", start + 1);
            json.writeNumberField("endColumn", end + 1);
        }
        snippet(line.substring(start, end));
        json.writeEndObject();
        if (end - start < line.length()) {
            json.writeObjectFieldStart("contextRegion");
            json.writeNumberField("startLine", span.line());
            snippet(line);
            json.writeEndObject();
        }
    }

    /** The letters themselves, or, where some of them hide, what they look like when made visible. */
    private void snippet(String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("snippet");
        if (Visible.text(text).equals(text)) {
            json.text("text", text);
        } else {
            message("rendered", text);
        }
        json.writeEndObject();
    }

    /** A change that a program can make; what else there is to do stands in the properties. */
    private void fixes(Finding finding, Fix fix) throws IOException {
        List<TextEdit> edits = TextEdit.of(finding);
        if (edits.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fixes");
        json.writeStartObject();
        message("description", fix.summary());
        json.writeArrayFieldStart("artifactChanges");
        for (TextEdit edit : edits) {
            json.writeStartObject();
            artifact(edit.file());
            json.writeArrayFieldStart("replacements");
            json.writeStartObject();
            json.writeObjectFieldStart("deletedRegion");
            json.writeNumberField("startLine", edit.line());
            json.writeNumberField("startColumn", 1);
            json.writeNumberField("endColumn", edit.removed().length() + 1);
            json.writeEndObject();
            json.writeObjectFieldStart("insertedContent");
            json.text("text", edit.inserted());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** The same for the same finding in the same line, wherever that line has moved to; alike ones are counted. */
    private String fingerprint(Diagnosed it, List<Evidence> evidence) {
        String place = evidence.stream()
                .map(Evidence::span)
                .findFirst()
                .map(span -> file(span).map(path -> files.of(path).uri()).orElse(span.source())
                        + '\n'
                        + span.text().strip())
                .orElse("");
        String hash = hash(it.rule() + '\n' + it.jump().orElse("") + '\n' + place);
        return hash + ":" + fingerprints.merge(hash, 1, Integer::sum);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private void message(String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.text("text", braced(text.isBlank() ? "(nothing)" : text));
        json.writeEndObject();
    }

    /**
     * A text in which nothing is a placeholder (SARIF 3.11.5: braces are doubled) or a link (3.11.6: a backslash keeps a
     * bracket from closing one).
     */
    private static String braced(String text) {
        return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](");
    }
}
