package dev.sshwhy.report;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.PublicKey;
import java.io.IOException;
import java.util.List;

/** The account's public-key field, line by line, and what {@code sshwhy account --format json} prints of it. */
public final class AccountJson {
    private final JsonDocument json;

    AccountJson(JsonDocument json) {
        this.json = json;
    }

    /** The document, on one line. */
    public static String of(AccountField field) {
        return JsonDocument.of(json -> {
            json.writeStartObject();
            new AccountJson(json).lines(field);
            json.strings("problems", rules(field.faults()));
            json.writeEndObject();
        });
    }

    /** Its lines, and the text as it should be. */
    void lines(AccountField field) throws IOException {
        json.objects("lines", field.lines(), this::line);
        json.writeStringField("corrected", field.corrected());
    }

    private void line(AccountLine it) throws IOException {
        json.writeNumberField("line", it.number());
        json.writeBooleanField("accepted", it.accepted());
        json.optional("type", it.key().map(PublicKey::type));
        json.optional("fingerprint", it.key().map(PublicKey::fingerprint));
        json.optional("comment", it.key().map(PublicKey::comment));
        json.strings("problems", rules(it.faults()).stream().distinct().toList());
        json.objects("recovered", it.recovered(), key -> {
            json.text("type", key.type());
            json.text("fingerprint", key.fingerprint());
        });
    }

    private static List<String> rules(List<AccountFault> faults) {
        return faults.stream().map(it -> it.kind().rule()).toList();
    }
}
