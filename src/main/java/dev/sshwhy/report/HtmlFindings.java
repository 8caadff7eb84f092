package dev.sshwhy.report;

import static dev.sshwhy.report.TextReport.word;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Gap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why it is so, what to do, everything else that was found with its rule's page, and what nobody looked at. */
final class HtmlFindings {
    private static final int MOST = 120;

    private final Html html;
    private final Diagnosis diagnosis;
    private final Snapshot facts;

    HtmlFindings(Html html, Diagnosis diagnosis) {
        this.html = html;
        this.diagnosis = diagnosis;
        this.facts = diagnosis.facts();
    }

    /** The cause, and what shows it. */
    void cause(Diagnosed it) {
        html.element("p", it.finding().message(), "class", "lead");
        tags(it);
        HtmlEvidence.write(html, facts, it.finding().evidence());
    }

    private void tags(Diagnosed it) {
        html.open("p", "class", "tags").open("span", "class", "tag rule");
        html.element("code", it.rule()).close().text(" ");
        tag(HtmlSign.of(it.effect()), effect(it.effect()));
        html.element("span", word(it.finding().certainty()), "class", "tag").text(" ");
        it.jump()
                .ifPresent(host -> html.element("span", "at the jump host " + host, "class", "tag")
                        .text(" "));
        it.causedBy().ifPresent(rule -> {
            html.open("span", "class", "tag").text("follows from ");
            html.element("code", rule).close();
        });
        html.close().line();
    }

    private void tag(HtmlSign sign, String text) {
        html.open("span", "class", "tag " + sign.word());
        sign.write(html);
        html.text(text).close().text(" ");
    }

    private static String effect(Effect effect) {
        return switch (effect) {
            case BLOCKS -> "keeps ssh out";
            case PROMPTS -> "makes ssh ask";
            case NONE -> "does nothing here";
        };
    }

    /** Each finding, folded, in the order of the diagnosis. */
    void all() {
        Optional<Diagnosed> cause = diagnosis.firstCause();
        Set<String> told = new HashSet<>();
        List<Diagnosed> all = diagnosis.findings();
        for (Diagnosed it : all.subList(0, Math.min(all.size(), MOST))) {
            html.open("details", "class", "finding" + (it.isCause() ? "" : " follows"));
            html.open("summary");
            HtmlSign.of(it.effect()).write(html);
            html.element("h3", it.page().title());
            html.element("span", it.isCause() ? effect(it.effect()) : "follows from it", "class", "standing");
            html.close().line().open("div", "class", "folded").line();
            if (Optional.of(it).equals(cause)) {
                tags(it);
                html.open("p").text("Its evidence and its fix stand ");
                html.element("a", "at the top of this page", "href", "#why")
                        .text(".")
                        .close();
            } else {
                whole(it);
            }
            page(it, told.add(it.rule()));
            html.close().close().line();
        }
        if (all.size() > MOST) {
            html.element("p", "And " + (all.size() - MOST) + " more: --format json has them all.");
        }
    }

    private void whole(Diagnosed it) {
        html.element("p", it.finding().message());
        tags(it);
        HtmlEvidence.write(html, facts, it.finding().evidence());
        it.finding().fix().ifPresent(fix -> {
            html.element("h4", "Fix").line();
            HtmlFix.write(html, facts, fix);
        });
    }

    /** The rule's page, where its first finding stands. */
    private void page(Diagnosed it, boolean first) {
        String id = "page-" + it.rule().replace('/', '-');
        if (!first) {
            html.open("p").text("About the rule: ");
            html.element("a", it.rule(), "href", "#" + id).text(".").close().line();
            return;
        }
        html.open("details", "class", "page", "id", id);
        html.open("summary")
                .text("About the rule ")
                .element("code", it.rule())
                .close()
                .line();
        html.open("div", "class", "prose").known(HtmlPage.of(it.page())).close();
        html.close().line();
    }

    /** What nobody looked at, and why. */
    void notChecked() {
        html.open("ul", "class", "gaps").line();
        for (Gap it : diagnosis.notChecked()) {
            html.open("li")
                    .element("strong", it.what())
                    .text(": " + it.why())
                    .close()
                    .line();
        }
        html.close().line();
    }
}
