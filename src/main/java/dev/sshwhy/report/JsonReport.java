package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import java.io.IOException;
import java.util.Optional;

/** The report as one JSON document: every key always there, in one order, null or empty where nothing is known. */
final class JsonReport {
    static final String SCHEMA_VERSION = "1.0";

    private final JsonDocument json;
    private final Run run;

    private JsonReport(JsonDocument json, Run run) {
        this.json = json;
        this.run = run;
    }

    /** The document, with a newline behind it. */
    static String of(Diagnosis diagnosis, Run run) {
        return JsonDocument.of(it -> new JsonReport(it, run).report(diagnosis));
    }

    private void report(Diagnosis diagnosis) throws IOException {
        Snapshot facts = diagnosis.facts();
        FindingJson findings = new FindingJson(json, facts::shown);
        json.writeStartObject();
        json.text("schemaVersion", SCHEMA_VERSION);
        tool();
        machine(facts.machine());
        json.writeBooleanField("pseudonyms", run.pseudonyms());
        json.text("verdict", JsonDocument.lower(diagnosis.verdict()));
        json.writeNumberField("exitCode", run.exitCode());
        json.text("summary", diagnosis.summary());
        target(facts.target());
        json.objects(
                "findings",
                diagnosis.findings(),
                it -> findings.finding(it, it.page().severity()));
        findings.gaps(diagnosis.notChecked());
        new IdentitiesJson(json, facts).write();
        json.object("account", facts.account().seen(), field -> {
            json.text("source", facts.shown(field.source()));
            new AccountJson(json).lines(field);
        });
        json.object("config", it -> new ConfigJson(it).write(facts));
        agent(facts);
        server(facts);
        json.objects("jumps", facts.jumps(), jump -> {
            target(jump.target());
            new IdentitiesJson(json, jump).write();
            server(jump);
        });
        json.writeEndObject();
    }

    private void tool() throws IOException {
        json.object("tool", it -> {
            it.text("name", "sshwhy");
            it.text("version", run.version());
            it.text("system", run.system());
        });
    }

    private void machine(Machine machine) throws IOException {
        json.object("machine", it -> {
            it.text("operatingSystem", JsonDocument.lower(machine.operatingSystem()));
            it.optional("ssh", machine.sshVersion());
        });
    }

    private void target(Target target) throws IOException {
        json.object("target", it -> {
            it.text("host", target.host());
            it.writeNumberField("port", target.port());
            it.text("user", target.user());
            it.optional("provider", target.provider());
        });
    }

    private void agent(Snapshot facts) throws IOException {
        Agent agent = facts.agent();
        json.object("agent", it -> {
            it.optional(
                    "socket",
                    Optional.of(agent.socket()).filter(at -> !at.isEmpty()).map(facts::shown));
            it.text("state", JsonDocument.lower(agent.state()));
            it.objects("keys", agent.keys(), key -> {
                it.text("type", key.type());
                it.text("fingerprint", key.fingerprint());
                it.text("comment", key.comment());
            });
        });
    }

    private void server(Snapshot facts) throws IOException {
        new HandshakeJson(json).write(facts.handshake().seen(), run.detailed());
    }
}
