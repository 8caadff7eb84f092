package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Evidence;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.rule.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The report as one JSON document: every key always there, in one order, null or empty where nothing is known. */
public final class JsonReport {
    private static final String SCHEMA_VERSION = "1.0";

    private final JsonDocument json;

    private JsonReport(JsonDocument json) {
        this.json = json;
    }

    /**
     * The document, with a newline behind it.
     */
    public static String of(Diagnosis diagnosis, Run run) {
        return JsonDocument.of(it -> new JsonReport(it).report(diagnosis, run));
    }

    /** What {@code sshwhy account --format json} prints, on one line. */
    public static String ofAccount(AccountField field) {
        return JsonDocument.of(it -> new JsonReport(it).accountAnswer(field));
    }

    /**
     * What {@code sshwhy config --format json} prints, on one line.
     *
     * @param host the host as typed
     * @param defaults ssh's own values, told without file and line; empty where they were not asked for
     */
    public static String ofConfig(String host, Configuration configuration, Map<String, List<String>> defaults) {
        return JsonDocument.of(it -> new JsonReport(it).configAnswer(host, configuration, defaults));
    }

    /** What {@code sshwhy lint --format json} prints. */
    public static String ofLint(LintReport report, UnaryOperator<String> shownPath) {
        return JsonDocument.of(it -> new JsonReport(it).lintAnswer(report, shownPath));
    }

    /** What {@code sshwhy keys --format json} prints. */
    public static String ofKeys(List<KeysReport.Entry> entries) {
        return JsonDocument.of(it -> new JsonReport(it).keysAnswer(entries));
    }

