package dev.sshwhy.report;

import dev.sshwhy.rule.RulePage;
import java.util.List;

/** What {@code sshwhy rules --format json} prints: the settings of every page, not its text. */
public final class RulesJson {
    private RulesJson() {}

    /** The document, on one line. */
    public static String of(List<RulePage> pages) {
        return JsonDocument.of(json -> {
            json.writeStartObject();
            json.text("schemaVersion", JsonReport.SCHEMA_VERSION);
            json.objects("rules", pages, it -> {
                json.text("id", it.id());
                json.text("title", it.title());
                json.text("severity", JsonDocument.lower(it.severity()));
                json.text("effect", JsonDocument.lower(it.effect()));
                json.strings("explains", it.explains());
                json.text("since", it.since());
            });
            json.writeEndObject();
        });
    }
}
