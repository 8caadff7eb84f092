package dev.sshwhy.report;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import java.io.IOException;
import java.util.Optional;

/** The keys that ssh looks at for a host, in its order, as the JSON report tells them. */
final class IdentitiesJson {
    private final JsonDocument json;
    private final Snapshot facts;

    IdentitiesJson(JsonDocument json, Snapshot facts) {
        this.json = json;
        this.facts = facts;
    }

    void write() throws IOException {
        json.objects("identities", facts.identities(), this::identity);
    }

    private void identity(Identity it) throws IOException {
        Optional<KeyFile> file = it.file().seen();
        json.optional(
                "path", Optional.of(it.path()).filter(path -> !path.isEmpty()).map(facts::shown));
        json.text("namedBy", JsonDocument.lower(it.namedBy()));
        json.object("namedAt", it.namedAt(), at -> {
            json.text("source", facts.shown(at.source()));
            json.number("line", at.line());
            json.text("text", at.text());
        });
        json.optional("type", it.publicKey().map(PublicKey::type).or(() -> file.flatMap(KeyFile::type)));
        json.optional("fingerprint", it.publicKey().map(PublicKey::fingerprint));
        json.writeBooleanField("encrypted", file.filter(KeyFile::encrypted).isPresent());
        json.optional("mode", file.map(key -> key.file().modeText()));
        json.optional("owner", file.map(key -> key.file().owner()));
        json.text("pair", JsonDocument.lower(it.pair()));
        json.writeBooleanField("inAgent", it.inAgent());
        Optional<AccountField> account = facts.account().seen();
        if (account.isPresent()) {
            json.writeBooleanField("inAccount", KeyTable.accepts(account.get(), it));
        } else {
            json.writeNullField("inAccount");
        }
        json.writeNumberField("offered", it.offered());
        json.text("why", it.why());
        json.text(
                "server",
                KeyTable.answer(facts, it)
                        .filter(KeyAnswer::isHeard)
                        .map(key -> JsonDocument.lower(key.answer()))
                        .orElse("not-asked"));
    }
}
