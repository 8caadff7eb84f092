package dev.sshwhy.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.sshwhy.evidence.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One JSON document being written: texts are made visible, and what is not known is null. */
final class JsonDocument extends JsonGeneratorDelegate {
    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new JsonEscapes());

    private JsonDocument(JsonGenerator generator) {
        super(generator);
    }

    interface Writing {
        void to(JsonDocument document) throws IOException;
    }

    interface WritingOf<T> {
        void to(T it) throws IOException;
    }

    /** The document, with a newline behind it. */
    static String of(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonDocument document = new JsonDocument(FACTORY.createGenerator(text))) {
            writing.to(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter has no reason to
        }
        return text.append('\n').toString();
    }

    void text(String name, String value) throws IOException {
        writeStringField(name, clean(value));
    }

    void optional(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            writeNullField(name);
        }
    }

    void number(String name, int value) throws IOException {
        if (value > 0) {
            writeNumberField(name, value);
        } else {
            writeNullField(name);
        }
    }

    void strings(String name, List<String> values) throws IOException {
        writeArrayFieldStart(name);
        for (String value : values) {
            writeString(clean(value));
        }
        writeEndArray();
    }

    void object(String name, Writing contents) throws IOException {
        writeObjectFieldStart(name);
        contents.to(this);
        writeEndObject();
    }

    /** Null where there is none. */
    <T> void object(String name, Optional<T> it, WritingOf<T> contents) throws IOException {
        if (it.isPresent()) {
            object(name, document -> contents.to(it.get()));
        } else {
            writeNullField(name);
        }
    }

    /** An array with an object for each. */
    <T> void objects(String name, List<T> all, WritingOf<T> contents) throws IOException {
        writeArrayFieldStart(name);
        for (T it : all) {
            writeStartObject();
            contents.to(it);
            writeEndObject();
        }
        writeEndArray();
    }

    /** JSON would escape C0, but a reader that prints the value would not; the line ends of a pasted text stay. */
    static String clean(String value) {
        if (Visible.isPlain(value)) {
            return value;
        }
        List<String> lines = new ArrayList<>();
        for (String line : value.split("\n", -1)) {
            lines.add(Visible.text(line));
        }
        return String.join("\n", lines);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
