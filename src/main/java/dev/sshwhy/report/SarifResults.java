package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The findings, each with where it stands and with the change that a program can make. */
final class SarifResults {
    private final JsonDocument json;
    private final SarifPlaces places;
    private final Map<String, Integer> fingerprints = new HashMap<>();

    SarifResults(JsonDocument json, SarifPlaces places) {
        this.json = json;
        this.places = places;
    }

    /** One of them; its rule is told by the number that it has among the rules. */
    void result(Diagnosed it, int ruleIndex) throws IOException {
        Finding finding = it.finding();
        List<Evidence> evidence = ordered(finding.evidence());
        json.text("ruleId", it.rule());
        json.writeNumberField("ruleIndex", ruleIndex);
        json.text("level", JsonDocument.lower(it.page().severity().with(it.effect())));
        SarifText.message(json, "message", finding.message());
        int main = Math.min(1, evidence.size());
        locations("locations", evidence, 0, main);
        locations("relatedLocations", evidence, main, evidence.size());
        json.object("partialFingerprints", all -> all.text("sshwhyFinding/v1", fingerprint(it, evidence)));
        fix(finding);
        json.object("properties", properties -> {
            properties.text("certainty", JsonDocument.lower(finding.certainty()));
            properties.text("effect", JsonDocument.lower(it.effect()));
            if (it.causedBy().isPresent()) {
                properties.text("causedBy", it.causedBy().get());
            }
            if (it.jump().isPresent()) {
                properties.text("jump", it.jump().get());
            }
            if (finding.fix().isPresent()) {
                properties.object("fix", finding.fix(), fix -> FindingJson.fix(json, fix));
            }
        });
    }

    /** A line of a file first, where there is one: that is where code hosts show a result. */
    private List<Evidence> ordered(List<Evidence> all) {
        List<Evidence> ordered = new ArrayList<>();
        all.stream()
                .filter(it -> places.file(it.span()).isPresent())
                .findFirst()
                .ifPresent(ordered::add);
        all.stream().filter(it -> !ordered.contains(it)).forEach(ordered::add);
        return ordered;
    }

    private void locations(String name, List<Evidence> evidence, int from, int to) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = from; i < to; i++) {
            json.writeStartObject();
            places.location(evidence.get(i), i);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A change that a program can make; what else there is to do stands in the properties. */
    private void fix(Finding finding) throws IOException {
        List<TextEdit> edits = TextEdit.of(finding);
        if (edits.isEmpty()) {
            return;
        }
        json.objects("fixes", finding.fix().stream().toList(), fix -> {
            SarifText.message(json, "description", fix.summary());
            json.objects("artifactChanges", edits, edit -> {
                places.artifact(edit.file());
                json.objects("replacements", List.of(edit), this::replacement);
            });
        });
    }

    private void replacement(TextEdit edit) throws IOException {
        json.object("deletedRegion", it -> {
            it.writeNumberField("startLine", edit.line());
            it.writeNumberField("startColumn", 1);
            it.writeNumberField("endColumn", edit.removed().length() + 1);
        });
        json.object("insertedContent", it -> it.text("text", edit.inserted()));
    }

    /** The same for the same finding in the same line, wherever that line has moved to; alike ones are counted. */
    private String fingerprint(Diagnosed it, List<Evidence> evidence) {
        String place = evidence.stream()
                .map(Evidence::span)
                .findFirst()
                .map(this::place)
                .orElse("");
        String hash = hash(it.rule() + '\n' + it.jump().orElse("") + '\n' + place);
        return hash + ":" + fingerprints.merge(hash, 1, Integer::sum);
    }

    private String place(Span span) {
        String source = places.file(span).map(it -> places.files().of(it).uri()).orElse(span.source());
        return source + '\n' + span.text().strip();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
