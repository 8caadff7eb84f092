package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import java.util.function.UnaryOperator;

/** What {@code sshwhy lint --format json} prints. */
public final class LintJson {
    private LintJson() {}

    /** The document, on one line. */
    public static String of(LintReport report, UnaryOperator<String> shownPath) {
        return JsonDocument.of(json -> {
            FindingJson findings = new FindingJson(json, shownPath);
            json.writeStartObject();
            json.text("schemaVersion", JsonReport.SCHEMA_VERSION);
            json.strings("files", report.files().stream().map(shownPath).toList());
            json.objects("findings", report.findings(), it -> findings.finding(Diagnosed.alone(it), it.severity()));
            findings.gaps(report.gaps());
            json.writeEndObject();
        });
    }
}
