package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report as one page that needs nothing beside itself: no script, no picture, no font, no style from elsewhere. */
final class HtmlReport {
    private static final int LONGEST_TITLE = 160;
    private static final String POLICY =
            "default-src 'none'; style-src '" + HtmlStyle.HASH + "'; base-uri 'none'; form-action 'none'";

    private record Section(String id, String title, Runnable content) {}

    private final Html html = new Html();
    private final Diagnosis diagnosis;
    private final Snapshot facts;
    private final Run run;

    private HtmlReport(Diagnosis diagnosis, Run run) {
        this.diagnosis = diagnosis;
        this.facts = diagnosis.facts();
        this.run = run;
    }

    /** The whole document. */
    static String of(Diagnosis diagnosis, Run run) {
        HtmlReport report = new HtmlReport(diagnosis, run);
        report.write();
        return report.html.done();
    }

    private void write() {
        html.known("<!DOCTYPE html>\n").open("html", "lang", "en").line();
        head();
        html.open("body", "class", TextReport.word(diagnosis.verdict())).line();
        HtmlSign.define(html);
        html.element("a", "Skip to the report", "class", "skip", "href", "#report")
                .line();
        html.open("main", "id", "report", "tabindex", "-1").line();
        verdict();
        html.open("div", "class", "columns").line();
        List<Section> sections = sections();
        contents(sections);
        html.open("div", "class", "sections").line();
        for (Section it : sections) {
            html.open("section", "id", it.id(), "aria-labelledby", it.id() + "-title")
                    .line();
            html.element("h2", it.title(), "id", it.id() + "-title").line();
            it.content().run();
            html.close().line();
        }
        html.close().close().close().line();
        footer();
        html.close().line().close().line();
    }

    private void head() {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.element(
                        "title",
                        word(diagnosis.verdict()) + ": " + Visible.text(diagnosis.summary(), LONGEST_TITLE)
                                + " (sshwhy)")
                .line();
        html.open("style").known(HtmlStyle.SHEET).close().line();
        html.close().line();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case READY -> "Works";
            case PROMPTS -> "Works, after a question";
            case BLOCKED -> "Blocked";
            case UNKNOWN -> "Not proven";
        };
    }

    private void verdict() {
        html.open("header", "class", "verdict").line();
        html.open("p", "class", "word");
        HtmlSign.of(diagnosis.verdict()).write(html);
        html.element("span", word(diagnosis.verdict())).close().line();
        html.element("h1", diagnosis.summary()).line();
        run.note().ifPresent(it -> html.element("p", it, "class", "note").line());
        Target target = facts.target();
        html.open("dl", "class", "place-to-go").line();
        fact(
                "Command",
                () -> html.open("code")
                        .text(ShellWords.quoted(target.command(), facts.machine()), 600)
                        .close());
        fact(
                "Goes to",
                () -> html.element("code", target.user() + "@" + target.host()).text(" port " + target.port()));
        if (!facts.jumps().isEmpty()) {
            fact(
                    "By way of",
                    () -> html.text(facts.jumps().stream()
                            .map(it -> it.target().typedHost())
                            .collect(Collectors.joining(", "))));
        }
        html.close().line().close().line();
    }

    private void fact(String name, Runnable value) {
        html.open("div").element("dt", name).open("dd");
        value.run();
        html.close().close().line();
    }

    private List<Section> sections() {
        List<Section> all = new ArrayList<>();
        HtmlFindings findings = new HtmlFindings(html, diagnosis);
        Optional<Diagnosed> cause = diagnosis.firstCause();
        cause.ifPresent(it -> all.add(new Section("why", "Why", () -> findings.cause(it))));
        cause.flatMap(it -> it.finding().fix())
                .ifPresent(it -> all.add(new Section("fix", "Fix", () -> HtmlFix.write(html, facts, it))));
        if (HtmlKeys.hasAny(facts)) {
            all.add(new Section("keys", "Keys", () -> new HtmlKeys(html, facts).write()));
        }
        all.add(new Section("handshake", "Handshake", () -> new HtmlTimeline(html, facts, run.detailed()).write()));
        if (HtmlConfig.hasAny(facts)) {
            all.add(new Section("configuration", "Configuration", () -> new HtmlConfig(html, facts).write()));
        }
        facts.account()
                .seen()
                .ifPresent(it ->
                        all.add(new Section("account", "Account field", () -> new HtmlAccount(html, it).write())));
        if (!diagnosis.findings().isEmpty()) {
            all.add(new Section("findings", "All findings", findings::all));
        }
        if (!diagnosis.notChecked().isEmpty()) {
            all.add(new Section("not-checked", "Not checked", findings::notChecked));
        }
        return all;
    }

    private void contents(List<Section> sections) {
        html.open("nav", "aria-label", "Sections").open("ul").line();
        for (Section it : sections) {
            html.open("li")
                    .element("a", it.title(), "href", "#" + it.id())
                    .close()
                    .line();
        }
        html.close().close().line();
    }

    private void footer() {
        html.open("footer").line();
        run.next().ifPresent(it -> {
            html.element("p", "To go on:");
            HtmlFix.whole(html, it);
        });
        String ssh = facts.machine().sshVersion().orElse("no ssh on this machine");
        html.open("p").element("strong", "sshwhy " + run.version());
        for (String it : List.of(ssh, run.system(), "exit code " + run.exitCode())) {
            html.text(" · ").element("span", it);
        }
        html.close().line().close().line();
    }
}
