package dev.sshwhy.report;

import dev.sshwhy.evidence.Visible;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML that is well-formed as XML too. Text and attributes are made visible and escaped, so that nothing which a
 * server, file or agent says can become an element, an attribute or a control character.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Html open(String element, String... attributes) {
        start(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Ends the element that was begun last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds nothing but a text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element that holds nothing at all. */
    Html empty(String element, String... attributes) {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    Html text(String text) {
        escaped(Visible.text(text));
        return this;
    }

    /** At most so many characters of a text. */
    Html text(String text, int limit) {
        escaped(Visible.text(text, limit));
        return this;
    }

    /** Markup that this package made itself. */
    Html known(String markup) {
        out.append(markup);
        return this;
    }

    /** Begins a new line between elements, so that the source can be read. */
    Html line() {
        out.append('\n');
        return this;
    }

    /** The whole document. */
    String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escaped(Visible.text(attributes[i + 1]));
            out.append('"');
        }
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(letter);
            }
        }
    }
}
