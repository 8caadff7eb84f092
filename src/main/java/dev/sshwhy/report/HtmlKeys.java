package dev.sshwhy.report;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import java.util.List;

/** The keys as a picture: a row for each, a tile for each thing that it takes to get in. */
final class HtmlKeys {
    private static final int MOST = 40;
    private static final List<String> COLUMNS = List.of("File", "Mode", "Pair", "Agent", "Config", "Account", "Server");

    private final Html html;
    private final Snapshot facts;

    HtmlKeys(Html html, Snapshot facts) {
        this.html = html;
        this.facts = facts;
    }

    static boolean hasAny(Snapshot facts) {
        return facts.hosts().stream().anyMatch(it -> !it.identities().isEmpty());
    }

    void write() {
        boolean alone = facts.jumps().isEmpty();
        String target = facts.target().typedHost();
        for (Snapshot jump : facts.jumps()) {
            matrix(jump, "Keys for the jump host " + jump.target().typedHost());
        }
        matrix(
                facts,
                alone ? "Keys that ssh looks at for " + target + ", in its order" : "Keys for the target " + target);
        legend();
        agent();
        for (Snapshot there : facts.hosts()) {
            each(
                    there,
                    "How ssh comes to these keys"
                            + (alone ? "" : " for " + there.target().typedHost()));
        }
    }

    private void matrix(Snapshot there, String caption) {
        if (there.identities().isEmpty()) {
            return;
        }
        List<KeyTable.Row> rows = KeyTable.of(there);
        html.open("table", "class", "matrix", "role", "table")
                .element("caption", caption)
                .line();
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        html.open("th", "scope", "col", "role", "columnheader", "class", "key")
                .text("Key")
                .close();
        COLUMNS.forEach(it -> html.element("th", it, "scope", "col", "role", "columnheader"));
        html.close().close().line().open("tbody", "role", "rowgroup").line();
        for (KeyTable.Row row : rows.subList(0, Math.min(rows.size(), MOST))) {
            boolean offered = !row.place().equals("-");
            html.open("tr", "role", "row", "class", offered ? "offered" : "left-out");
            html.open("th", "scope", "row", "role", "rowheader", "class", "key");
            html.open("span", "class", "number");
            html.text(offered ? row.place() : "–").close().text(" ").element("span", row.name(), "class", "name");
            html.close();
            List<KeyTable.Cell> cells =
                    List.of(row.file(), row.mode(), row.pair(), row.agent(), row.config(), row.account(), row.server());
            for (int i = 0; i < cells.size(); i++) {
                cell(COLUMNS.get(i), cells.get(i));
            }
            html.close().line();
        }
        html.close().close().line();
        if (rows.size() > MOST) {
            html.element("p", "And " + (rows.size() - MOST) + " more keys: --format json has them all.");
        }
    }

    private void cell(String column, KeyTable.Cell it) {
        HtmlSign sign = HtmlSign.of(it.tone());
        html.open("td", "role", "cell", "class", sign.word(), "data-column", column);
        html.open("span", "class", "tile");
        sign.write(html);
        html.element("span", it.text().equals("-") ? "–" : it.text());
        if (it.tone() == KeyTable.Tone.BAD) {
            html.element("span", " (a problem)", "class", "unseen");
        }
        html.close().close();
    }

    private void legend() {
        html.open("p", "class", "legend", "aria-hidden", "true");
        for (HtmlSign sign : List.of(HtmlSign.GOOD, HtmlSign.BAD, HtmlSign.NEUTRAL)) {
            html.open("span");
            sign.write(html);
            html.text(
                    switch (sign) {
                        case GOOD -> "as it should be";
                        case BAD -> "stands in the way";
                        case NEUTRAL, ASKS -> "no matter, or not known";
                    });
            html.close();
        }
        html.close().line();
    }

    /** What ssh knows of each key, and why it offers it or not. */
    private void each(Snapshot there, String title) {
        if (there.identities().isEmpty()) {
            return;
        }
        html.open("details").element("summary", title).line();
        html.open("ol", "class", "fates").line();
        List<Identity> all = there.identities();
        for (Identity it : all.subList(0, Math.min(all.size(), MOST))) {
            html.open("li")
                    .open("p")
                    .element("strong", KeyTable.name(there, it))
                    .close();
            it.publicKey()
                    .ifPresent(key -> html.open("p")
                            .element("code", key.type() + " " + key.fingerprint())
                            .close());
            it.namedAt().ifPresent(at -> {
                html.open("p").text("Named at " + HtmlEvidence.place(facts, at));
                if (!at.text().isBlank()) {
                    html.text(": ").open("code").text(at.text().strip(), 300).close();
                }
                html.close();
            });
            html.element("p", sentence(KeyTable.fate(there, it))).close().line();
        }
        HtmlEvidence.more(html, all.size() - MOST);
        html.close().close().line();
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private void agent() {
        Agent agent = facts.agent();
        String where = agent.socket().isEmpty() ? "" : " at " + facts.shown(agent.socket());
        String why = agent.detail().isEmpty() ? "" : ": " + agent.detail();
        html.element(
                "p",
                switch (agent.state()) {
                    case NONE -> "ssh asks no agent" + why + ".";
                    case UNREACHABLE -> "The agent" + where + " cannot be asked" + why + ".";
                    case EMPTY -> "The agent" + where + " shows no key" + why + ".";
                    case HOLDS ->
                        "The agent" + where + " holds " + agent.keys().size()
                                + (agent.keys().size() == 1 ? " key." : " keys.");
                },
                "class",
                "note");
        html.line();
    }
}
