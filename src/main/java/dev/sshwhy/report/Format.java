package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosis;
import java.util.Locale;

/** The forms that a diagnosis can be told in. */
public enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    HTML,
    SARIF;

    /** The whole report. */
    public String report(Diagnosis diagnosis, Run run, TextStyle style) {
        return switch (this) {
            case TEXT -> TextReport.of(diagnosis, run, style);
            case JSON -> JsonReport.of(diagnosis, run);
            case MARKDOWN -> MarkdownReport.of(diagnosis, run);
            case HTML -> HtmlReport.of(diagnosis, run);
            case SARIF -> SarifReport.of(diagnosis, run);
        };
    }

    /** As {@code --format} takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the name of a file ends that holds such a report. */
    public String ending() {
        return this == TEXT ? "txt" : this == MARKDOWN ? "md" : word();
    }
}
