package dev.sshwhy.report;

import java.util.Locale;

/** The forms that a diagnosis can be told in. */
public enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    HTML,
    SARIF;

    /** As {@code --format} takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the name of a file ends that holds such a report. */
    public String ending() {
        return this == TEXT ? "txt" : this == MARKDOWN ? "md" : word();
    }
}
