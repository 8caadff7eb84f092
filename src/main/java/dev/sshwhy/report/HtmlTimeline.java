package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The handshake, layer by layer, at each host on the way. */
final class HtmlTimeline {
    private static final int MOST_STAGES = 60;
    private static final int LONGEST_SAYING = 600;

    private final Html html;
    private final Snapshot facts;
    private final boolean withTimes;

    HtmlTimeline(Html html, Snapshot facts, boolean withTimes) {
        this.html = html;
        this.facts = facts;
        this.withTimes = withTimes;
    }

    void write() {
        for (Snapshot jump : facts.jumps()) {
            host(jump, "At the jump host " + jump.target().typedHost());
        }
        host(
                facts,
                facts.jumps().isEmpty() ? "" : "At the target " + facts.target().typedHost());
        for (String sentence : Spent.of(facts)) {
            html.element("p", sentence, "class", "note").line();
        }
    }

    private void host(Snapshot there, String title) {
        if (!title.isEmpty()) {
            html.element("h3", title).line();
        }
        there.handshake()
                .match(
                        it -> {
                            layers(it);
                            said(it);
                            it.proposals()
                                    .filter(pair -> pair.lacking().isPresent())
                                    .ifPresent(this::proposals);
                            return true;
                        },
                        where -> notAsked("nothing is there"),
                        (where, reason) -> notAsked(reason),
                        this::notAsked);
    }

    private boolean notAsked(String why) {
        html.element("p", "Not asked: " + why + ".", "class", "note").line();
        return false;
    }

    private void layers(Handshake it) {
        double whole = Math.max(
                1, it.stages().stream().mapToLong(s -> s.took().toNanos()).sum());
        double before = 0;
        html.open("ol", "class", "timeline").line();
        for (Reached layer : Reached.values()) {
            List<Handshake.Stage> stages =
                    it.stages().stream().filter(s -> s.layer() == layer).toList();
            if (layer == Reached.NOTHING) {
                continue;
            }
            HtmlSign sign = sign(stages);
            html.open("li", "class", sign.word()).open("p", "class", "layer");
            sign.write(html);
            html.element("strong", name(layer)).text(" ");
            html.element("span", state(it, layer, stages), "class", "state").close();
            for (Handshake.Stage stage : stages.subList(0, Math.min(stages.size(), MOST_STAGES))) {
                html.open("div", "class", "stage")
                        .open("p")
                        .text(stage.saying(), LONGEST_SAYING)
                        .close();
                if (withTimes) {
                    bar(
                            before / whole,
                            stage.took().toNanos() / whole,
                            stage.took().toMillis());
                }
                html.close();
                before += stage.took().toNanos();
            }
            html.close().line();
        }
        html.close().line();
    }

    private static String name(Reached layer) {
        return switch (layer) {
            case NOTHING -> "";
            case NAME -> "Name";
            case TCP -> "TCP";
            case GREETING -> "Greeting";
            case KEX -> "Key exchange";
            case HOSTKEY -> "Host key";
            case AUTH -> "Authentication";
            case LOGIN -> "Login";
        };
    }

    /** By how a layer's last part ended. */
    private static HtmlSign sign(List<Handshake.Stage> stages) {
        if (stages.isEmpty()) {
            return HtmlSign.NEUTRAL;
        }
        return stages.get(stages.size() - 1).done() ? HtmlSign.GOOD : HtmlSign.BAD;
    }

    private static String state(Handshake it, Reached layer, List<Handshake.Stage> stages) {
        if (!stages.isEmpty()) {
            return stages.get(stages.size() - 1).done() ? "done" : "stops here";
        }
        return layer == Reached.LOGIN && it.reachedAuthentication() && it.login() instanceof Login.NotTried untried
                ? "not tried: " + untried.why()
                : "not reached";
    }

    /** When it began, and how long it took, in a thousandth of the whole. */
    private void bar(double from, double part, long millis) {
        html.open("svg", "class", "bar", "viewBox", "0 0 1000 8", "preserveAspectRatio", "none", "aria-hidden", "true");
        html.empty("rect", "class", "track", "width", "1000", "height", "8");
        html.empty("rect", "x", thousandths(from), "width", thousandths(Math.max(part, 0.004)), "height", "8");
        html.close().element("span", millis + " ms", "class", "took");
    }

    private static String thousandths(double part) {
        return String.format(Locale.ROOT, "%.0f", part * 1000);
    }

    /** What the server said that is no answer to anything. */
    private void said(Handshake it) {
        quote("What it said before its greeting", it.linesBefore());
        quote(
                "What came in its place",
                it.failure().map(Handshake.Failure::seen).filter(s -> !s.isBlank()).stream()
                        .toList());
        quote(
                "What it shows before a login",
                it.banner().stream().flatMap(String::lines).toList());
        quote("What it remarks on the login", it.remarks());
    }

    private void quote(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        html.open("details").element("summary", title).line().open("pre").open("code");
        for (int i = 0; i < Math.min(lines.size(), MOST_STAGES); i++) {
            html.known(i == 0 ? "" : "\n").text(lines.get(i), LONGEST_SAYING);
        }
        html.close().close().close().line();
    }

    private void proposals(Proposal.Pair pair) {
        html.open("details").element("summary", "What both sides propose").line();
        html.open("table", "class", "sides", "role", "table")
                .element("caption", "Algorithms, most wanted first")
                .line();
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        for (String it : List.of("Part", "ssh", "The server", "In common")) {
            html.element("th", it, "scope", "col", "role", "columnheader");
        }
        html.close().close().line().open("tbody", "role", "rowgroup").line();
        for (Proposal.Part part : Proposal.Part.values()) {
            Optional<String> agreed = pair.agreed(part);
            html.open("tr", "role", "row").element("th", part.words(), "scope", "row", "role", "rowheader");
            names("ssh", Proposal.offeredBy(pair.client(), part));
            names("The server", Proposal.offeredBy(pair.server(), part));
            boolean lacks = agreed.isEmpty() && !(part == Proposal.Part.MAC && pair.needsNoMac());
            HtmlSign sign = agreed.isPresent() ? HtmlSign.GOOD : lacks ? HtmlSign.BAD : HtmlSign.NEUTRAL;
            html.open("td", "role", "cell", "data-column", "In common", "class", sign.word());
            sign.write(html);
            html.text(agreed.orElse(lacks ? "nothing" : "not needed"))
                    .close()
                    .close()
                    .line();
        }
        html.close().close().close().line();
    }

    private void names(String column, List<String> all) {
        html.open("td", "role", "cell", "data-column", column).open("ul", "class", "names");
        for (String it : all.subList(0, Math.min(all.size(), MOST_STAGES))) {
            html.open("li").open("code").text(it, 120).close().close();
        }
        HtmlEvidence.more(html, all.size() - MOST_STAGES);
        html.close().close();
    }
}
