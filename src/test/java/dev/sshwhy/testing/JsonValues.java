package dev.sshwhy.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a JSON document by their places, such as {@code /findings/0/rule} (RFC 6901).
 *
 * @param texts all names and texts in it, one a line
 */
public record JsonValues(List<Value> values, String texts) {
    /** A value that is no object and no array, as text. */
    public record Value(String place, String text) {}

    /** Reads one document; whatever stands behind it is an error. */
    public static JsonValues read(String json) throws IOException {
        List<Value> values = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            int documents = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    texts.append(parser.getText()).append('\n');
                }
                if (token.isScalarValue()) {
                    String place = parser.getParsingContext().pathAsPointer().toString();
                    values.add(new Value(place, parser.getText()));
                } else if (token.isStructEnd() && parser.getParsingContext().inRoot()) {
                    documents++;
                }
            }
            if (documents != 1) {
                throw new IOException(documents + " documents");
            }
        }
        return new JsonValues(List.copyOf(values), texts.toString());
    }

    /** The values at the places that match, in order. */
    public List<String> all(String places) {
        return values.stream()
                .filter(it -> it.place().matches(places))
                .map(Value::text)
                .toList();
    }

    public String one(String place) {
        return all(place).get(0);
    }
}
