package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RulePage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private final JsonDocument json;
    private final SarifPlaces places;
    private final Run run;

    private SarifReport(SarifPlaces places, Run run) {
        this.json = places.json();
        this.places = places;
        this.run = run;
    }

    /** What a diagnosis found. */
    static String of(Diagnosis diagnosis, Run run) {
        Snapshot facts = diagnosis.facts();
        FileUris files = new FileUris(Map.of(HOME, facts.machine().home()));
        Optional<String> accountFile =
                facts.account().seen().map(AccountField::source).filter(FileUris::isFile);
        return JsonDocument.of(json -> new SarifReport(new SarifPlaces(json, files, accountFile, false), run)
                .log("sshwhy/diagnose/", diagnosis.findings(), diagnosis.notChecked(), properties -> {
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
        return JsonDocument.of(
                json -> new SarifReport(new SarifPlaces(json, new FileUris(bases), Optional.empty(), true), run)
                        .log("sshwhy/lint/", findings, report.gaps(), properties -> {}));
    }

    private void log(String category, List<Diagnosed> findings, List<Gap> gaps, JsonDocument.Writing properties)
            throws IOException {
        // In the order in which results point to them.
        List<RulePage> rules = findings.stream().map(Diagnosed::page).distinct().toList();
        SarifResults results = new SarifResults(json, places);
        json.writeStartObject();
        json.text("$schema", SCHEMA);
        json.text("version", "2.1.0");
        json.objects("runs", List.of(run), it -> {
            json.object("tool", tool -> tool.object("driver", driver -> driver(rules)));
            json.object("automationDetails", details -> details.text("id", category));
            json.objects("invocations", List.of(gaps), this::invocation);
            json.object("originalUriBaseIds", bases -> bases());
            json.text("columnKind", "utf16CodeUnits");
            json.objects("results", findings, finding -> results.result(finding, rules.indexOf(finding.page())));
            json.object("properties", properties);
        });
        json.writeEndObject();
    }

    private void driver(List<RulePage> rules) throws IOException {
        json.text("name", "sshwhy");
        json.text("version", run.version());
        if (run.version().matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?")) {
            json.text("semanticVersion", run.version());
        }
        json.objects("rules", rules, page -> SarifRule.write(json, page));
    }

    private void invocation(List<Gap> gaps) throws IOException {
        json.writeBooleanField("executionSuccessful", true);
        json.writeNumberField("exitCode", run.exitCode());
        json.objects("toolExecutionNotifications", gaps, gap -> {
            json.text("level", "note");
            SarifText.message(json, "message", "Not checked: " + gap.what() + ": " + gap.why());
        });
    }

    private void bases() throws IOException {
        for (String base : places.files().bases().keySet()) {
            json.object(base, it -> it.text("uri", places.files().ofBase(base)));
        }
    }
}
