package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.Severity;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A finding, and what could not be judged, as all JSON documents tell them. */
final class FindingJson {
    private final JsonDocument json;
    private final UnaryOperator<String> shownPath;

    FindingJson(JsonDocument json, UnaryOperator<String> shownPath) {
        this.json = json;
        this.shownPath = shownPath;
    }

    void finding(Diagnosed diagnosed, Severity severity) throws IOException {
        Finding it = diagnosed.finding();
        json.text("rule", diagnosed.rule());
        json.text("title", diagnosed.page().title());
        json.text("severity", JsonDocument.lower(severity));
        json.text("certainty", JsonDocument.lower(it.certainty()));
        json.text("effect", JsonDocument.lower(diagnosed.effect()));
        json.optional("causedBy", diagnosed.causedBy());
        json.optional("jump", diagnosed.jump());
        json.text("message", it.message());
        json.objects("evidence", it.evidence(), this::evidence);
        json.object("fix", it.fix(), fix -> fix(json, fix));
    }

    private void evidence(Evidence it) throws IOException {
        Span span = it.span();
        json.text("source", shownPath.apply(span.source()));
        json.number("line", span.line());
        json.number("column", span.column());
        json.number("length", span.column() > 0 ? span.length() : 0);
        json.text("text", span.text());
        json.text("saying", it.saying());
    }

    /** What is inside of a fix. */
    static void fix(JsonDocument json, Fix fix) throws IOException {
        json.text("summary", fix.summary());
        json.text("safety", JsonDocument.lower(fix.safety()));
        json.objects("steps", fix.steps(), step -> {
            json.text("kind", JsonDocument.lower(step.kind()));
            json.strings("command", step.command());
            json.optional("file", step.file());
            json.optional("text", step.text());
        });
    }

    void gaps(List<Gap> gaps) throws IOException {
        json.objects("notChecked", gaps, gap -> {
            json.text("what", gap.what());
            json.text("why", gap.why());
        });
    }
}
