package dev.sshwhy.report;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.RuleFinding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code sshwhy keys --format json} prints. */
public final class KeysJson {
    private final JsonDocument json;

    private KeysJson(JsonDocument json) {
        this.json = json;
    }

    /** The document, on one line. */
    public static String of(List<KeysReport.Entry> entries) {
        return JsonDocument.of(json -> {
            json.writeStartObject();
            json.objects("keys", entries, new KeysJson(json)::entry);
            json.writeEndObject();
        });
    }

    private void entry(KeysReport.Entry entry) throws IOException {
        Optional<KeyFile> file = entry.file();
        json.text("path", entry.path());
        json.text("format", file.map(KeyFile::format).orElse(KeyFormat.UNKNOWN).shown());
        json.optional("type", file.flatMap(KeyFile::type));
        json.number("bits", file.map(KeyFile::bits).orElse(OptionalInt.empty()).orElse(0));
        json.optional("fingerprint", file.flatMap(KeyFile::publicKey).map(PublicKey::fingerprint));
        json.optional("comment", file.map(KeyFile::comment));
        json.writeBooleanField("encrypted", file.filter(KeyFile::encrypted).isPresent());
        json.strings(
                "problems",
                entry.findings().stream().map(RuleFinding::rule).distinct().toList());
        json.object("certificate", entry.certificate(), this::certificate);
    }

    private void certificate(Certificate it) throws IOException {
        json.text("purpose", JsonDocument.lower(it.purpose()));
        json.text("keyId", it.keyId());
        json.strings("principals", it.principals());
        validity(json, it);
        json.strings("options", it.options());
        json.text("authority", it.authority());
    }

    /** From when to when; one that is valid for ever has no end. */
    static void validity(JsonDocument json, Certificate it) throws IOException {
        json.text("validAfter", it.validAfter().toString());
        json.optional(
                "validBefore",
                Optional.of(it.validBefore())
                        .filter(end -> !end.equals(Instant.MAX))
                        .map(Instant::toString));
    }
}
