package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import java.io.IOException;
import java.time.Instant;
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
        hostKey(handshake.flatMap(Handshake::hostKey));
        handshake(handshake, timings);
    }

    private void hostKey(Optional<HostKey> hostKey) throws IOException {
        if (hostKey.isEmpty()) {
            json.writeNullField("hostKey");
            return;
        }
        json.writeObjectFieldStart("hostKey");
        json.text("type", hostKey.get().key().type());
        json.text("fingerprint", hostKey.get().key().fingerprint());
        json.text("known", JsonDocument.lower(hostKey.get().known()));
        hostCertificate(hostKey.get().certificate());
        json.writeEndObject();
    }

    private void hostCertificate(Optional<HostCertificate> certificate) throws IOException {
        if (certificate.isEmpty()) {
            json.writeNullField("certificate");
            return;
        }
        HostCertificate it = certificate.get();
        json.writeObjectFieldStart("certificate");
        json.text("type", it.type());
        json.text("authority", it.contents().authority());
        json.writeArrayFieldStart("names");
        for (String name : it.contents().principals()) {
            json.writeString(JsonDocument.clean(name));
        }
        json.writeEndArray();
        json.text("validAfter", it.contents().validAfter().toString());
        json.optional(
                "validBefore",
                Optional.of(it.contents().validBefore())
                        .filter(end -> !end.equals(Instant.MAX))
                        .map(Instant::toString));
        json.text("standing", it.standing().words());
        json.writeEndObject();
    }

    private void handshake(Optional<Handshake> handshake, boolean timings) throws IOException {
        if (handshake.isEmpty()) {
            json.writeNullField("handshake");
            return;
        }
        Handshake it = handshake.get();
        json.writeObjectFieldStart("handshake");
        json.text("address", it.address());
        json.optional(
                "reached",
                it.reached() == Handshake.Reached.NOTHING
                        ? Optional.empty()
                        : Optional.of(JsonDocument.lower(it.reached())));
        json.optional("ident", it.ident());
        json.strings("methods", it.methods());
        json.writeNumberField("tries", it.tries());
        json.writeObjectFieldStart("algorithms");
        for (Map.Entry<String, String> algorithm : it.algorithms().entrySet()) {
            json.text(algorithm.getKey(), algorithm.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("proposals");
        for (Proposal.Part part : Proposal.Part.values()) {
            json.writeObjectFieldStart(JsonDocument.lower(part));
            json.strings("ssh", offered(it, part, Proposal.Pair::client));
            json.strings("server", offered(it, part, Proposal.Pair::server));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.strings("linesBefore", it.linesBefore());
        json.optional("banner", it.banner());
        json.strings("remarks", it.remarks());
        answers(it.answers());
        json.writeBooleanField("cutOff", it.cutOff());
        login(it.login());
        otherWays(it.otherWays());
        json.optional("error", it.failure().map(Handshake.Failure::saying));
        json.optional("errorKind", it.failure().map(failure -> JsonDocument.lower(failure.kind())));
        json.writeArrayFieldStart("stages");
        for (Handshake.Stage stage : it.stages()) {
            json.writeStartObject();
            json.text("layer", JsonDocument.lower(stage.layer()));
            json.writeBooleanField("done", stage.done());
            json.text("saying", stage.saying());
            if (timings) {
                json.writeNumberField("milliseconds", stage.took().toMillis());
            } else {
                json.writeNullField("milliseconds");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void answers(List<KeyAnswer> answers) throws IOException {
        json.writeArrayFieldStart("answers");
        for (KeyAnswer it : answers) {
            json.writeStartObject();
            json.text("type", it.key().type());
            json.text("fingerprint", it.key().fingerprint());
            json.text("answer", JsonDocument.lower(it.answer()));
            json.text("saying", it.saying());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void login(Login login) throws IOException {
        json.writeObjectFieldStart("login");
        Optional<String> fingerprint;
        Optional<String> why = Optional.empty();
        String result;
        if (login instanceof Login.Succeeded it) {
            result = "succeeded";
            fingerprint = it.key().map(PublicKey::fingerprint);
        } else if (login instanceof Login.Denied it) {
            result = "denied";
            fingerprint = Optional.of(it.key().fingerprint());
            why = Optional.of(it.saying());
        } else if (login instanceof Login.Partial it) {
            result = "partial";
            fingerprint = Optional.of(it.key().fingerprint());
            why = Optional.of("the server also wants " + String.join(", ", it.methods()));
        } else if (login instanceof Login.NotSigned it) {
            result = "not-signed";
            fingerprint = Optional.of(it.key().fingerprint());
            why = Optional.of(it.why());
        } else {
            result = "not-tried";
            fingerprint = Optional.empty();
            why = Optional.of(((Login.NotTried) login).why());
        }
        json.text("result", result);
        json.optional("fingerprint", fingerprint);
        json.optional("why", why);
        json.writeEndObject();
    }

    private void otherWays(List<OtherWay> ways) throws IOException {
        json.writeArrayFieldStart("otherWays");
        for (OtherWay it : ways) {
            json.writeStartObject();
            json.text("method", it.method());
            json.text("what", it.what());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<String> offered(
            Handshake handshake, Proposal.Part part, Function<Proposal.Pair, Proposal> side) {
        return handshake
                .proposals()
                .map(side)
                .map(it -> Proposal.offeredBy(it, part))
                .orElse(List.of());
    }
}
