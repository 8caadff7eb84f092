package dev.sshwhy.report;

import dev.sshwhy.rule.RulePage;
import java.io.IOException;
import java.util.List;

/** A rule that fired, with its page. */
final class SarifRule {
    private static final String WHY = "## Why\n";

    private SarifRule() {}

    static void write(JsonDocument json, RulePage page) throws IOException {
        String body = page.explanation();
        json.text("id", page.id());
        SarifText.message(json, "shortDescription", page.title());
        SarifText.message(json, "fullDescription", reason(page, body));
        json.object("help", it -> {
            it.text("text", SarifText.plain(page.title() + "\n\n" + body.replaceAll("(?m)^#+ ", "")));
            it.text("markdown", SarifText.plain("# " + page.title() + "\n\n" + body));
        });
        json.object("defaultConfiguration", it -> it.text("level", JsonDocument.lower(page.severity())));
        json.object("properties", it -> {
            it.strings("tags", List.of("ssh", page.layer()));
            it.text("effect", JsonDocument.lower(page.effect()));
            it.strings("explains", page.explains());
            it.text("since", page.since());
        });
    }

    /** The first paragraph that says why. */
    private static String reason(RulePage page, String body) {
        int start = body.indexOf(WHY);
        return start < 0
                ? page.title() + "."
                : body.substring(start + WHY.length())
                        .strip()
                        .split("\n\n", 2)[0]
                        .replace('\n', ' ');
    }
}
