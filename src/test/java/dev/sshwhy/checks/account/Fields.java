package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.AccountFields;
import dev.sshwhy.keys.LocalPublicKey;
import dev.sshwhy.testing.Facts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Fields read from text, as the tool reads them on a machine whose one key is {@link Facts#MINE}. */
final class Fields {
    static final PublicKey THIRD = Facts.key(3, "third");

    private Fields() {}

    static AccountField read(String text) {
        String filled = text.replace("@MINE@", Facts.MINE.line())
                .replace("@MINE BLOB@", Facts.MINE.blob())
                .replace("@MINE FINGERPRINT@", Facts.MINE.fingerprint())
                .replace("@OTHER@", Facts.OTHER.line())
                .replace("@OTHER BLOB@", Facts.OTHER.blob())
                .replace("@THIRD@", THIRD.line());
        return AccountFields.read(
                "field.txt",
                filled.getBytes(StandardCharsets.UTF_8),
                List.of(new LocalPublicKey(Facts.MINE, "~/.ssh/id_ed25519.pub")),
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
