package dev.sshwhy.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sshwhy.collect.ConfigLookup;
import dev.sshwhy.collect.ConfigLookup.Answer;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.report.ConfigJson;
import dev.sshwhy.report.ConfigReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code sshwhy config HOST}: what ssh would use for a host, and the line that decided it. */
final class ConfigCommand {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int AT_ONCE = 512;
    private static final int MOST_HOMES = 64;

    private final Arguments arguments;
    private final Streams streams;
    private final Output output;

    ConfigCommand(Arguments arguments, Streams streams) {
        this.arguments = arguments;
        this.streams = streams;
        this.output = new Output(arguments, streams);
    }

    int run() throws UsageException {
        Whose whose = Whose.of(arguments, streams);
        if (arguments.has("batch")) {
            return batch(arguments.value("batch").orElse("-"), whose);
        }
        ConfigLookup lookup = new ConfigLookup(whose.surroundings(), whose.runCommands());
        List<String> problems = lookup.problems(arguments.words());
        if (!problems.isEmpty()) {
            throw new UsageException("ssh would not take this command line: " + String.join("; ", problems));
        }
        Answer answer = lookup.ask(arguments.words(), whose.configFile(), arguments.has("all"));
        output.print(
                output.isJson()
                        ? ConfigJson.of(answer.host(), answer.configuration(), answer.defaults())
                        : ConfigReport.of(
                                answer.host(),
                                answer.configuration(),
                                answer.defaults(),
                                whose.surroundings()::shown,
                                output.style()));
        return exitCode(answer);
    }

    private static int exitCode(Answer answer) {
        return answer.configuration().fatal().isEmpty() ? 0 : 1;
    }

    /** One JSON object {@code {"host", "config", "home", "args"}} a line in, one answer a line out, in order. */
    private int batch(String source, Whose whose) throws UsageException {
        int exitCode = 0;
        try (InputStream in = source.equals("-") ? streams.in() : Files.newInputStream(Path.of(source));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, ConfigLookup> lookups = new ConcurrentHashMap<>();
            for (List<String> lines = some(reader); !lines.isEmpty(); lines = some(reader)) {
                // The first one alone: most of the others want the same files, which are then read and parsed already.
                List<Answered> answers = new ArrayList<>(List.of(answered(lines.get(0), whose, lookups)));
                lines.subList(1, lines.size()).parallelStream()
                        .map(it -> answered(it, whose, lookups))
                        .forEachOrdered(answers::add);
                StringBuilder text = new StringBuilder();
                for (Answered answer : answers) {
                    exitCode |= answer.exitCode();
                    text.append(answer.json());
                }
                // Bytes go out at once, letters one by one.
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                streams.out().write(bytes, 0, bytes.length);
                if (lookups.size() > MOST_HOMES) {
                    lookups.clear(); // each remembers the files of its home directory
                }
            }
            streams.out().flush();
            return exitCode;
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--batch " + source + " cannot be read: " + e.getMessage());
        }
    }

    private record Answered(String json, int exitCode) {}

    private static List<String> some(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                lines.add(line);
            }
            if (lines.size() == AT_ONCE) {
                break;
            }
        }
        return lines;
    }

    private Answered answered(String line, Whose whose, Map<String, ConfigLookup> lookups) {
        Query query;
        try {
            query = Query.parse(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        Surroundings own = whose.surroundings();
        boolean foreign = query.home().isPresent() || query.config().isPresent();
        boolean runs = foreign ? arguments.has("run-config-commands") : whose.runCommands();
        ConfigLookup lookup = lookups.computeIfAbsent(
                query.home().orElse(own.home()) + '\n' + runs,
                key -> new ConfigLookup(query.home().map(own::withHome).orElse(own), runs));
        Answer answer = lookup.ask(query.words(), query.config().or(whose::configFile), arguments.has("all"));
        String json = ConfigJson.of(answer.host(), answer.configuration(), answer.defaults());
        return new Answered(json, exitCode(answer));
    }

    /** One question of a batch. */
    private record Query(List<String> words, Optional<String> config, Optional<String> home) {
        static Query parse(String line) throws IOException {
            List<String> words = new ArrayList<>();
            Optional<String> host = Optional.empty();
            Optional<String> config = Optional.empty();
            Optional<String> home = Optional.empty();
            try (JsonParser parser = JSON.createParser(line)) {
                while (parser.nextToken() != null) {
                    if (parser.currentToken() != JsonToken.FIELD_NAME) {
                        continue;
                    }
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "host" -> host = Optional.ofNullable(parser.getValueAsString());
                        case "config" -> config = Optional.ofNullable(parser.getValueAsString());
                        case "home" -> home = Optional.ofNullable(parser.getValueAsString());
                        case "args" -> {
                            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                                words.add(parser.getText());
                            }
                        }
                        default -> parser.skipChildren();
                    }
                }
            }
            words.add(host.orElseThrow(() -> new IOException("a line without \"host\"")));
            return new Query(words, config, home);
        }
    }
}
