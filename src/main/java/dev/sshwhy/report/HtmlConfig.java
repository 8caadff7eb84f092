package dev.sshwhy.report;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the configuration comes to: beside each line that decided an option, the lines that it beats. */
final class HtmlConfig {
    private static final int MOST = 200;
    private static final int MOST_BEATEN = 12;
    private static final int LONGEST_VALUE = 300;

    private final Html html;
    private final Snapshot facts;

    HtmlConfig(Html html, Snapshot facts) {
        this.html = html;
        this.facts = facts;
    }

    static boolean hasAny(Snapshot facts) {
        return hasAny(facts.configuration()) || facts.jumps().stream().anyMatch(it -> hasAny(it.configuration()));
    }

    private static boolean hasAny(Configuration it) {
        return it.options().keySet().stream().anyMatch(name -> !name.equals("host"))
                || !it.problems().isEmpty();
    }

    void write() {
        html.element(
                        "p",
                        "Of most options ssh takes the first value that it meets. These are the lines that decided, and"
                                + " those that came too late.",
                        "class",
                        "note")
                .line();
        for (Snapshot jump : facts.jumps()) {
            host(jump, "Options for the jump host " + jump.target().typedHost());
        }
        host(facts, "Options for " + facts.target().typedHost());
    }

    private void host(Snapshot there, String caption) {
        problems(there.configuration().problems());
        options(there.configuration(), caption);
    }

    private void problems(List<ConfigProblem> all) {
        if (all.isEmpty()) {
            return;
        }
        html.open("ul", "class", "evidence").line();
        for (ConfigProblem it : all.subList(0, Math.min(all.size(), MOST_BEATEN))) {
            HtmlSign sign = it.kind().isFatal() ? HtmlSign.BAD : HtmlSign.NEUTRAL;
            html.open("li", "class", sign.word()).open("p", "class", "place");
            sign.write(html);
            html.text(HtmlEvidence.place(facts, it.at()) + (it.kind().isFatal() ? ": ssh refuses it" : ""))
                    .close();
            if (!it.at().text().isEmpty()) {
                HtmlEvidence.line(html, Excerpt.of(it.at()));
            }
            html.element(
                    "p",
                    it.message() + it.suggestion().map(s -> "; perhaps " + s).orElse(""),
                    "class",
                    "saying");
            html.close().line();
        }
        HtmlEvidence.more(html, all.size() - MOST_BEATEN);
        html.close().line();
    }

    private void options(Configuration configuration, String caption) {
        Map<OptionGroup, List<String>> groups =
                OptionGroup.spelled(configuration.options().keySet());
        if (groups.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        html.open("table", "class", "config", "role", "table")
                .element("caption", caption)
                .line();
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        for (String it : List.of("Option", "Wins", "Comes too late")) {
            html.element("th", it, "scope", "col", "role", "columnheader");
        }
        html.close().close().line();
        int left = MOST;
        for (Map.Entry<OptionGroup, List<String>> group : groups.entrySet()) {
            List<String> shown =
                    group.getValue().subList(0, Math.min(left, group.getValue().size()));
            if (!shown.isEmpty()) {
                html.open("tbody", "role", "rowgroup").open("tr", "role", "row", "class", "group");
                html.element("th", group.getKey().title(), "scope", "rowgroup", "colspan", "3", "role", "rowheader");
                html.close().line();
                shown.forEach(it -> option(it, configuration.all(it.toLowerCase(Locale.ROOT))));
                html.close().line();
            }
            left -= shown.size();
        }
        html.close().line();
    }

    private void option(String name, List<ConfigValue> values) {
        html.open("tr", "role", "row")
                .open("th", "scope", "row", "role", "rowheader")
                .element("code", name)
                .close();
        html.open("td", "role", "cell", "data-column", "Wins").open("ul", "class", "lines wins");
        // All values of an option shadow the same lines.
        Set<Span> beaten = new LinkedHashSet<>();
        for (ConfigValue it : values.subList(0, Math.min(values.size(), MOST_BEATEN))) {
            html.open("li")
                    .open("code", "class", "value")
                    .text(it.value(), LONGEST_VALUE)
                    .close();
            html.open("span", "class", "at")
                    .text(HtmlEvidence.place(facts, it.setAt()))
                    .close()
                    .close();
            beaten.addAll(it.shadowed());
        }
        HtmlEvidence.more(html, values.size() - MOST_BEATEN);
        html.close().close();
        html.open("td", "role", "cell", "data-column", "Comes too late");
        if (beaten.isEmpty()) {
            html.element("span", "–", "aria-hidden", "true").element("span", "none", "class", "unseen");
            html.close().close().line();
            return;
        }
        html.open("ul", "class", "lines loses");
        beaten.stream().limit(MOST_BEATEN).forEach(it -> {
            html.open("li")
                    .open("code", "class", "value")
                    .text(it.text().strip(), LONGEST_VALUE)
                    .close();
            html.element("span", HtmlEvidence.place(facts, it), "class", "at").close();
        });
        HtmlEvidence.more(html, beaten.size() - MOST_BEATEN);
        html.close().close().close().line();
    }
}
