package dev.sshwhy.report;

import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Evidence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where things stand: in lines of files where there are any, else in what has a name only.
 *
 * @param json the document that they are written to
 * @param files the files' addresses
 * @param accountFile the file that the account's field was read from
 * @param pointsToLines whether a result about a whole file has to name a line all the same: code hosts show none without
 */
record SarifPlaces(JsonDocument json, FileUris files, Optional<String> accountFile, boolean pointsToLines) {
    /** The file that a piece of evidence stands in. */
    Optional<String> file(Span span) {
        return span.source().equals(Span.ACCOUNT_FIELD)
                ? accountFile
                : Optional.of(span.source()).filter(FileUris::isFile);
    }

    /** A piece of evidence; 0 is the number of the main one. */
    void location(Evidence evidence, int number) throws IOException {
        Span span = evidence.span();
        Optional<String> file = file(span);
        json.writeNumberField("id", number);
        if (file.isPresent()) {
            json.object("physicalLocation", physical -> {
                artifact(file.get());
                if (span.line() > 0) {
                    region(span);
                } else if (number == 0 && pointsToLines) {
                    physical.object("region", it -> it.writeNumberField("startLine", 1));
                }
            });
        } else {
            json.objects("logicalLocations", List.of(span.source()), source -> {
                json.text("name", source);
                json.text("kind", "resource");
            });
        }
        SarifText.message(json, "message", evidence.saying().isEmpty() ? span.text() : evidence.saying());
    }

    void artifact(String file) throws IOException {
        FileUris.Address address = files.of(file);
        json.object("artifactLocation", it -> {
            it.text("uri", address.uri());
            if (address.base().isPresent()) {
                it.text("uriBaseId", address.base().get());
            }
        });
    }

    /** Columns count as the evidence does, in letters of UTF-16. */
    private void region(Span span) throws IOException {
        String line = span.text();
        json.object("region", it -> {
            it.writeNumberField("startLine", span.line());
            // A whole line needs none, and in a file of an old encoding nobody knows how many it has.
            if (span.column() > 0 || Visible.isPlain(line.replace('\t', ' '))) {
                it.writeNumberField("startColumn", span.start() + 1);
                it.writeNumberField("endColumn", span.end() + 1);
            }
            snippet(line.substring(span.start(), span.end()));
        });
        if (span.end() - span.start() < line.length()) {
            json.object("contextRegion", it -> {
                it.writeNumberField("startLine", span.line());
                snippet(line);
            });
        }
    }

    /** The letters themselves, or, where some of them hide, what they look like when made visible. */
    private void snippet(String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        json.object("snippet", it -> {
            if (Visible.text(text).equals(text)) {
                it.text("text", text);
            } else {
                SarifText.message(it, "rendered", text);
            }
        });
    }
}
