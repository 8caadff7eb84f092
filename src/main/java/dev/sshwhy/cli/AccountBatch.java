package dev.sshwhy.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sshwhy.collect.AccountSource;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.report.AccountJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Answers many account fields: one JSON object {@code {"id", "text"}} a line in, {@code text} in base64; one answer a line out. */
final class AccountBatch {
    private final Streams streams;

    AccountBatch(Streams streams) {
        this.streams = streams;
    }

    int run(String source, Surroundings surroundings) throws UsageException {
        try (InputStream in = source.equals("-") ? streams.in() : Files.newInputStream(Path.of(source));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            JsonFactory json = new JsonFactory();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    AccountSource.Text text = new AccountSource.Text("batch", text(json, line));
                    streams.out()
                            .print(AccountJson.of(Collector.account(
                                    text, surroundings, streams.clock().instant())));
                }
            }
            streams.out().flush();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--batch " + source + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] text(JsonFactory json, String line) throws IOException {
        try (JsonParser parser = json.createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("text")) {
                    return Base64.getDecoder().decode(parser.nextTextValue());
                }
            }
        }
        throw new IOException("a line without \"text\"");
    }
}
