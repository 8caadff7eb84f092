package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one server showed and said, as the JSON report tells it. */
final class HandshakeJson {
    private final JsonDocument json;

    HandshakeJson(JsonDocument json) {
        this.json = json;
    }

    /** Its key and the handshake; null each where nobody saw it. */
    void write(Optional<Handshake> handshake, boolean timings) throws IOException {
        json.object("hostKey", handshake.flatMap(Handshake::hostKey), this::hostKey);
        json.object("handshake", handshake, it -> handshake(it, timings));
    }

    private void hostKey(HostKey it) throws IOException {
        json.text("type", it.key().type());
        json.text("fingerprint", it.key().fingerprint());
        json.text("known", JsonDocument.lower(it.known()));
        json.object("certificate", it.certificate(), this::hostCertificate);
    }

    private void hostCertificate(HostCertificate it) throws IOException {
        json.text("type", it.type());
        json.text("authority", it.contents().authority());
        json.strings("names", it.contents().principals());
        KeysJson.validity(json, it.contents());
        json.text("standing", it.standing().words());
    }

    private void handshake(Handshake it, boolean timings) throws IOException {
        json.text("address", it.address());
        json.optional(
                "reached",
                Optional.of(it.reached())
                        .filter(layer -> layer != Handshake.Reached.NOTHING)
                        .map(JsonDocument::lower));
        json.optional("ident", it.ident());
        json.strings("methods", it.methods());
        json.writeNumberField("tries", it.tries());
        algorithms(it);
        json.strings("linesBefore", it.linesBefore());
        json.optional("banner", it.banner());
        json.strings("remarks", it.remarks());
        json.objects("answers", it.answers(), answer -> {
            json.text("type", answer.key().type());
            json.text("fingerprint", answer.key().fingerprint());
            json.text("answer", JsonDocument.lower(answer.answer()));
            json.text("saying", answer.saying());
        });
        json.writeBooleanField("cutOff", it.cutOff());
        login(it.login());
        json.objects("otherWays", it.otherWays(), way -> {
            json.text("method", way.method());
            json.text("what", way.what());
        });
        json.optional("error", it.failure().map(Handshake.Failure::saying));
        json.optional("errorKind", it.failure().map(failure -> JsonDocument.lower(failure.kind())));
        json.objects("stages", it.stages(), stage -> stage(stage, timings));
    }

    private void algorithms(Handshake it) throws IOException {
        json.writeObjectFieldStart("algorithms");
        for (Map.Entry<String, String> algorithm : it.algorithms().entrySet()) {
            json.text(algorithm.getKey(), algorithm.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("proposals");
        for (Proposal.Part part : Proposal.Part.values()) {
            json.object(JsonDocument.lower(part), sides -> {
                sides.strings("ssh", offered(it, part, Proposal.Pair::client));
                sides.strings("server", offered(it, part, Proposal.Pair::server));
            });
        }
        json.writeEndObject();
    }

    private static List<String> offered(
            Handshake handshake, Proposal.Part part, Function<Proposal.Pair, Proposal> side) {
        return handshake
                .proposals()
                .map(side)
                .map(it -> Proposal.offeredBy(it, part))
                .orElse(List.of());
    }

    private void stage(Handshake.Stage it, boolean timings) throws IOException {
        json.text("layer", JsonDocument.lower(it.layer()));
        json.writeBooleanField("done", it.done());
        json.text("saying", it.saying());
        if (timings) {
            json.writeNumberField("milliseconds", it.took().toMillis());
        } else {
            json.writeNullField("milliseconds");
        }
    }

    private void login(Login login) throws IOException {
        if (login instanceof Login.Succeeded it) {
            login("succeeded", it.key(), Optional.empty());
        } else if (login instanceof Login.Denied it) {
            login("denied", Optional.of(it.key()), Optional.of(it.saying()));
        } else if (login instanceof Login.Partial it) {
            String why = "the server also wants " + String.join(", ", it.methods());
            login("partial", Optional.of(it.key()), Optional.of(why));
        } else if (login instanceof Login.NotSigned it) {
            login("not-signed", Optional.of(it.key()), Optional.of(it.why()));
        } else {
            login("not-tried", Optional.empty(), Optional.of(((Login.NotTried) login).why()));
        }
    }

    private void login(String result, Optional<PublicKey> key, Optional<String> why) throws IOException {
        json.object("login", it -> {
            it.text("result", result);
            it.optional("fingerprint", key.map(PublicKey::fingerprint));
            it.optional("why", why);
        });
    }
}
