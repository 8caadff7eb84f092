package dev.sshwhy.report;

import dev.sshwhy.rule.RulePage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A rule's page for a person at a terminal. The Markdown reads well as it is; only what the tests need is taken out. */
public final class PageReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("@(KEY|BLOB|FINGERPRINT) (\\d+)@");

    private PageReport() {}

    /** The whole page. */
    public static String of(RulePage page, TextStyle style) {
        StringBuilder out = new StringBuilder();
        out.append(style.bold(page.title())).append('\n');
        out.append(style.dim(
                page.id() + ": " + TextReport.word(page.severity()) + ", at most " + TextReport.word(page.effect())));
        out.append("\n\n");
        page.explanation()
                .lines()
                .forEach(line -> out.append(heading(line, style)).append('\n'));
        List<String> shown = examples(page.examples());
        if (!shown.isEmpty()) {
            out.append('\n').append(style.bold("Examples")).append("\n\n");
            shown.forEach(line -> out.append(heading(line, style)).append('\n'));
        }
        return out.toString();
    }

    private static String heading(String line, TextStyle style) {
        return line.startsWith("#") ? style.bold(line.replaceFirst("^#+ ", "")) : line;
    }

    /** The files and commands of the examples; key pairs and scenarios are the tests' business. */
    private static List<String> examples(String text) {
        List<String> shown = new ArrayList<>();
        boolean inside = false;
        boolean told = false;
        boolean any = false;
        for (String line : text.strip().lines().toList()) {
            if (line.startsWith("```")) {
                inside = !inside;
                told = inside && !line.startsWith("```key");
                any |= told;
                if (told) {
                    shown.add(title(line.substring(3).strip()));
                }
            } else if (inside && told) {
                shown.add("    " + filledIn(line));
            } else if (line.startsWith("### ")) {
                shown.add(line);
            }
        }
        return any ? shown : List.of();
    }

    private static String title(String block) {
        if (block.equals("file account")) {
            return "  the account's public-key field:";
        }
        return block.startsWith("file ") ? "  " + block.substring("file ".length()) + ":" : "  " + block + ":";
    }

    private static String filledIn(String line) {
        return PLACEHOLDER.matcher(line).replaceAll(it -> switch (it.group(1)) {
            case "KEY" -> "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…" + it.group(2) + " key-" + it.group(2);
            case "BLOB" -> "AAAAC3NzaC1lZDI1NTE5AAAAI…" + it.group(2);
            default -> "SHA256:…" + it.group(2);
        });
    }
}