    private void report(Diagnosis diagnosis, Run run) throws IOException {
        Snapshot facts = diagnosis.facts();
        json.writeStartObject();
        json.text("schemaVersion", SCHEMA_VERSION);
        json.writeObjectFieldStart("tool");
        json.text("name", "sshwhy");
        json.text("version", run.version());
        json.text("system", run.system());
        json.writeEndObject();
        machine(facts.machine());
        json.writeBooleanField("pseudonyms", run.pseudonyms());
        json.text("verdict", JsonDocument.lower(diagnosis.verdict()));
        json.writeNumberField("exitCode", run.exitCode());
        json.text("summary", diagnosis.summary());
        target(facts.target());
        json.writeArrayFieldStart("findings");
        for (Diagnosed finding : diagnosis.findings()) {
            finding(facts, finding);
        }
        json.writeEndArray();
        gaps(diagnosis.notChecked());
        identities(facts);
        account(facts);
        configuration(facts);
        agent(facts);
        server(facts, run.detailed());
        json.writeArrayFieldStart("jumps");
        for (Snapshot jump : facts.jumps()) {
            json.writeStartObject();
            target(jump.target());
            identities(jump);
            server(jump, run.detailed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void machine(Machine machine) throws IOException {
        json.writeObjectFieldStart("machine");
        json.text("operatingSystem", JsonDocument.lower(machine.operatingSystem()));
        json.optional("ssh", machine.sshVersion());
        json.writeEndObject();
    }

    private void identities(Snapshot facts) throws IOException {
        json.writeArrayFieldStart("identities");
        for (Identity identity : facts.identities()) {
            identity(facts, identity);
        }
        json.writeEndArray();
    }

    private void server(Snapshot facts, boolean timings) throws IOException {
        new HandshakeJson(json).write(facts.handshake().seen(), timings);
    }

    private void gaps(List<Gap> gaps) throws IOException {
        json.writeArrayFieldStart("notChecked");
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.text("what", gap.what());
            json.text("why", gap.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void target(Target target) throws IOException {
        json.writeObjectFieldStart("target");
        json.text("host", target.host());
        json.writeNumberField("port", target.port());
        json.text("user", target.user());
        json.optional("provider", target.provider());
        json.writeEndObject();
    }

    private void finding(Snapshot facts, Diagnosed it) throws IOException {
        finding(it, it.page().severity(), facts::shown);
    }

    private void lintAnswer(LintReport report, UnaryOperator<String> shownPath) throws IOException {
        json.writeStartObject();
        json.text("schemaVersion", SCHEMA_VERSION);
        json.strings("files", report.files().stream().map(shownPath).toList());
        json.writeArrayFieldStart("findings");
        for (RuleFinding it : report.findings()) {
            finding(
                    new Diagnosed(it.page(), it.finding(), it.effect(), Optional.empty(), Optional.empty()),
                    LintReport.severity(it),
                    shownPath);
        }
        json.writeEndArray();
        gaps(report.gaps());
        json.writeEndObject();
    }

    private void finding(Diagnosed diagnosed, Severity severity, UnaryOperator<String> shownPath) throws IOException {
        RulePage page = diagnosed.page();
        Finding it = diagnosed.finding();
        json.writeStartObject();
        json.text("rule", page.id());
        json.text("title", page.title());
        json.text("severity", JsonDocument.lower(severity));
        json.text("certainty", JsonDocument.lower(it.certainty()));
        json.text("effect", JsonDocument.lower(diagnosed.effect()));
        json.optional("causedBy", diagnosed.causedBy());
        json.optional("jump", diagnosed.jump());
        json.text("message", it.message());
        json.writeArrayFieldStart("evidence");
        for (Evidence evidence : it.evidence()) {
            Span span = evidence.span();
            json.writeStartObject();
            json.text("source", shownPath.apply(span.source()));
            json.number("line", span.line());
            json.number("column", span.column());
            json.number("length", span.column() > 0 ? span.length() : 0);
            json.text("text", span.text());
            json.text("saying", evidence.saying());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (it.fix().isPresent()) {
            fix(it.fix().get());
        } else {
            json.writeNullField("fix");
        }
        json.writeEndObject();
    }

    private void fix(Fix fix) throws IOException {
        fix(json, fix);
    }

    /** A fix in the form that all JSON documents tell it in. */
    static void fix(JsonDocument json, Fix fix) throws IOException {
        json.writeObjectFieldStart("fix");
        json.text("summary", fix.summary());
        json.text("safety", JsonDocument.lower(fix.safety()));
        json.writeArrayFieldStart("steps");
        for (Fix.Step step : fix.steps()) {
            json.writeStartObject();
            json.text("kind", JsonDocument.lower(step.kind()));
            json.strings("command", step.command());
            json.optional("file", step.file());
            json.optional("text", step.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void identity(Snapshot facts, Identity it) throws IOException {
        Optional<KeyFile> file = it.file().seen();
        Optional<KeyAnswer> answer =
                facts.handshake().seen().flatMap(handshake -> it.publicKey().flatMap(handshake::answerTo));
        json.writeStartObject();
        json.optional("path", it.path().isEmpty() ? Optional.empty() : Optional.of(facts.shown(it.path())));
        json.text("namedBy", JsonDocument.lower(it.namedBy()));
        namedAt(facts, it.namedAt());
        json.optional("type", it.publicKey().map(PublicKey::type).or(() -> file.flatMap(KeyFile::type)));
        json.optional("fingerprint", it.publicKey().map(PublicKey::fingerprint));
        json.writeBooleanField("encrypted", file.filter(KeyFile::encrypted).isPresent());
        json.optional("mode", file.map(key -> key.file().modeText()));
        json.optional("owner", file.map(key -> key.file().owner()));
        json.text("pair", JsonDocument.lower(it.pair()));
        json.writeBooleanField("inAgent", it.inAgent());
        if (facts.account().seen().isPresent()) {
            AccountField account = facts.account().seen().get();
            json.writeBooleanField(
                    "inAccount", it.publicKey().filter(account::accepts).isPresent());
        } else {
            json.writeNullField("inAccount");
        }
        json.writeNumberField("offered", it.offered());
        json.text("why", it.why());
        json.text(
                "server",
                answer.filter(KeyAnswer::isHeard)
                        .map(key -> JsonDocument.lower(key.answer()))
                        .orElse("not-asked"));
        json.writeEndObject();
    }

    private void namedAt(Snapshot facts, Optional<Span> at) throws IOException {
        if (at.isEmpty()) {
            json.writeNullField("namedAt");
            return;
        }
        json.writeObjectFieldStart("namedAt");
        json.text("source", facts.shown(at.get().source()));
        json.number("line", at.get().line());
        json.text("text", at.get().text());
        json.writeEndObject();
    }

    private void account(Snapshot facts) throws IOException {
        Optional<AccountField> field = facts.account().seen();
        if (field.isEmpty()) {
            json.writeNullField("account");
            return;
        }
        json.writeObjectFieldStart("account");
        json.text("source", facts.shown(field.get().source()));
        accountBody(field.get());
        json.writeEndObject();
    }

    private void accountAnswer(AccountField field) throws IOException {
        json.writeStartObject();
        accountBody(field);
        json.writeArrayFieldStart("problems");
        for (AccountFault fault : field.faults()) {
            json.writeString(fault.kind().rule());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void accountBody(AccountField field) throws IOException {
        json.writeArrayFieldStart("lines");
        for (AccountLine line : field.lines()) {
            json.writeStartObject();
            json.writeNumberField("line", line.number());
            json.writeBooleanField("accepted", line.accepted());
            json.optional("type", line.key().map(PublicKey::type));
            json.optional("fingerprint", line.key().map(PublicKey::fingerprint));
            json.optional("comment", line.key().map(PublicKey::comment));
            json.writeArrayFieldStart("problems");
            for (String rule : line.faults().stream()
                    .map(it -> it.kind().rule())
                    .distinct()
                    .toList()) {
                json.writeString(rule);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("recovered");
            for (PublicKey key : line.recovered()) {
                json.writeStartObject();
                json.text("type", key.type());
                json.text("fingerprint", key.fingerprint());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("corrected", field.corrected());
    }

    private void configuration(Snapshot facts) throws IOException {
        Configuration configuration = facts.configuration();
        json.writeObjectFieldStart("config");
        json.writeArrayFieldStart("files");
        for (String file : configuration.files()) {
            json.writeString(JsonDocument.clean(facts.shown(file)));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, List<ConfigValue>> option :
                configuration.options().entrySet()) {
            json.writeArrayFieldStart(option.getKey());
            for (ConfigValue value : option.getValue()) {
                json.writeStartObject();
                json.text("value", value.value());
                json.text("file", facts.shown(value.setAt().source()));
                json.number("line", value.setAt().line());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("errors");
        for (ConfigProblem problem : configuration.fatal()) {
            json.writeStartObject();
            json.text("file", facts.shown(problem.at().source()));
            json.number("line", problem.at().line());
            json.text("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void keysAnswer(List<KeysReport.Entry> entries) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("keys");
        for (KeysReport.Entry entry : entries) {
            Optional<KeyFile> file = entry.file();
            json.writeStartObject();
            json.text("path", entry.path());
            json.text(
                    "format",
                    file.map(KeyFile::format).orElse(KeyFormat.UNKNOWN).shown());
            json.optional("type", file.flatMap(KeyFile::type));
            json.number(
                    "bits",
                    file.flatMap(it -> it.bits().isPresent()
                                    ? Optional.of(it.bits().getAsInt())
                                    : Optional.empty())
                            .orElse(0));
            json.optional("fingerprint", file.flatMap(KeyFile::publicKey).map(PublicKey::fingerprint));
            json.optional("comment", file.map(KeyFile::comment));
            json.writeBooleanField("encrypted", file.filter(KeyFile::encrypted).isPresent());
            json.strings(
                    "problems",
                    entry.findings().stream().map(RuleFinding::rule).distinct().toList());
            certificate(entry.certificate());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void certificate(Optional<Certificate> certificate) throws IOException {
        if (certificate.isEmpty()) {
            json.writeNullField("certificate");
            return;
        }
        Certificate it = certificate.get();
        json.writeObjectFieldStart("certificate");
        json.text("purpose", JsonDocument.lower(it.purpose()));
        json.text("keyId", it.keyId());
        json.strings("principals", it.principals());
        json.text("validAfter", it.validAfter().toString());
        json.optional(
                "validBefore",
                Optional.of(it.validBefore())
                        .filter(time -> !time.equals(Instant.MAX))
                        .map(Instant::toString));
        json.strings("options", it.options());
        json.text("authority", it.authority());
        json.writeEndObject();
    }

    private void configAnswer(String host, Configuration configuration, Map<String, List<String>> defaults)
            throws IOException {
        json.writeStartObject();
        json.text("host", host);
        json.writeObjectFieldStart("options");
        Map<String, List<ConfigValue>> all = new TreeMap<>(configuration.options());
        defaults.forEach((option, values) -> all.put(
                option,
                values.stream()
                        .map(it -> new ConfigValue(it, Span.of(Span.COMMAND_LINE, ""), List.of()))
                        .toList()));
        for (Map.Entry<String, List<ConfigValue>> option : all.entrySet()) {
            json.writeArrayFieldStart(option.getKey());
            for (ConfigValue value : option.getValue()) {
                json.writeStartObject();
                json.text("value", value.value());
                place(value.setAt());
                json.writeArrayFieldStart("shadows");
                for (Span span : value.shadowed()) {
                    json.writeStartObject();
                    place(span);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        problems("errors", configuration.fatal());
        problems(
                "notes",
                configuration.problems().stream()
                        .filter(it -> !it.kind().isFatal())
                        .toList());
        json.writeEndObject();
    }

    private void problems(String name, List<ConfigProblem> problems) throws IOException {
        json.writeArrayFieldStart(name);
        for (ConfigProblem problem : problems) {
            json.writeStartObject();
            place(problem.at());
            json.text("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** File and line; neither for the command line. */
    private void place(Span span) throws IOException {
        boolean isFile = !span.source().equals(Span.COMMAND_LINE);
        json.optional("file", isFile ? Optional.of(span.source()) : Optional.empty());
        json.number("line", isFile ? span.line() : 0);
    }

    private void agent(Snapshot facts) throws IOException {
        Agent agent = facts.agent();
        json.writeObjectFieldStart("agent");
        json.optional("socket", agent.socket().isEmpty() ? Optional.empty() : Optional.of(facts.shown(agent.socket())));
        json.text("state", JsonDocument.lower(agent.state()));
        json.writeArrayFieldStart("keys");
        for (PublicKey key : agent.keys()) {
            json.writeStartObject();
            json.text("type", key.type());
            json.text("fingerprint", key.fingerprint());
            json.text("comment", key.comment());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
