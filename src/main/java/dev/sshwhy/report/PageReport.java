package dev.sshwhy.report;

import dev.sshwhy.rule.RulePage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule's page for a person at a terminal. The Markdown reads well as it is; only what the tests need is taken out. */
public final class PageReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("@(KEY|BLOB|FINGERPRINT) (\\d+)@");

    /** How an item of a list begins. */
    private static final Pattern ITEM = Pattern.compile("(\\d+\\. |- )(.*)");

    private PageReport() {}

    /** The whole page. */
    public static String of(RulePage page, TextStyle style) {
        StringBuilder out = new StringBuilder();
        out.append(style.bold(page.title())).append('\n');
        out.append(style.dim(
                page.id() + ": " + TextReport.word(page.severity()) + ", at most " + TextReport.word(page.effect())));
        out.append("\n\n");
        broken(page.explanation(), style).forEach(line -> out.append(line).append('\n'));
        List<String> shown = examples(page.examples());
        if (!shown.isEmpty()) {
            out.append('\n').append(style.bold("Examples")).append("\n\n");
            shown.forEach(line -> out.append(heading(line, style)).append('\n'));
        }
        return out.toString();
    }

    /** The whole page in Markdown. */
    public static String markdown(RulePage page) {
        Markdown out = new Markdown();
        out.heading(1, Markdown.inline(page.title()));
        out.paragraph(Markdown.code(page.id()) + ": " + TextReport.word(page.severity()) + ", at most "
                + TextReport.word(page.effect()));
        out.paragraph(page.explanation());
        List<Example> examples = parse(page.examples());
        if (!examples.isEmpty()) {
            out.heading(2, "Examples");
        }
        for (Example it : examples) {
            if (it.isHeading()) {
                out.paragraph(it.title());
            } else {
                out.paragraph(it.title() + ":");
                out.fence("", it.lines());
            }
        }
        return out.toString();
    }

    /** A page's text in lines of the style's width: sentences and items are broken anew, what is set apart stays as it is. */
    private static List<String> broken(String markdown, TextStyle style) {
        List<String> lines = new ArrayList<>();
        String lead = "";
        String text = "";
        for (String line : markdown.lines().toList()) {
            boolean isApart = line.isBlank() || line.startsWith("    ") || line.startsWith("#");
            Matcher item = ITEM.matcher(line);
            if (isApart || item.matches()) {
                lines.addAll(folded(lead, text, style));
                lead = "";
                text = "";
            }
            if (isApart) {
                lines.add(heading(line, style));
            } else if (item.matches()) {
                lead = item.group(1);
                text = item.group(2);
            } else {
                text += (text.isEmpty() ? "" : " ") + line.strip();
            }
        }
        lines.addAll(folded(lead, text, style));
        return lines;
    }

    private static List<String> folded(String lead, String text, TextStyle style) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (String it : Sheet.folded(style.prose(text), style.width() - lead.length())) {
            lines.add((lines.isEmpty() ? lead : " ".repeat(lead.length())) + it);
        }
        return lines;
    }

    private static String heading(String line, TextStyle style) {
        return line.startsWith("#") ? style.bold(line.replaceFirst("^#+ ", "")) : line;
    }

    /**
     * A file or a command of a page's examples, or a heading above some.
     *
     * @param title what it is; a heading begins with number signs
     * @param lines what stands in it
     */
    private record Example(String title, List<String> lines) {
        Example {
            lines = List.copyOf(lines);
        }

        boolean isHeading() {
            return title.startsWith("#");
        }
    }

    /** The examples as a person reads them: key pairs and scenarios are the tests' business. */
    private static List<Example> parse(String text) {
        List<Example> examples = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String name = "";
        for (String line : text.strip().lines().toList()) {
            boolean isInside = !name.isEmpty();
            if (line.startsWith("```") && isInside) {
                if (!name.startsWith("key ")) {
                    examples.add(new Example(title(name), block));
                }
                name = "";
            } else if (line.startsWith("```")) {
                name = line.substring(3).strip();
                block.clear();
            } else if (isInside) {
                block.add(filledIn(line));
            } else if (line.startsWith("### ")) {
                examples.add(new Example(line, List.of()));
            }
        }
        return examples.stream().allMatch(Example::isHeading) ? List.of() : examples;
    }

    private static List<String> examples(String text) {
        List<String> shown = new ArrayList<>();
        for (Example it : parse(text)) {
            shown.add(it.isHeading() ? it.title() : "  " + it.title() + ":");
            it.lines().forEach(line -> shown.add("    " + line));
        }
        return shown;
    }

    private static String title(String block) {
        if (block.equals("file account")) {
            return "the account's public-key field";
        }
        return block.startsWith("file ") ? block.substring("file ".length()) : block;
    }

    private static String filledIn(String line) {
        return PLACEHOLDER.matcher(line).replaceAll(it -> switch (it.group(1)) {
            case "KEY" -> "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…" + it.group(2) + " key-" + it.group(2);
            case "BLOB" -> "AAAAC3NzaC1lZDI1NTE5AAAAI…" + it.group(2);
            default -> "SHA256:…" + it.group(2);
        });
    }
}
