package dev.sshwhy.report;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the configuration says for a host, and what {@code sshwhy config --format json} prints of it. */
public final class ConfigJson {
    private final JsonDocument json;

    ConfigJson(JsonDocument json) {
        this.json = json;
    }

    /**
     * The document, on one line.
     *
     * @param host the host as typed
     * @param defaults ssh's own values, told without file and line; empty where they were not asked for
     */
    public static String of(String host, Configuration configuration, Map<String, List<String>> defaults) {
        return JsonDocument.of(json -> new ConfigJson(json).answer(host, configuration, defaults));
    }

    private void answer(String host, Configuration configuration, Map<String, List<String>> defaults)
            throws IOException {
        Map<String, List<ConfigValue>> all = new TreeMap<>(configuration.options());
        defaults.forEach((option, values) -> all.put(
                option,
                values.stream()
                        .map(it -> new ConfigValue(it, Span.of(Span.COMMAND_LINE, ""), List.of()))
                        .toList()));
        json.writeStartObject();
        json.text("host", host);
        options(all, value -> {
            json.text("value", value.value());
            place(value.setAt());
            json.objects("shadows", value.shadowed(), this::place);
        });
        json.objects("errors", configuration.fatal(), this::problem);
        json.objects(
                "notes",
                configuration.problems().stream()
                        .filter(it -> !it.kind().isFatal())
                        .toList(),
                this::problem);
        json.writeEndObject();
    }

    private void options(Map<String, List<ConfigValue>> all, JsonDocument.WritingOf<ConfigValue> value)
            throws IOException {
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, List<ConfigValue>> option : all.entrySet()) {
            json.objects(option.getKey(), option.getValue(), value);
        }
        json.writeEndObject();
    }

    private void problem(ConfigProblem it) throws IOException {
        place(it.at());
        json.text("message", it.message());
    }

    /** File and line; neither for the command line. */
    private void place(Span span) throws IOException {
        boolean isFile = !span.source().equals(Span.COMMAND_LINE);
        json.optional("file", isFile ? Optional.of(span.source()) : Optional.empty());
        json.number("line", isFile ? span.line() : 0);
    }

    /** In the report on a host, with its paths as people write them. */
    void write(Snapshot facts) throws IOException {
        Configuration configuration = facts.configuration();
        json.strings("files", configuration.files().stream().map(facts::shown).toList());
        options(configuration.options(), value -> {
            json.text("value", value.value());
            shownPlace(facts, value.setAt());
        });
        json.objects("errors", configuration.fatal(), problem -> {
            shownPlace(facts, problem.at());
            json.text("message", problem.message());
        });
    }

    private void shownPlace(Snapshot facts, Span span) throws IOException {
        json.text("file", facts.shown(span.source()));
        json.number("line", span.line());
    }
}
