package dev.sshwhy.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A rule's page: everything about it that a person reads, and the few settings that go with the text.
 *
 * @param id "layer/name", which is its path below {@code rules/}
 * @param title what is wrong, in one line
 * @param severity how grave
 * @param effect the most it can do to a login
 * @param explains the rules whose findings this one accounts for
 * @param since the release that brought it
 * @param body the Markdown below the front matter
 */
public record RulePage(
        String id, String title, Severity severity, Effect effect, List<String> explains, String since, String body) {
    private static final String FENCE = "---\n";
    private static final String EXAMPLES = "\n## Examples";

    /** What a page's text does not say as it should. */
    public static final class BadPage extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadPage(String id, String problem) {
            super("rules/" + id + ".md: " + problem);
        }
    }

    public RulePage {
        explains = List.copyOf(explains);
    }

    /** The body without its examples, most of which are the tests' business. */
    public String explanation() {
        int examples = startOfExamples();
        return (examples < 0 ? body : body.substring(0, examples)).strip();
    }

    /** What stands below the heading of the examples. */
    public String examples() {
        int examples = startOfExamples();
        return examples < 0 ? "" : body.substring(examples + EXAMPLES.length() - 1);
    }

    private int startOfExamples() {
        return ("\n" + body).indexOf(EXAMPLES);
    }

    /** The layer that the rule belongs to. */
    public String layer() {
        return id.substring(0, id.indexOf('/'));
    }

    /**
     * Reads a page.
     *
     * @throws BadPage when the front matter is missing, or has a wrong, unknown or missing entry
     */
    public static RulePage parse(String id, String text) {
        int end = text.indexOf("\n" + FENCE, FENCE.length() - 1);
        if (!text.startsWith(FENCE) || end < 0) {
            throw new BadPage(id, "no front matter between two lines of ---");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        text.substring(FENCE.length(), end + 1).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new BadPage(id, "not \"name: value\": " + line);
            }
            entries.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        RulePage page = new RulePage(
                id,
                take(id, entries, "title"),
                constant(id, Severity.class, take(id, entries, "severity")),
                constant(id, Effect.class, take(id, entries, "effect")),
                words(take(id, entries, "explains")),
                take(id, entries, "since"),
                text.substring(end + 1 + FENCE.length()));
        if (!entries.isEmpty()) {
            throw new BadPage(id, "unknown entry " + entries.keySet());
        }
        return page;
    }

    /** The text below a heading of the second level, without the heading. */
    public Optional<String> section(String heading) {
        String start = "\n## " + heading + "\n";
        String all = "\n" + body;
        int from = all.indexOf(start);
        if (from < 0) {
            return Optional.empty();
        }
        int to = all.indexOf("\n## ", from + start.length() - 1);
        return Optional.of(
                all.substring(from + start.length(), to < 0 ? all.length() : to).strip());
    }

    private static String take(String id, Map<String, String> entries, String name) {
        String value = entries.remove(name);
        if (value == null) {
            throw new BadPage(id, "no \"" + name + ":\" in the front matter");
        }
        return value;
    }

    private static <E extends Enum<E>> E constant(String id, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadPage(id, "\"" + word + "\" is no " + type.getSimpleName());
        }
    }

    private static List<String> words(String list) {
        List<String> words = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }
}
